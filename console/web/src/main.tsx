import "./withoutEval";
import "@cloudscape-design/global-styles/index.css";
import Alert from "@cloudscape-design/components/alert";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import { applyMode, Mode } from "@cloudscape-design/global-styles";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { RuntimeConfig, SIGNED_IN } from "../../runtimeConfig";
import { ApiClient } from "./api/client";
import { ConsoleContext } from "./console";
import { App } from "./layout/app";
import { Session } from "./signIn/session";
import { texts } from "./texts";

const { common } = texts;

function show(content: ReactNode): void {
    const element = document.getElementById("root");
    if (element === null) {
        throw new Error("index.html has no element for the pages");
    }
    createRoot(element).render(content);
}

function Plain({ type, text, action, act }: { type: "info" | "error"; text: string; action: string; act: () => void }) {
    return (
        <main>
            <Box padding="xxl">
                <Alert type={type} action={<Button onClick={act}>{action}</Button>}>
                    {text}
                </Alert>
            </Box>
        </main>
    );
}

function followDarkMode(): void {
    const dark = matchMedia("(prefers-color-scheme: dark)");
    const apply = () => applyMode(dark.matches ? Mode.Dark : Mode.Light);
    dark.addEventListener("change", apply);
    apply();
}

async function start(): Promise<void> {
    const config = RuntimeConfig.parse(await (await fetch("/config.json")).json());
    const session = new Session(config);
    const state = await session.start();
    if (state === "signed-in") {
        const value = { session, api: new ApiClient(config.api, session) };
        show(
            <ConsoleContext value={value}>
                <App />
            </ConsoleContext>,
        );
    } else if (state === "signed-out") {
        show(<Plain type="info" text={common.signedOut} action={common.signIn} act={() => void session.signIn()} />);
    }
}

followDarkMode();
start().catch(() => {
    const text = location.pathname === SIGNED_IN ? common.signInFailed : common.startFailed;
    show(<Plain type="error" text={text} action={common.retry} act={() => location.assign("/")} />);
});
