/** From wide screens to narrow ones and paper; colours by the reader's own choice of light or dark. */
export const STYLE = `
:root {
    color-scheme: light dark;
    --text: #1b1f24; --quiet: #57606a; --back: #ffffff; --card: #f6f8fa; --line: #d0d7de; --link: #0550ae;
    --mandatory: #b3141d; --advisory: #7a4b00; --undetermined: #57606a; --waived: #4d5d2c; --baselined: #3d4f7d; --passed: #116329;
}
@media (prefers-color-scheme: dark) {
    :root {
        --text: #e6edf3; --quiet: #9ea7b3; --back: #0d1117; --card: #161b22; --line: #30363d; --link: #79b8ff;
        --mandatory: #ff8182; --advisory: #f0b35a; --undetermined: #9ea7b3; --waived: #b3c77a; --baselined: #a3b4e0; --passed: #56d364;
    }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 1rem clamp(.75rem, 3vw, 2rem) 4rem; max-width: 76rem; color: var(--text);
    background: var(--back); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: anywhere; }
h1 { font-size: 1.5rem; margin: .5rem 0; }
h2 { font-size: 1.2rem; margin: 2rem 0 .5rem; border-bottom: 1px solid var(--line); }
h3 { font-size: 1rem; margin: 0 0 .25rem; font-weight: 600; }
p { margin: .25rem 0; white-space: pre-line; }
a { color: var(--link); }
code, pre { font: .875em/1.5 ui-monospace, monospace; }
pre { white-space: pre-wrap; background: var(--card); padding: .75rem; border-radius: .375rem; margin: .5rem 0; }
:focus-visible { outline: 3px solid var(--link); outline-offset: 2px; }
.skip { position: absolute; left: -100vw; }
.skip:focus { position: static; }
.verdict { font-size: 1.1rem; font-weight: 600; padding: .75rem 1rem; border: 1px solid; border-left-width: .5rem;
    border-radius: .375rem; color: var(--mandatory); }
.verdict.passed { color: var(--passed); }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; padding: 0; margin: .75rem 0; list-style: none; color: var(--quiet); }
form { display: grid; grid-template-columns: 2fr 1fr 1fr 1fr; gap: .75rem; align-items: end;
    padding: .75rem; margin: .75rem 0; border: 1px solid var(--line); border-radius: .375rem; background: var(--card); }
form[hidden] { display: none; }
label, legend { font-size: .875rem; color: var(--quiet); }
form > label { display: grid; gap: .25rem; }
input[type=search], select { width: 100%; }
input[type=search], select, button { min-height: 2.25rem; padding: .25rem .75rem; font: inherit; color: var(--text);
    background: var(--back); border: 1px solid var(--line); border-radius: .375rem; }
fieldset { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .25rem 1.25rem; border: 0; padding: 0; margin: 0; }
fieldset label { display: inline-flex; gap: .4rem; align-items: center; min-height: 1.75rem; color: var(--text); }
.buttons { grid-column: 1 / -1; display: flex; flex-wrap: wrap; gap: .5rem; }
#shown { color: var(--quiet); }
summary { cursor: pointer; padding: .4rem 0; font-weight: 600; }
.amount { display: inline-block; min-width: 1.75rem; padding: 0 .4rem; border-radius: 1rem; background: var(--card);
    border: 1px solid var(--line); font-size: .8rem; font-weight: 400; text-align: center; }
article { margin: 0 0 .75rem; padding: .6rem .9rem;
    border: 1px solid var(--line); border-left: .3rem solid var(--undetermined); border-radius: .375rem; background: var(--card); }
article.mandatory { border-left-color: var(--mandatory); }
article.advisory { border-left-color: var(--advisory); }
article.waived { border-left-color: var(--waived); }
article.baselined { border-left-color: var(--baselined); }
section { margin: 1.5rem 0; }
.weight { font-weight: 600; color: var(--undetermined); }
.weight.mandatory, td.violated { color: var(--mandatory); }
.weight.advisory { color: var(--advisory); }
.weight.waived, td.waived { color: var(--waived); }
.weight.baselined { color: var(--baselined); }
td.passed { color: var(--passed); }
td.undetermined, td.off, .quiet { color: var(--quiet); }
.table { overflow-x: auto; }
table { border-collapse: collapse; width: 100%; }
th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; }
thead th { font-size: .875rem; color: var(--quiet); }
.number { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
th, td { overflow-wrap: normal; }
@media (max-width: 48rem) { form { grid-template-columns: 1fr 1fr; } .names { display: none; } }
@media (max-width: 24rem) { form { grid-template-columns: 1fr; } }
@media print {
    :root { color-scheme: light; --text: #000; --quiet: #444; --back: #fff; --card: #fff; --line: #999; --link: #000;
        --mandatory: #900; --advisory: #640; --undetermined: #444; --waived: #343; --baselined: #334; --passed: #040; }
    form, .skip, #shown { display: none; }
    article { break-inside: avoid; }
    h2, summary { break-after: avoid; }
}
`;
