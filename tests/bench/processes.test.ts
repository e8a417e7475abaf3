import { deepStrictEqual, strictEqual } from "node:assert";
import { packageOf } from "../../bench/loadTimes";
import { parsePeak, parseStat, roleOf } from "../../bench/processes";

describe("bench: what is read of processes", () => {
    const numbers = "S 7 8 9 0 -1 4194560 100 200 0 0 123 45 67 8 20 0 11 0 5551 1000 250 18446744073709551615";

    it("user CPU of a process and of its children, in milliseconds", () => {
        deepStrictEqual(parseStat(`42 (node) ${numbers}`), { user: 1230, childrenUser: 670 });
    });

    it("whatever the process is called", () => {
        deepStrictEqual(parseStat(`42 (a) b (1 2) ${numbers}`), { user: 1230, childrenUser: 670 });
    });

    it("peak memory in bytes; a process that has ended tells none", () => {
        strictEqual(parsePeak("Name:\tnode\nVmPeak:\t  9000 kB\nVmHWM:\t  2048 kB\nVmRSS:\t  1024 kB\n"), 2_097_152);
        strictEqual(parsePeak("Name:\tnode\nState:\tZ (zombie)\n"), undefined);
    });

    const commands: [string, string | undefined][] = [
        ["node -r /r/preload.js /r/node_modules/@pulumi/pulumi/cmd/run-policy-pack 127.0.0.1:1 /r/policy-pack", "pack"],
        ["node -r /r/preload.js /r/node_modules/@pulumi/pulumi/cmd/run --monitor=a --pwd=/r .", "program"],
        ["node /r/node_modules/.bin/pulumi-offline-preview --cwd . --policy-pack ./policy-pack", "command"],
        ["/usr/bin/node /r/offline-preview/bin/cli.js --cwd .", "command"],
        ["node /r/node_modules/.bin/tsc -b offline-preview policy-pack", "build"],
        ["npm run preview", undefined],
        ["sh -c tsc -b offline-preview policy-pack", undefined],
        ["", undefined],
    ];
    for (const [command, role] of commands) {
        it(`${command || "nothing"} is ${role ?? "none of them"}`, () => strictEqual(roleOf(command.split(" ")), role));
    }
});

describe("bench: which package a module belongs to", () => {
    const files: [string, string][] = [
        ["/r/node_modules/@pulumi/aws/s3/index.js", "@pulumi/aws"],
        ["/r/node_modules/semver/classes/range.js", "semver"],
        ["/r/node_modules/@pulumi/pulumi/node_modules/semver/index.js", "semver"],
        ["/r/node_modules/@pulumi/pulumi/vendor/typescript@3.8.3/typescript.js", "typescript"],
        ["C:\\r\\node_modules\\@pulumi\\aws\\index.js", "@pulumi/aws"],
        ["/r/components/storage/secureBucket.ts", ""],
    ];
    for (const [file, name] of files) {
        it(`${file}: ${name || "none"}`, () => strictEqual(packageOf(file), name));
    }
});
