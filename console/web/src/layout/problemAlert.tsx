import Alert from "@cloudscape-design/components/alert";
import Button from "@cloudscape-design/components/button";
import type { Problem } from "../api/problem";
import { texts } from "../texts";

/** Says what went wrong, and offers to try again where that may help. */
export function ProblemAlert({ problem, retry }: { problem: Problem; retry?: () => void }) {
    const type = problem.kind === "forbidden" || problem.kind === "missing" ? "warning" : "error";
    const again = retry !== undefined && problem.isRetryable;
    return (
        <div role="alert">
            <Alert type={type} action={again ? <Button onClick={retry}>{texts.common.retry}</Button> : undefined}>
                {problem.message}
            </Alert>
        </div>
    );
}
