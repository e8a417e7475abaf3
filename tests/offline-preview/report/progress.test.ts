import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import {
    Progress,
    progressLine,
    type ProgressOptions,
    type ProgressStream,
} from "../../../offline-preview/report/progress";

class FakeTerminal implements ProgressStream {
    written: string[] = [];
    constructor(
        readonly isTTY = true,
        readonly columns = 80,
    ) {}
    write(text: string): void {
        this.written.push(text);
    }
    get text(): string {
        return this.written.join("");
    }
}

const OPTIONS: ProgressOptions = { nonInteractive: false, json: false, environment: {} };

describe("progress", () => {
    it("shows one line on a terminal, and clears it and gives the cursor back at the end", () => {
        const terminal = new FakeTerminal();
        const listeners = process.listenerCount("exit");
        const progress = new Progress(terminal, OPTIONS);
        progress.update({ phase: "Running the program" });
        assert.equal(process.listenerCount("exit"), listeners + 1);
        assert.match(terminal.text, /^\u001b\[\?25l\r\u001b\[2K. Running the program, \d+\.\d s$/u);
        assert.ok(!terminal.text.includes("\n"));
        progress.stop();
        assert.ok(terminal.text.endsWith("\r\u001b[2K\u001b[?25h"));
        assert.equal(process.listenerCount("exit"), listeners);
        const end = terminal.text;
        progress.stop();
        assert.equal(terminal.text, end);
    });

    it("says what is counted, and keeps what an update does not name", () => {
        assert.equal(progressLine({ phase: "Judging", resources: 0, findings: 0 }), "Judging");
        assert.equal(progressLine({ phase: "Judging", resources: 1, findings: 2 }), "Judging, 1 resource, 2 findings");
        const terminal = new FakeTerminal();
        const progress = new Progress(terminal, OPTIONS);
        progress.update({ phase: "Judging", resources: 7 });
        progress.stop();
        terminal.written = [];
        progress.update({ findings: 3 });
        progress.stop();
        assert.match(stripVTControlCharacters(terminal.text), /Judging, 7 resources, 3 findings, /);
    });

    it("fits in a narrow terminal, so that it can be cleared", () => {
        const terminal = new FakeTerminal(true, 20);
        const progress = new Progress(terminal, OPTIONS);
        progress.update({ phase: "A phase with a very long description" });
        progress.stop();
        const line = terminal.written[1] ?? "";
        assert.equal(stripVTControlCharacters(line).trim().length, 19);
    });

    const silent: [string, FakeTerminal, Partial<ProgressOptions>][] = [
        ["a stream that is no terminal", new FakeTerminal(false), {}],
        ["--non-interactive", new FakeTerminal(), { nonInteractive: true }],
        ["--json", new FakeTerminal(), { json: true }],
        ["a dumb terminal", new FakeTerminal(), { environment: { TERM: "dumb" } }],
    ];
    for (const [name, terminal, options] of silent) {
        it(`writes nothing with ${name}`, () => {
            const progress = new Progress(terminal, { ...OPTIONS, ...options });
            progress.update({ phase: "Running", resources: 3 });
            progress.stop();
            assert.equal(terminal.text, "");
        });
    }
});
