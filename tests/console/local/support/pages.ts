import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A folder as the web build leaves it, and beside it a file that nobody may get. */
export function stubPages(): { readonly folder: string; readonly remove: () => void } {
    const root = mkdtempSync(join(tmpdir(), "palisade-pages-"));
    const folder = join(root, "dist");
    mkdirSync(join(folder, "assets"), { recursive: true });
    writeFileSync(join(root, "secret.txt"), "SECRET");
    writeFileSync(join(folder, "index.html"), "<!doctype html><title>the page</title>");
    writeFileSync(join(folder, "favicon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>");
    writeFileSync(join(folder, "assets", "index-a1b2.js"), `// ${"a long script ".repeat(200)}`);
    return { folder, remove: () => rmSync(root, { recursive: true }) };
}
