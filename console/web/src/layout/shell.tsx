import AppLayout from "@cloudscape-design/components/app-layout";
import Box from "@cloudscape-design/components/box";
import Button from "@cloudscape-design/components/button";
import Modal from "@cloudscape-design/components/modal";
import SideNavigation from "@cloudscape-design/components/side-navigation";
import Spinner from "@cloudscape-design/components/spinner";
import TopNavigation from "@cloudscape-design/components/top-navigation";
import { Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useLocation } from "wouter";
import { useConsole, useSessionIsOver } from "../console";
import { texts } from "../texts";
import { ErrorBoundary } from "./errorBoundary";
import { follow } from "./followed";
import "./page.css";

const { common } = texts;

export function Shell({ children }: { children: ReactNode }) {
    const { session } = useConsole();
    const [location] = useLocation();
    const [isOpen, setOpen] = useState(() => innerWidth > 688);
    const content = useFocusOn(location);
    const active = /^\/(create-)?attribute/.test(location) ? "/attributes" : "/";
    return (
        <>
            <div id="top">
                <TopNavigation
                    identity={{ href: "/", title: common.console, onFollow: follow }}
                    utilities={[
                        {
                            type: "menu-dropdown",
                            text: session.name,
                            iconName: "user-profile",
                            items: [{ id: "sign-out", text: common.signOut }],
                            onItemClick: () => void session.signOut(),
                        },
                    ]}
                />
            </div>
            <AppLayout
                headerSelector="#top"
                toolsHide
                navigationOpen={isOpen}
                onNavigationChange={({ detail }) => setOpen(detail.open)}
                ariaLabels={{
                    navigation: common.navigation,
                    navigationToggle: common.openNavigation,
                    navigationClose: common.closeNavigation,
                }}
                navigation={
                    <SideNavigation
                        activeHref={active}
                        onFollow={follow}
                        items={[
                            { type: "link", text: texts.patterns.title, href: "/" },
                            { type: "link", text: texts.attributes.title, href: "/attributes" },
                        ]}
                    />
                }
                content={
                    <div ref={content} className="page" tabIndex={-1}>
                        <ErrorBoundary key={location}>
                            <Suspense fallback={<Loading />}>{children}</Suspense>
                        </ErrorBoundary>
                    </div>
                }
            />
            <SessionOver />
        </>
    );
}

/** Another page begins at its start, not where the last one was left. @returns what is to be focused then. */
function useFocusOn(location: string) {
    const element = useRef<HTMLDivElement>(null);
    const shown = useRef(location);
    useEffect(() => {
        if (shown.current !== location) {
            shown.current = location;
            element.current?.focus();
        }
    }, [location]);
    return element;
}

export function Loading() {
    return (
        <Box textAlign="center" padding="xxl">
            <span role="status">
                <Spinner /> {common.loading}
            </span>
        </Box>
    );
}

function SessionOver() {
    const { session } = useConsole();
    const isOver = useSessionIsOver();
    return (
        <Modal
            visible={isOver}
            header={common.sessionOver}
            closeAriaLabel={common.dismiss}
            onDismiss={() => session.putOff()}
            footer={
                <Box float="right">
                    <Button variant="primary" onClick={() => void session.signIn()}>
                        {common.signIn}
                    </Button>
                </Box>
            }
        >
            {common.sessionOverHelp}
        </Modal>
    );
}
