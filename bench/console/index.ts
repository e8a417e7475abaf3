import { functions } from "./functions";
import { withServers } from "./measured";
import { pages, requests, tokenCheck } from "./requests";

/** Part 5: what the console's functions weigh, and what its API costs. */
export async function servedConsole(rounds: number): Promise<string> {
    const ofFunctions = await functions(rounds);
    const ofServers = await withServers(async (measured) => [
        await tokenCheck(rounds, measured),
        await pages(rounds, measured),
        await requests(rounds, measured),
    ]);
    return [ofFunctions, ...ofServers].join("\n\n");
}
