import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import { Component, type ReactNode } from "react";
import { texts } from "../texts";

const { common } = texts;

/**
 * In place of a page that could not be shown: most often its code could not be loaded, for there was no connection, or
 * because a newer console has replaced it.
 */
export class ErrorBoundary extends Component<{ readonly children: ReactNode }, { readonly isFailed: boolean }> {
    override state = { isFailed: false };

    static getDerivedStateFromError() {
        return { isFailed: true };
    }

    override render() {
        return this.state.isFailed ? (
            <div role="alert">
                <Alert type="error" action={<Button onClick={() => location.reload()}>{common.reload}</Button>}>
                    {common.pageFailed}
                </Alert>
            </div>
        ) : (
            this.props.children
        );
    }
}
