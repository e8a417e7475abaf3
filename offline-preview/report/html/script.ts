/**
 * What the page does in a browser: the findings grouped and filtered. Without it the page shows all of them in one list.
 * It makes no markup of any text.
 */
export const SCRIPT = `"use strict";
const list = document.getElementById("findings");
const form = document.getElementById("filters");
const all = [...list.children].map((element) => ({ element, data: element.dataset, text: element.textContent.toLowerCase() }));
const byNumber = new Intl.Collator("en", { numeric: true });
const keysOf = {
    policy: ({ policy }) => [policy],
    resource: ({ resource }) => [resource],
    component: ({ component }) => [component || "In no component"],
    control: ({ controls }) => (controls ? controls.split("\\n") : ["No control"]),
};
let groups = [];

function matches() {
    const wanted = new FormData(form);
    const weights = wanted.getAll("weight");
    const words = wanted.get("search").toLowerCase().split(/\\s+/);
    const allows = (name, value) => !wanted.get(name) || wanted.get(name) === value;
    return new Set(all.filter(({ data, text }) =>
        weights.includes(data.weight) && allows("age", data.age) && allows("severity", data.severity) && allows("service", data.service) &&
        words.every((word) => text.includes(word))));
}

function group() {
    const by = form.elements.group.value;
    const members = new Map();
    for (const finding of all) {
        for (const key of keysOf[by](finding.data)) {
            members.set(key, members.get(key) || []).get(key).push(finding);
        }
    }
    const keys = [...members.keys()];
    groups = (by === "policy" ? keys : keys.sort(byNumber.compare)).map((key) => {
        const element = document.createElement("details");
        const summary = document.createElement("summary");
        const amount = document.createElement("span");
        amount.className = "amount";
        summary.append(key, " ", amount);
        element.append(summary);
        // What nobody looks at is not made: of many, and at controls, where a finding stands several times.
        element.open = by !== "control" && all.length <= 200;
        const made = { element, summary, amount, members: members.get(key), shown: [], filled: false };
        element.addEventListener("toggle", () => fill(made));
        return made;
    });
    list.replaceChildren(...groups.map(({ element }) => element));
}

function fill(one) {
    if (one.element.open && !one.filled) {
        one.element.replaceChildren(one.summary, ...one.shown.map(({ element }) => element.cloneNode(true)));
        one.filled = true;
    }
}

function filter() {
    const matching = matches();
    for (const one of groups) {
        one.shown = one.members.filter((finding) => matching.has(finding));
        one.filled = false;
        one.element.hidden = one.shown.length === 0;
        one.amount.textContent = String(one.shown.length);
        fill(one);
    }
    document.getElementById("shown").textContent = matching.size + " of " + all.length + " shown";
}

function open(isOpen) {
    for (const one of groups) {
        one.element.open = isOpen;
        fill(one);
    }
}

form.hidden = false;
form.addEventListener("submit", (event) => event.preventDefault());
form.addEventListener("input", (event) => {
    if (event.target.name === "group") {
        group();
    }
    filter();
});
form.addEventListener("reset", () => setTimeout(() => { group(); filter(); }));
document.getElementById("open").addEventListener("click", () => open(true));
document.getElementById("close").addEventListener("click", () => open(false));
window.addEventListener("beforeprint", () => open(true));
group();
filter();
`;
