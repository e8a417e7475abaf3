import type { Change, Diagnostic, Finding, Preview, RegisteredResource, ResourceOptions, Urn } from "./model";
import { printable, SHOWN_SECRET, SHOWN_UNKNOWN, type Shown } from "./printable";
import { policyKey } from "./report/policies";
import { clean } from "./report/text";
import type { SecretTexts } from "./secretTexts";
import { referenceParts } from "./urn";
import { UNKNOWN, type PropertyMap } from "./values";

export interface Secrets {
    /** Encrypted values of the configuration: no part of the program's own data may show them. */
    configuration: SecretTexts;
    /** Those, and what the program itself marks as secret: no message may show them. */
    all: SecretTexts;
}

/**
 * The preview as it may be printed: the one place that decides it, for every report. Values that are marked as secret
 * become `[secret]`, unknown ones `[unknown]`; in what the program gives (values, names, options) encrypted values of the
 * configuration are replaced wherever they stand, in messages every secret. What the packs say of their policies, paths
 * of files, and the names of project and stack are nobody's data and stay.
 */
export function masked(preview: Preview, secrets: Secrets): Preview {
    const mask = new Mask(secrets, preview.packs);
    return {
        ...preview,
        resources: preview.resources.map((resource) => mask.resource(resource)),
        onlyWithIds: preview.onlyWithIds.map((urn) => mask.urn(urn)),
        notExpanded: preview.notExpanded.map((urn) => mask.urn(urn)),
        outputs: mask.properties(preview.outputs),
        findings: preview.findings.map((finding) => mask.finding(finding)),
        remediations: preview.remediations.map((one) => ({
            ...one,
            urn: mask.urn(one.urn),
            changed: mask.texts(one.changed),
        })),
        diagnostics: preview.diagnostics.map((one) => mask.diagnostic(one)),
        notReached: preview.notReached.map((urn) => mask.urn(urn)),
        ...(preview.change === undefined ? {} : { change: mask.change(preview.change) }),
    };
}

class Mask {
    private readonly urns = new Map<Urn, Urn>();
    private readonly taken = new Set<Urn>();
    private readonly shown: Shown;

    /** What policies say of themselves, by pack and name. */
    private readonly own = new Map<string, string>();

    constructor(
        private readonly secrets: Secrets,
        packs: Preview["packs"],
    ) {
        for (const pack of packs) {
            for (const { name, title = "", description, remediationSteps = "" } of pack.policies) {
                this.own.set(policyKey(pack.name, name), [title, description, remediationSteps].join("\n"));
            }
        }
        this.shown = {
            text: (text) => this.text(text),
            number: (value) => (secrets.configuration.saysNumber(value) ? SHOWN_SECRET : value),
            keys: (keys) => {
                const taken = new Set<string>();
                return keys.map((key) => distinct(this.text(key), taken));
            },
        };
    }

    /** What the program gives: an unknown inside, as in a provider's reference, reads as a word. */
    text(text: string): string {
        return this.secrets.configuration.clear(text).replaceAll(UNKNOWN, SHOWN_UNKNOWN);
    }

    texts(texts: readonly string[]): string[] {
        return texts.map((text) => this.text(text));
    }

    properties(properties: PropertyMap): PropertyMap {
        return printable(properties, this.shown) as PropertyMap;
    }

    /** Two resources stay two, even where only secrets tell their names apart. */
    urn(urn: Urn): Urn {
        let shown = this.urns.get(urn);
        if (shown === undefined) {
            const [, head = "", rest = urn] = /^(urn:pulumi:[^:]*::[^:]*::)(.*)$/s.exec(urn) ?? [];
            shown = distinct(head + this.text(rest), this.taken);
            this.urns.set(urn, shown);
        }
        return shown;
    }

    finding(finding: Finding): Finding {
        const { urn, component, pack, policy, description, waiver } = finding;
        return {
            ...finding,
            message: this.message(finding.message, this.own.get(policyKey(pack.name, policy)) ?? description),
            ...(waiver === undefined ? {} : { waiver: this.message(waiver) }),
            ...(urn === undefined ? {} : { urn: this.urn(urn) }),
            ...(component === undefined ? {} : { component: { ...component, urn: this.urn(component.urn) } }),
        };
    }

    diagnostic(diagnostic: Diagnostic): Diagnostic {
        const { urn } = diagnostic;
        return {
            ...diagnostic,
            message: this.message(diagnostic.message),
            ...(urn === undefined ? {} : { urn: this.urn(urn) }),
        };
    }

    change(change: Change): Change {
        return {
            ...change,
            notes: change.notes.map((note) => this.message(note)),
            resources: change.resources.map((one) => ({
                ...one,
                urn: this.urn(one.urn),
                ...(one.formerUrn === undefined ? {} : { formerUrn: this.urn(one.formerUrn) }),
                ...(one.resembles === undefined ? {} : { resembles: this.urn(one.resembles) }),
                properties: one.properties.map(({ path, before, after, ...rest }) => ({
                    ...rest,
                    path: this.text(path),
                    ...(before === undefined ? {} : { before: printable(before, this.shown) }),
                    ...(after === undefined ? {} : { after: printable(after, this.shown) }),
                })),
                replacedBy: this.texts(one.replacedBy),
            })),
            fixed: change.fixed.map((finding) => this.finding(finding)),
            opened: change.opened.map((one) => ({ ...one, urn: this.urn(one.urn) })),
        };
    }

    resource(resource: RegisteredResource): RegisteredResource {
        const { parent } = resource;
        return {
            ...resource,
            urn: this.urn(resource.urn),
            type: this.text(resource.type),
            name: this.text(resource.name),
            ...(parent === undefined ? {} : { parent: this.urn(parent) }),
            id: this.text(resource.id),
            inputs: this.properties(resource.inputs),
            outputs: this.properties(resource.outputs),
            dependencies: this.urnsOf(resource.dependencies),
            propertyDependencies: this.map(resource.propertyDependencies, (urns) => this.urnsOf(urns)),
            options: this.options(resource.options),
        };
    }

    /** Control characters may stand between the letters of a secret: it is looked for with and without them. */
    private message(message: string, own?: string): string {
        const { all } = this.secrets;
        return all.clear(clean(all.clear(message, own)), own);
    }

    private options(options: ResourceOptions): ResourceOptions {
        const { deletedWith, provider, importId, version, pluginDownloadURL } = options;
        const text = (value: string): string => this.text(value);
        return {
            ...options,
            ...(deletedWith === undefined ? {} : { deletedWith: this.urn(deletedWith) }),
            ...(importId === undefined ? {} : { importId: text(importId) }),
            ...(version === undefined ? {} : { version: text(version) }),
            ...(pluginDownloadURL === undefined ? {} : { pluginDownloadURL: text(pluginDownloadURL) }),
            ...(provider === undefined ? {} : { provider: this.reference(provider) }),
            replaceWith: this.urnsOf(options.replaceWith),
            aliases: this.urnsOf(options.aliases),
            ignoreChanges: this.texts(options.ignoreChanges),
            replaceOnChanges: this.texts(options.replaceOnChanges),
            additionalSecretOutputs: this.texts(options.additionalSecretOutputs),
            providers: this.map(options.providers, (reference) => this.reference(reference)),
            customTimeouts: Object.fromEntries(
                Object.entries(options.customTimeouts).map(([operation, timeout]) => [operation, text(timeout)]),
            ),
            hooks: this.map(options.hooks, (names) => this.texts(names)),
        };
    }

    /** `urn::id`. */
    private reference(reference: string): string {
        const { urn, id } = referenceParts(reference);
        return `${this.urn(urn)}::${this.text(id)}`;
    }

    private urnsOf(urns: readonly Urn[]): Urn[] {
        return urns.map((urn) => this.urn(urn));
    }

    private map<T>(map: Readonly<Record<string, T>>, change: (value: T) => T): Record<string, T> {
        const keys = this.shown.keys(Object.keys(map));
        return Object.fromEntries(Object.values(map).map((value, index) => [keys[index] ?? "", change(value)]));
    }
}

/** `text`, numbered where it is taken already. */
function distinct(text: string, taken: Set<string>): string {
    let found = text;
    for (let number = 2; taken.has(found); number++) {
        found = `${text} (${number})`;
    }
    taken.add(found);
    return found;
}
