import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import Module, { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { loadResolverLate } from "../../offline-preview/loadedLate";

const CODE_PATHS = "@pulumi/pulumi/runtime/closure/codePaths.js";
const RESOLVER = "node_modules/@npmcli/arborist/index.js";
const CLASS = "exports.Arborist = class { constructor({ path }) { this.path = path; } };";
const STAR =
    "const __importStar = (mod) => (mod && mod.__esModule ? mod : { ...mod, default: mod });" +
    'const arborist = __importStar(require("@npmcli/arborist"));';
const DEFAULT =
    "const __importDefault = (mod) => (mod && mod.__esModule ? mod : { default: mod });" +
    'const arborist_1 = __importDefault(require("@npmcli/arborist"));';

interface Using {
    use: () => { path: string };
}

describe("what the SDK loads late", () => {
    const { _extensions: extensions } = Module as unknown as { _extensions: Record<string, unknown> };
    const load = extensions[".js"];
    const loads = globalThis as { resolverLoads?: number };
    let folder: string;
    beforeEach(() => {
        folder = mkdtempSync(join(tmpdir(), "palisade-late-"));
        loads.resolverLoads = 0;
        loadResolverLate();
    });
    afterEach(() => {
        extensions[".js"] = load;
        delete loads.resolverLoads;
        rmSync(folder, { recursive: true, force: true });
    });

    /** Loads `file`, which holds `code`, beside a resolver that counts how often it is loaded. */
    function loaded(file: string, code: string): Using {
        write(RESOLVER, `globalThis.resolverLoads++;\n${CLASS}`);
        write(file, code);
        return createRequire(__filename)(join(folder, file)) as Using;
    }

    function write(file: string, text: string): void {
        mkdirSync(dirname(join(folder, file)), { recursive: true });
        writeFileSync(join(folder, file), text);
    }

    const use = (name: string) => `exports.use = () => new ${name}({ path: "a" });`;
    for (const [form, code] of [
        ["all that it exports", `${STAR}${use("arborist.Arborist")}`],
        ["its default, which is the module", `${DEFAULT}${use("arborist_1.default.Arborist")}`],
    ] as const) {
        it(`is npm's resolver, once it is used: ${form}`, () => {
            const codePaths = loaded(CODE_PATHS, code);
            assert.equal(loads.resolverLoads, 0);
            assert.equal(codePaths.use().path, "a");
            assert.equal(codePaths.use().path, "a");
            assert.equal(loads.resolverLoads, 1);
        });
    }

    it("is nothing else: not what else it requires, nor the resolver of who is no SDK", () => {
        const other = 'exports.use = () => require("node:path").posix.parse("/a"); require("@npmcli/arborist");';
        loaded("program/codePaths.js", other);
        assert.equal(loads.resolverLoads, 1);
        const path = loaded(CODE_PATHS, 'const path = require("node:path"); exports.use = () => ({ path: path.sep });');
        assert.equal(path.use().path, join("a", "b")[1]);
    });
});
