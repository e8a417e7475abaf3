import { inTurn } from "../rounds";
import { judge, ratios, spread, type Value } from "../statistics";
import { count, goal, ratio, table, time } from "../table";
import { Clients, percentiles, type Asked, type Percentiles } from "./load";
import { nameOf, PATTERNS, type Measured } from "./measured";

/** As many patterns as the pages ask for at a time. */
const PAGE = 20;
/** As many as the API gives at most. */
const LARGEST_PAGE = 100;
/** Requests of a round, by clients: enough for a p99, and each client has some. */
const LOADS = [
    { clients: 1, requests: 100 },
    { clients: 16, requests: 112 },
    { clients: 64, requests: 128 },
] as const;
const PAIRS = 150;
const PAGES_OF_A_ROUND = 15;
const GOAL_OF_CHECK_MILLISECONDS = 0.3;
const GOAL_OF_LAST_PAGE = 1.2;

const OPERATIONS = ["list", "get", "create"] as const;
type Operation = (typeof OPERATIONS)[number];

/** Requests to the local server, beside the same ones to a router that does nothing but ask the store. */
export async function requests(rounds: number, measured: Measured): Promise<string> {
    const rows: string[][] = [];
    for (const operation of OPERATIONS) {
        for (const { clients, requests } of LOADS) {
            const title = `${operation}, ${String(clients)} ${clients === 1 ? "client" : "clients"}`;
            const on = (server: "console" | "bare") => () => load(measured, server, operation, clients, requests);
            const times = await inTurn(rounds, { console: on("console"), bare: on("bare") }, quietly(title));
            rows.push([title, ...compared(times, "p50"), ...compared(times, "p99")]);
        }
    }
    return table(["", "p50: console", "bare router", "ratio", "p99: console", "bare router", "ratio"], rows);
}

/** What the token check adds to a request, and takes by itself. */
export async function tokenCheck(rounds: number, measured: Measured): Promise<string> {
    const { requests, alone } = await inTurn(
        rounds,
        { requests: () => pairs(measured), alone: () => measured.verify() },
        quietly("token check"),
    );
    const added = spread(requests.map(({ checked, unchecked }) => checked.p50 - unchecked.p50));
    const p50 = (of: "checked" | "unchecked") => time(spread(requests.map((one) => one[of].p50)));
    const p99 = (of: "checked" | "unchecked") => time(spread(requests.map((one) => one[of].p99)));
    const wanted = `${goal(GOAL_OF_CHECK_MILLISECONDS)} ms`;
    return table(
        ["token check", "p50", "p99", "goal (p50)", ""],
        [
            ["get, 1 client, checked", p50("checked"), p99("checked"), "", ""],
            ["get, 1 client, not checked", p50("unchecked"), p99("unchecked"), "", ""],
            ["what it adds", time(added), "", wanted, judge(added, GOAL_OF_CHECK_MILLISECONDS)],
            [
                "alone, keys fetched before",
                time(spread(alone.map((one) => one.p50))),
                time(spread(alone.map((one) => one.p99))),
                "",
                "",
            ],
        ],
    );
}

/** Whether the last page of a long list takes as long as the first. */
export async function pages(rounds: number, measured: Measured): Promise<string> {
    const client = new Clients(1);
    try {
        const urls = await pageUrls(client, measured);
        const last = urls.length - 1;
        const middle = Math.floor(last / 2);
        const times = await inTurn(
            rounds,
            { round: () => pagesInTurn(client, measured, urls, [0, middle, last]) },
            quietly("pages of a list"),
        );
        const of = (place: number): Value[] => times.round.map((round) => round[place]);
        const row = (title: string, place: number): string[] => {
            const over = spread(ratios(of(place), of(0)));
            const judged = place === 2 ? [goal(GOAL_OF_LAST_PAGE), judge(over, GOAL_OF_LAST_PAGE)] : ["", ""];
            return [title, time(spread(of(place))), ratio(over), ...judged];
        };
        return table(
            [`pages of ${String(LARGEST_PAGE)} of ${count(PATTERNS)} patterns`, "p50", "/ first page", "goal", ""],
            [row("first", 0), row(`middle (${String(middle + 1)})`, 1), row(`last (${String(last + 1)})`, 2)],
        );
    } finally {
        client.stop();
    }
}

async function load(
    measured: Measured,
    server: "console" | "bare",
    operation: Operation,
    clients: number,
    amount: number,
): Promise<Percentiles> {
    const all = new Clients(clients);
    try {
        // Connections are made before.
        await all.send(asked(measured, server, "get", clients));
        return percentiles(await all.send(asked(measured, server, operation, amount)));
    } finally {
        all.stop();
    }
}

let created = 0;

function* asked(
    { token, ...servers }: Measured,
    server: "console" | "bare",
    operation: Operation,
    amount: number,
): Generator<Asked> {
    const patterns = `${servers[server]}/patterns`;
    for (let number = 0; number < amount; number++) {
        switch (operation) {
            case "list":
                yield { url: `${patterns}?limit=${String(PAGE)}`, token, status: 200 };
                break;
            case "get": {
                const id = nameOf(Math.floor((number * PATTERNS) / amount)).toUpperCase();
                yield { url: `${patterns}/${id}`, token, status: 200 };
                break;
            }
            case "create": {
                const name = `created-${String(created++)}`;
                const body = { name, description: "", patternType: "CDK", attributes: {} };
                yield { url: patterns, token, body, status: 201 };
                break;
            }
        }
    }
}

/** Checked and not, one after the other: what a moment does to one it does to the other. */
async function pairs(measured: Measured): Promise<{ checked: Percentiles; unchecked: Percentiles }> {
    const client = new Clients(1);
    try {
        const [checked, unchecked]: [number[], number[]] = [[], []];
        for (const number of Array(PAIRS).keys()) {
            const path = `/patterns/${nameOf(number).toUpperCase()}`;
            for (const [server, times] of [
                ["console", checked],
                ["unchecked", unchecked],
            ] as const) {
                const one = { url: `${measured[server]}${path}`, token: measured.token, status: 200 };
                times.push((await client.ask(one)).milliseconds);
            }
        }
        return { checked: percentiles(checked), unchecked: percentiles(unchecked) };
    } finally {
        client.stop();
    }
}

/** The addresses of all pages: each is in the answer before. */
async function pageUrls(client: Clients, { console, token }: Measured): Promise<string[]> {
    const first = `${console}/patterns?limit=${String(LARGEST_PAGE)}`;
    const urls = [first];
    while (urls.length < PATTERNS / LARGEST_PAGE) {
        const { text } = await client.ask({ url: urls.at(-1) ?? first, token, status: 200 });
        const { nextToken } = JSON.parse(text) as { nextToken: string };
        urls.push(`${first}&nextToken=${nextToken}`);
    }
    return urls;
}

async function pagesInTurn(
    client: Clients,
    { token }: Measured,
    urls: readonly string[],
    places: readonly number[],
): Promise<number[]> {
    const times = places.map((): number[] => []);
    for (let turn = 0; turn < PAGES_OF_A_ROUND; turn++) {
        for (const [index, place] of places.entries()) {
            const { milliseconds } = await client.ask({ url: urls[place] ?? "", token, status: 200 });
            times[index]?.push(milliseconds);
        }
    }
    return times.map((of) => percentiles(of).p50);
}

function compared(times: Record<"console" | "bare", readonly Percentiles[]>, figure: keyof Percentiles): string[] {
    const of = (server: "console" | "bare") => times[server].map((one) => one[figure]);
    return [time(spread(of("console"))), time(spread(of("bare"))), ratio(spread(ratios(of("console"), of("bare"))))];
}

/** Says once what is measured: its rounds are short. */
function quietly(title: string): (progress: string) => void {
    let told = false;
    return () => {
        if (!told) {
            process.stderr.write(`${title}\n`);
            told = true;
        }
    };
}
