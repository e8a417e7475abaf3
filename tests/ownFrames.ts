import { mapOwnFramesOnly } from "../offline-preview/stackTraces";

// Loaded by mocha before all tests: what they run takes a stack trace for every resource and every promise.
mapOwnFramesOnly();
// Node's own limit, which mocha lifts.
Error.stackTraceLimit = 10;
