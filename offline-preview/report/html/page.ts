import { createHash } from "node:crypto";
import type { Finding, JudgedStack, PolicyMetadata, Preview } from "../../model";
import { typeOf, STACK_TYPE } from "../../urn";
import { paintWith } from "../colour";
import { controlsOf, coverageOf, STANDINGS, type CoveredControl } from "../coverage";
import { aboutText, reasonSentence, resourceText } from "../findings";
import { fatesInWords, kindInWords } from "../kinds";
import { placesOf, type Whereabouts } from "../places";
import { policiesByKey, policyKeyOf, policyName, webPage } from "../policies";
import { stackName, worstStacksFirst } from "../states/stacks";
import { verdictLine } from "../summary";
import { cleanLine, count } from "../text";
import {
    ageOf,
    countByWeight,
    groupBy,
    SEVERITIES,
    totalsOf,
    weightOf,
    weightText,
    WEIGHTS,
    worstFirst,
} from "../totals";
import { markup, Markup } from "./markup";
import { SCRIPT } from "./script";
import { STYLE } from "./style";

/** A browser shows no more in good time; of many states there may be. */
const FINDINGS_SHOWN = 10_000;

/** One page that holds all it needs and asks nobody for anything: findings to filter and group, controls, policies, messages. */
export function renderHtml(preview: Preview, { where }: { where?: Whereabouts }): string {
    const policies = policiesByKey(preview);
    const findings = worstFirst(preview.findings).slice(0, FINDINGS_SHOWN);
    const left = preview.findings.length - findings.length;
    const title = titleOf(preview);
    const { text } = markup`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8" />
<meta http-equiv="Content-Security-Policy" content="${contentPolicy()}" />
<meta name="viewport" content="width=device-width, initial-scale=1" />
<meta name="referrer" content="no-referrer" />
<title>${title}</title>
<style>${new Markup(STYLE)}</style>
</head>
<body>
<a class="skip" href="#findings">To the findings</a>
<header>
<h1>${title}</h1>
<p class="verdict ${preview.verdict}">${verdictLine(preview, paintWith(false))}</p>
<ul class="facts">
${factsOf(preview).map((fact) => markup`<li>${fact}</li>`)}
</ul>
</header>
<main>
${stacksSection(preview.stacks ?? [])}
<h2>Findings</h2>
${findings.length === 0 ? markup`<p class="quiet">None.</p>` : filters(findings)}
${left === 0 ? [] : markup`<p class="quiet">${count(left, "more finding")} left out here, which are in the other reports.</p>`}
<div id="findings">
${findings.map((finding) => article(finding, policyName(finding, preview), policies.get(policyKeyOf(finding)), where))}
</div>
${controlsSection(preview)}
${policiesSection(findings, policies)}
${messagesSection(preview)}
</main>
${findings.length === 0 ? [] : markup`<script>${new Markup(SCRIPT)}</script>`}
</body>
</html>
`;
    return text;
}

function titleOf(preview: Preview): string {
    const { project, stack, stacks } = preview;
    return stacks === undefined
        ? `${project} (${stack}): ${kindInWords(preview).short}`
        : count(stacks.length, "state");
}

/** Nothing is loaded, and nothing runs but the one script that stands in the page. */
function contentPolicy(): string {
    const hash = (text: string): string => `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
    return [
        "default-src 'none'",
        `style-src ${hash(STYLE)}`,
        `script-src ${hash(SCRIPT)}`,
        "base-uri 'none'",
        "form-action 'none'",
    ].join("; ");
}

function factsOf(preview: Preview): string[] {
    const { findings } = totalsOf(preview);
    return [
        ...fatesInWords(preview, kindInWords(preview).always).map(([, words]) => words),
        ...(preview.notExpanded.length > 0 ? [`${count(preview.notExpanded.length, "component")} not expanded`] : []),
        ...WEIGHTS.filter((weight) => findings[weight] > 0).map((weight) => `${findings[weight]} ${weight}`),
        ...preview.packs.map(({ name, version }) => (version === "" ? name : `${name}@${version}`)),
    ];
}

/** Hidden until the script is there to hear of them. */
function filters(findings: readonly Finding[]): Markup {
    const weights = WEIGHTS.map((weight) => ({
        weight,
        amount: findings.filter((one) => weightOf(one) === weight).length,
    }));
    const severities = SEVERITIES.filter((severity) => findings.some((one) => one.severity === severity));
    const services = [...new Set(findings.map(serviceOf))].sort();
    return markup`<form id="filters" hidden="hidden">
<label>Search <input type="search" name="search" autocomplete="off" /></label>
${findings.some((finding) => ageOf(finding) !== "") ? select("age", "Age", ["new", "as before"]) : markup``}
${select("severity", "Severity", severities)}
${select("service", "Service", services)}
<label>Group by <select name="group">
<option value="policy">Policy</option>
<option value="resource">Resource</option>
<option value="component">Component</option>
<option value="control">Control</option>
</select></label>
<fieldset><legend class="quiet">Show</legend>
${weights
    .filter(({ amount }) => amount > 0)
    .map(
        ({ weight, amount }) =>
            markup`<label><input type="checkbox" name="weight" value="${weight}" checked="checked" /> ${weight} (${amount})</label>`,
    )}
</fieldset>
<div class="buttons"><button type="button" id="open">Open all</button><button type="button" id="close">Close all</button><button type="reset">Reset</button></div>
</form>
<p id="shown" role="status"></p>`;
}

function select(name: string, label: string, values: readonly string[]): Markup {
    const options = values.map((value) => markup`<option>${value}</option>`);
    return markup`<label>${label} <select name="${name}"><option value="">All</option>
${options}
</select></label>`;
}

/** Package and module of the resource's type: `aws:s3`. */
function serviceOf({ urn }: Finding): string {
    const type = urn === undefined ? STACK_TYPE : typeOf(urn);
    return type === STACK_TYPE ? "stack" : cleanLine(type.split("/")[0]?.split(":").slice(0, 2).join(":") ?? type);
}

function article(
    finding: Finding,
    policyText: string,
    policy: PolicyMetadata | undefined,
    where: Whereabouts | undefined,
): Markup {
    const { component, severity, description, message, decidedBy } = finding;
    const weight = weightOf(finding);
    const about = aboutText(finding);
    const { primary, related } = placesOf(finding, where);
    const inside = component === undefined ? "" : resourceText(component.urn);
    const controls =
        policy === undefined ? [] : controlsOf(policy).map(({ framework, control }) => `${framework} ${control}`);
    const name = cleanLine(policyText);
    const places = [
        ...(finding.stack === undefined ? [`${primary.path}:${primary.line}`] : []),
        ...(inside === "" ? [] : [`in ${inside}`]),
        ...(related === undefined ? [] : [`made at ${related.path}:${related.line}`]),
        ...(decidedBy === "made-up-ids" ? ["seen with made-up ids"] : []),
    ];
    return markup`<article class="${weight}" data-weight="${weight}" data-age="${ageOf(finding)}" data-severity="${severity ?? ""}" data-service="${serviceOf(finding)}" data-policy="${name}" data-resource="${about}" data-component="${inside}" data-controls="${controls.join("\n")}">
<h3><span class="weight ${weight}">${weightText(finding)}</span> ${severity ?? ""} <a href="#${anchorOf(finding)}">${name}</a></h3>
<p>${about} <span class="quiet">${places.join(", ")}</span></p>
<p>${description}</p>
${[message, reasonSentence(finding)].filter((part) => part !== "").map((part) => markup`<p>${part}</p>`)}
</article>`;
}

function anchorOf(finding: Finding): string {
    return `policy-${createHash("sha256").update(policyKeyOf(finding)).digest("hex").slice(0, 16)}`;
}

/** Of many states, how each stands, worst first. */
function stacksSection(stacks: readonly JudgedStack[]): Markup {
    return stacks.length === 0
        ? markup``
        : markup`<h2>Stacks</h2>
<div class="table" tabindex="0" role="region" aria-label="Stacks"><table>
<thead><tr><th scope="col">Stack</th><th scope="col">Verdict</th><th scope="col" class="number">Resources</th>${WEIGHTS.map((one) => markup`<th scope="col" class="number">${one}</th>`)}<th scope="col" class="names">File</th></tr></thead>
<tbody>
${worstStacksFirst(stacks).map(stackRow)}
</tbody></table></div>`;
}

function stackRow(stack: JudgedStack): Markup {
    const { file, verdict, resources, findings } = stack;
    const found = countByWeight(findings);
    return markup`<tr><th scope="row">${stackName(stack)}</th><td class="${verdict === "passed" ? "passed" : "violated"}">${verdict}</td><td class="number">${resources.same}</td>${WEIGHTS.map((one) => markup`<td class="number ${found[one] === 0 ? "quiet" : one}">${found[one]}</td>`)}<td class="names quiet">${file}</td></tr>`;
}

/** What each standard asks for, and how it stands. */
function controlsSection(preview: Preview): Markup {
    const frameworks = groupBy(coverageOf(preview), ({ framework }) => framework);
    return frameworks.length === 0
        ? markup``
        : markup`<h2>Controls</h2>
<p class="quiet">Passed: its policies found nothing, also where the stack has nothing that they are about.</p>
${frameworks.map(frameworkTable)}`;
}

function frameworkTable(controls: readonly [CoveredControl, ...CoveredControl[]]): Markup {
    const amounts = STANDINGS.map((standing) => ({
        standing,
        amount: controls.filter((control) => control.standing === standing).length,
    })).filter(({ amount }) => amount > 0);
    const counted = amounts.map(({ standing, amount }) => `${amount} ${standing}`).join(", ");
    return markup`<details><summary>${controls[0].framework} <span class="quiet">${counted}</span></summary>
<div class="table" tabindex="0" role="region" aria-label="${controls[0].framework}"><table>
<thead><tr><th scope="col">Control</th><th scope="col">Standing</th><th scope="col" class="number">Policies</th>${STANDINGS.map((one) => markup`<th scope="col" class="number">${one}</th>`)}<th scope="col" class="names">Names</th></tr></thead>
<tbody>
${controls.map(
    ({ control, standing, policies, counts }) =>
        markup`<tr><th scope="row">${control}</th><td class="${standing}">${standing}</td><td class="number">${policies.length}</td>${STANDINGS.map((one) => markup`<td class="number ${counts[one] === 0 ? "quiet" : one}">${counts[one]}</td>`)}<td class="names quiet">${policies.join(", ")}</td></tr>`,
)}
</tbody></table></div></details>`;
}

/** Each policy that found something, once, with why and how; what findings lead to. */
function policiesSection(findings: readonly Finding[], policies: ReadonlyMap<string, PolicyMetadata>): Markup {
    const groups = groupBy(findings, policyKeyOf);
    return groups.length === 0
        ? markup``
        : markup`<h2>Policies that found something</h2>
${groups.map(([finding]) => policyText(finding, policies.get(policyKeyOf(finding))))}`;
}

function policyText(finding: Finding, policy: PolicyMetadata | undefined): Markup {
    const url = webPage(policy?.url);
    return markup`<section id="${anchorOf(finding)}" tabindex="-1">
<h3>${finding.policy} <span class="quiet">${finding.pack.name}</span></h3>
<p>${finding.description}</p>
${stepsText(policy?.remediationSteps ?? "")}
${url === undefined ? [] : markup`<p><a href="${url}" rel="noreferrer">${url}</a></p>`}
${(policy?.tags.length ?? 0) === 0 ? [] : markup`<p class="quiet">${policy?.tags.join(", ") ?? ""}</p>`}
</section>`;
}

/** Markdown as text, but for its blocks of code. */
function stepsText(steps: string): Markup[] {
    return steps
        .split(/^```.*$/m)
        .map((part, index) => ({ text: part.trim(), isCode: index % 2 === 1 }))
        .filter(({ text }) => text !== "")
        .map(({ text, isCode }) => (isCode ? markup`<pre>${text}</pre>` : markup`<p>${text}</p>`));
}

function messagesSection({ diagnostics }: Preview): Markup {
    const told = diagnostics.filter(({ severity }) => severity === "error" || severity === "warning");
    return told.length === 0
        ? markup``
        : markup`<h2>Messages</h2>
${told.map(({ severity, message }) => markup`<pre>${severity}: ${message}</pre>`)}`;
}
