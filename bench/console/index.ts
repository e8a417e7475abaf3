import { firstLoad } from "./firstLoad";
import { functions } from "./functions";
import { withServers } from "./measured";
import { pages, requests, tokenCheck } from "./requests";

/** Part 5: what the console's functions weigh, what its API costs, and the first load of its pages. */
export async function servedConsole(rounds: number): Promise<string> {
    const ofFunctions = await functions(rounds);
    const ofServers = await withServers(async (measured) => [
        await tokenCheck(rounds, measured),
        await pages(rounds, measured),
        await requests(rounds, measured),
    ]);
    return [ofFunctions, ...ofServers, await firstLoad(rounds)].join("\n\n");
}
