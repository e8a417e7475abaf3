import { deepStrictEqual, ok, strictEqual, throws } from "node:assert";
import { resolve } from "node:path";
import { ArgumentError, HELP, PARTS, readArguments } from "../../bench/arguments";

describe("bench: arguments", () => {
    it("without any, everything is measured", () => {
        deepStrictEqual(readArguments([]), { parts: [...PARTS], rounds: 5, largest: 5000, help: false });
    });

    it("parts are measured once, in their own order", () => {
        deepStrictEqual(readArguments(["scale", "start", "scale", "--rounds", "3"]), {
            parts: ["start", "scale"],
            rounds: 3,
            largest: 5000,
            help: false,
        });
    });

    it("the least that can be asked for", () => {
        const { rounds, largest } = readArguments(["--largest=10", "--rounds=1"]);
        deepStrictEqual({ rounds, largest }, { rounds: 1, largest: 10 });
    });

    it("another pack is found from where one is", () => {
        strictEqual(readArguments(["--beside", "policy-pack"]).beside, resolve("policy-pack"));
    });

    it("help names every part and flag", () => {
        ok(readArguments(["--help"]).help && readArguments(["-h"]).help);
        for (const word of [...PARTS, "--rounds", "--largest", "--beside"]) {
            ok(HELP.includes(word), word);
        }
    });

    it("all faults are told at once", () => {
        throws(
            () => readArguments(["stat", "--rounds", "0", "--largest", "many", "--fast", "--beside", "./none"]),
            (error) => {
                ok(error instanceof ArgumentError);
                const lines = error.message.split("\n");
                strictEqual(lines.length, 5);
                for (const part of ["stat:", "--fast:", "--rounds must", "--largest must", "--beside must"]) {
                    ok(
                        lines.some((line) => line.includes(part)),
                        part,
                    );
                }
                return true;
            },
        );
    });

    for (const wrong of ["--beside", "--rounds", "--rounds=-1", "--rounds=1.5", "--rounds=", "--largest=9"]) {
        it(`${wrong} is refused`, () => throws(() => readArguments([wrong]), ArgumentError));
    }
});
