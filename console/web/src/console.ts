import { createContext, use, useSyncExternalStore } from "react";
import type { ApiClient } from "./api/client";
import type { Session } from "./signIn/session";

export interface Console {
    readonly session: Session;
    readonly api: ApiClient;
}

export const ConsoleContext = createContext<Console | undefined>(undefined);

export function useConsole(): Console {
    const value = use(ConsoleContext);
    if (value === undefined) {
        throw new Error("outside of the console: put the component below ConsoleContext");
    }
    return value;
}

export function useSessionIsOver(): boolean {
    const { session } = useConsole();
    return useSyncExternalStore(session.subscribe, () => session.isOver);
}
