import type { AnalyzedResource, Analyzer, Diagnosis, Remediations } from "./analyzer";
import type { Urn } from "./model";
import { messageOf } from "./promises";

/**
 * A pack that is still starting, and may break. A pack's fault must not hide what else there is to see: it is
 * remembered, the run goes on, and has no good verdict in the end.
 */
export class GuardedAnalyzer implements Analyzer {
    /** What went wrong, each once. */
    readonly faults = new Set<string>();
    private broken = false;

    constructor(
        private readonly analyzer: Analyzer,
        /** Settles when the pack can be asked. */
        private readonly started: Promise<void>,
        private readonly stillRuns: () => boolean,
    ) {
        // Whoever runs the preview awaits it as well, and reports.
        started.catch(() => (this.broken = true));
    }

    get pack(): Analyzer["pack"] {
        return this.analyzer.pack;
    }

    remediate(analyzed: AnalyzedResource): Promise<Remediations> {
        return this.guard(() => this.analyzer.remediate(analyzed), { remediations: [], diagnoses: [] });
    }

    analyze(analyzed: AnalyzedResource): Promise<Diagnosis[]> {
        return this.guard(() => this.analyzer.analyze(analyzed), []);
    }

    analyzeStack(resources: readonly AnalyzedResource[], stackUrn: Urn): Promise<Diagnosis[]> {
        return this.guard(() => this.analyzer.analyzeStack(resources, stackUrn), []);
    }

    private async guard<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
        await this.started.catch(() => undefined);
        if (this.broken) {
            return otherwise;
        }
        try {
            return await ask();
        } catch (error) {
            this.faults.add(messageOf(error));
            this.broken = !this.stillRuns();
            return otherwise;
        }
    }
}
