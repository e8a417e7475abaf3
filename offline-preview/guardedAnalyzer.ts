import type { AnalyzedResource, Analyzer, Diagnosis, Remediations } from "./analyzer";
import type { Urn } from "./model";
import { misconfiguration } from "./merge";
import { PackError } from "./packs/policyPack";
import { messageOf, withResolvers } from "./promises";

/**
 * A pack that is still starting, and may break. A pack's fault must not hide what else there is to see: it is
 * remembered, the run goes on, and has no good verdict in the end.
 */
export class GuardedAnalyzer implements Analyzer {
    /** What went wrong, each once. */
    readonly faults = new Set<string>();
    /** Rejects when the pack says that its configuration is wrong: what it finds then is not what was asked for. */
    readonly misconfigured: Promise<never>;
    private broken = false;
    private readonly refuse: (error: PackError) => void;
    private readonly asked = new Set<Promise<unknown>>();

    constructor(
        private readonly analyzer: Analyzer,
        /** Settles when the pack can be asked. */
        private readonly started: Promise<void>,
        private readonly stillRuns: () => boolean,
    ) {
        // Whoever runs the preview awaits it as well, and reports.
        started.catch(() => (this.broken = true));
        const { promise, reject } = withResolvers<never>();
        promise.catch(() => undefined);
        this.misconfigured = promise;
        this.refuse = reject;
    }

    get pack(): Analyzer["pack"] {
        return this.analyzer.pack;
    }

    remediate(analyzed: AnalyzedResource): Promise<Remediations> {
        return this.guard(() => this.analyzer.remediate(analyzed), { remediations: [], diagnoses: [] });
    }

    async analyze(analyzed: AnalyzedResource): Promise<Diagnosis[]> {
        const diagnoses = await this.guard(() => this.analyzer.analyze(analyzed), []);
        const told = diagnoses.map(misconfiguration).find((message) => message !== undefined);
        if (told !== undefined) {
            this.refuse(new PackError(`policy pack ${this.pack.name}: ${told}`));
        }
        return diagnoses;
    }

    analyzeStack(resources: readonly AnalyzedResource[], stackUrn: Urn): Promise<Diagnosis[]> {
        return this.guard(() => this.analyzer.analyzeStack(resources, stackUrn), []);
    }

    /** When the pack owes no answer. */
    async settled(): Promise<void> {
        await Promise.allSettled(this.asked);
    }

    private async guard<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
        await this.started.catch(() => undefined);
        if (this.broken) {
            return otherwise;
        }
        const answer = ask();
        this.asked.add(answer);
        try {
            return await answer;
        } catch (error) {
            this.faults.add(messageOf(error));
            this.broken = !this.stillRuns();
            return otherwise;
        } finally {
            this.asked.delete(answer);
        }
    }
}
