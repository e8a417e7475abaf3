import { previewChange } from "../compare/previewChange";
import { collect, refuse } from "../configuration/errors";
import { prepare } from "../prepare";
import { preview } from "../preview";
import type { PreviewOptions } from "../previewOptions";
import type { Call } from "./call";
import { watchCommand } from "./watch";

/** Previews the program of a project, perhaps beside what it was at a base. */
export async function previewCommand(call: Call): Promise<number> {
    const options = optionsOf(call);
    const faults = call.fileFaults;
    if (faults.length > 0) {
        collect(faults, () => prepare(options));
        refuse(faults);
    }
    const { diff, watch } = call.options;
    if (watch) {
        return watchCommand(call, options);
    }
    const found = await (diff === undefined ? preview(options) : previewChange({ ...options, ...diff }));
    return call.tell(call.compare(found));
}

function optionsOf({ options, judging }: Call): PreviewOptions {
    return {
        ...judging,
        ...(options.stack === undefined ? {} : { stack: options.stack }),
        config: Object.entries(options.config).map(([key, value]) => `${key}=${value}`),
        configFile: options.configFile,
        factsFile: options.factsFile,
        asUpdate: options.asUpdate,
        typeCheck: options.typeCheck,
        plugins: !options.noPlugins,
        timeoutSeconds: options.timeout,
    };
}
