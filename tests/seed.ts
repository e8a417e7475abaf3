import fc from "fast-check";

// Loaded by mocha before all tests: a change is judged by the same random values as the one before it.
// `SEED=$RANDOM npm test` tries others.
fc.configureGlobal({ seed: Number(process.env["SEED"] ?? 20261129) });
