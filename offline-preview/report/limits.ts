/** One thing that the real preview does and this one does not. */
export interface Limit {
    what: string;
    here: string;
    /** What `pulumi preview` does. */
    cli: string;
}

/** The one list behind `--help` and the README's table. */
export const LIMITS: readonly Limit[] = [
    {
        what: "Runs",
        here: "the program runs twice, with ids unknown and made up",
        cli: "the program runs once, with ids unknown",
    },
    {
        what: "Provider checks",
        here: "not made: an input that the provider would refuse goes through",
        cli: "the provider validates inputs and fills in defaults",
    },
    {
        what: "Autonaming",
        here: "a name that the program leaves out is unknown",
        cli: "the provider chooses the name",
    },
    {
        what: "Diffs against state",
        here: "no state is read: every resource is shown as new",
        cli: "shows what would be created, updated, replaced and deleted",
    },
    {
        what: "Remote components",
        here: "where their plugin is not installed: shown as one resource, without children; the summary counts them",
        cli: "downloads the plugin, which registers the children, and policies see them",
    },
    {
        what: "Function results",
        here: "account facts from a table or --facts, anything else unknown or made up like ids",
        cli: "functions ask the provider",
    },
    {
        what: "Stack references",
        here: "outputs of other stacks are unknown",
        cli: "reads them from the backend",
    },
    {
        what: "Existing resources",
        here: "resources read with get() have unknown outputs",
        cli: "the provider reads them",
    },
];
