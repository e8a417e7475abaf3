export interface PreviewOptions {
    /** A folder of the project. Other paths are seen from it. */
    cwd: string;
    /** Default: the only one that has a file. */
    stack?: string;
    /** Folders of policy packs, and the configuration file of each (or undefined). */
    policyPacks: readonly { path: string; configFile?: string | undefined }[];
    /** `key=value`, over the stack's own configuration. */
    config?: readonly string[];
    configFile?: string | undefined;
    /** A JSON file that overrides the table of account facts. */
    factsFile?: string | undefined;
    /** Refuse what violates a mandatory policy, as an update would. */
    asUpdate?: boolean;
    /** Check the program's types while it is loaded. */
    typeCheck?: boolean;
    /** Have installed plugins register what their components hold. Default true. */
    plugins?: boolean;
    /** Default 300. */
    timeoutSeconds?: number;
    organization?: string;
    /** Told while it runs. */
    onProgress?: (progress: { phase: string; resources: number; findings: number }) => void;
    /** Stops the run at once, with the signal's reason; what it started is ended. Aborted already, it starts nothing. */
    signal?: AbortSignal;
}
