import { strictEqual } from "node:assert";
import { ownFrames } from "../../offline-preview/engine";

const OWN = "    at Object.<anonymous> (/shop/index.ts:3:7)";
const FOREIGN = [
    "    at Module._compile (node:internal/modules/cjs/loader:1521:14)",
    "    at runProgram (/shop/node_modules/@pulumi/pulumi/cmd/run/run.js:491:33)",
    "    at Array.forEach (<anonymous>)",
];

describe("offline-preview: a stack trace", () => {
    it("is told without the frames of Node and of installed packages", () => {
        strictEqual(ownFrames(["Error: boom", OWN, ...FOREIGN].join("\n")), `Error: boom\n${OWN}`);
    });

    it("is told whole where no frame is the program's own", () => {
        const message = ["Error: boom", ...FOREIGN].join("\n");
        strictEqual(ownFrames(message), message);
    });

    it("loses no line that is no frame, whatever it speaks of", () => {
        const message = `Error: cannot find node_modules\n${OWN}\n  { code: "node:fs" }`;
        strictEqual(ownFrames(message), message);
    });
});
