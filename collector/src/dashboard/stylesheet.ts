/** The stylesheet of all pages. Colors have a contrast of at least 4.5 to 1 for text, and 3 to 1 for charts. */

const COLORS = `
:root {
  color-scheme: light dark;
  --background: #ffffff; --raised: #f5f7fa; --text: #1b2330; --quiet: #526071; --rule: #d3dae3;
  --control: #77869a; --accent: #0b5cad;
  --series-1: #1c62b9; --series-2: #b35900; --series-3: #0a7a4b; --series-4: #b3216b;
  --series-5: #6b3fc0; --series-6: #00707f; --series-7: #7a5a00; --series-8: #555e6b;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --background: #12161c; --raised: #1b212a; --text: #e6ebf2; --quiet: #a9b4c2; --rule: #333d4a;
    --control: #7f8da0; --accent: #86b8ff;
    --series-1: #7fb2ff; --series-2: #ffb066; --series-3: #6fd6a4; --series-4: #ff8fc2;
    --series-5: #c3a6ff; --series-6: #6fd3e0; --series-7: #e3c76b; --series-8: #b4bdc9;
  }
}`;

const TEXT = `
*, *::before, *::after { box-sizing: border-box; }
body { margin: 0; background: var(--background); color: var(--text); font: 1rem/1.5 system-ui, sans-serif; overflow-wrap: break-word; }
a { color: var(--accent); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; border-radius: 2px; }
.skip { position: absolute; left: 1rem; top: -5rem; background: var(--background); padding: 0.5rem 1rem; z-index: 1; }
.skip:focus { top: 0.5rem; }
header, main, footer { max-width: 75rem; margin: 0 auto; padding: 0 1.25rem; }
header { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: baseline; padding-top: 1rem; padding-bottom: 1rem; }
header a { font-weight: 600; text-decoration: none; }
header a:hover { text-decoration: underline; }
footer { margin-top: 3rem; padding-top: 1rem; padding-bottom: 2rem; color: var(--quiet); font-size: 0.875rem; border-top: 1px solid var(--rule); }
h1 { font-size: clamp(1.4rem, 1.1rem + 1.5vw, 2rem); line-height: 1.25; margin: 0.5rem 0; text-wrap: balance; max-width: 45rem; }
h2 { font-size: 1.2rem; line-height: 1.3; margin: 2.5rem 0 0.75rem; }
h3 { font-size: 1rem; margin: 0 0 0.5rem; }
p, li, dd { max-width: 45rem; }
p { margin: 0.5rem 0; }
code, pre { font: 0.875rem/1.5 ui-monospace, monospace; }
pre { background: var(--raised); padding: 1rem; overflow-x: auto; border-radius: 4px; white-space: pre; margin: 0.5rem 0; }
.quiet { color: var(--quiet); }
.facts { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 0.5rem 0 1rem; color: var(--quiet); font-size: 0.9rem; }
.facts div { display: flex; gap: 0.4rem; }
.list { display: grid; grid-template-columns: max-content 1fr; gap: 0.25rem 1.5rem; margin: 0.5rem 0 1rem; }
.list dt { color: var(--quiet); }
.list dd { margin: 0; overflow-wrap: anywhere; }
.sentences { padding-left: 1.25rem; margin: 0.5rem 0; }
.sentences li { margin: 0.3rem 0; overflow-wrap: anywhere; }
.verdict { display: inline-block; border-left: 4px solid var(--control); padding-left: 0.6rem; }
.verdict.supported { border-color: var(--series-3); }
.verdict.not-supported { border-color: var(--series-2); }
.facts dt::after { content: ":"; }
.facts dd { margin: 0; color: var(--text); }
.message { border-left: 4px solid var(--accent); background: var(--raised); padding: 0.75rem 1rem; margin: 1rem 0; max-width: 48rem; }
.message > :first-child { margin-top: 0; }
.message > :last-child { margin-bottom: 0; }`;

const CONTROLS = `
form.filters { display: flex; flex-wrap: wrap; gap: 0.75rem 1rem; align-items: end; background: var(--raised); padding: 0.75rem 1rem; border-radius: 4px; margin: 1rem 0 0.5rem; }
form.filters + p { margin-top: 1rem; }
.filters label { display: block; font-size: 0.875rem; color: var(--quiet); }
.filters input, .filters select { display: block; font: inherit; color: var(--text); background: var(--background); border: 1px solid var(--control); border-radius: 4px; padding: 0.3rem 0.5rem; height: 2.25rem; max-width: 100%; }
.filters input[type="text"] { width: 8rem; }
.filters label.check { display: flex; align-items: center; gap: 0.4rem; height: 2.25rem; color: var(--text); }
.filters input[type="checkbox"] { width: 1.1rem; height: 1.1rem; margin: 0; accent-color: var(--accent); }
.filters button { font: inherit; font-weight: 600; height: 2.25rem; padding: 0 1.25rem; border: 0; border-radius: 4px; background: var(--accent); color: var(--background); cursor: pointer; }
ul.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.25rem; list-style: none; margin: 0.5rem 0; padding: 0; }
ul.links a { display: inline-block; padding: 0.25rem 0; }
ul.links [aria-current] { font-weight: 600; color: var(--text); text-decoration: none; }
summary { cursor: pointer; padding: 0.25rem 0; color: var(--accent); width: fit-content; }`;

const CHARTS = `
figure { margin: 1.5rem 0 0; }
figcaption { color: var(--quiet); font-size: 0.9rem; margin-top: 0.25rem; max-width: 45rem; }
svg.plot { --plot-background: var(--background); display: block; max-width: 100%; height: auto; overflow: visible; }
svg.plot text, svg.plot tspan { white-space: pre; }
.narrow { display: none; }
.legend-label { color: var(--quiet); font-size: 0.9rem; margin: 0; }
.legend { display: flex; flex-wrap: wrap; gap: 0.1rem 1.25rem; list-style: none; margin: 0 0 0.5rem; padding: 0; font-size: 0.9rem; }
.legend li { display: flex; align-items: center; gap: 0.3rem; min-width: 0; overflow-wrap: anywhere; }
.legend svg { flex: none; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(12rem, 1fr)); gap: 1rem; margin: 1.5rem 0; padding: 0; list-style: none; }
.figures > li { background: var(--raised); border-radius: 4px; padding: 0.9rem 1rem; }
.figures strong { display: block; font-size: 1.9rem; line-height: 1.2; font-weight: 650; font-variant-numeric: tabular-nums; }
.figures span { display: block; font-size: 0.95rem; line-height: 1.4; }
.figures small { display: block; margin-top: 0.25rem; font-size: 0.875rem; color: var(--quiet); }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(21rem, 100%), 1fr)); gap: 2rem 1.5rem; list-style: none; margin: 1rem 0; padding: 0; }
.cards > li { min-width: 0; }
.audiences { columns: 28rem; column-gap: 2rem; margin-top: 1.5rem; }
.audiences h3 { break-after: avoid; margin-top: 1.5rem; }
.audiences section:first-child h3 { margin-top: 0; }
.audiences ul { margin: 0; padding-left: 1.25rem; }
.audiences li { margin: 0.3rem 0; break-inside: avoid; }
.cards h3 { font-weight: 600; line-height: 1.35; }
.cards figure { margin: 0; }`;

const TABLES = `
.scroll { overflow-x: auto; margin: 1.25rem 0; max-height: 34rem; overflow-y: auto; border: 1px solid var(--rule); border-radius: 4px; }
table { border-collapse: collapse; font-size: 0.9rem; width: 100%; }
.caption { margin: 1.75rem 0 0.4rem; color: var(--quiet); font-size: 0.9rem; }
.caption + .scroll { margin-top: 0; }
th, td { text-align: left; vertical-align: top; padding: 0.4rem 0.75rem; border-top: 1px solid var(--rule); overflow-wrap: normal; }
thead th { vertical-align: bottom; position: sticky; top: 0; background: var(--raised); border-top: 0; min-width: 6.5rem; font-weight: 600; }
tbody th { font-weight: 400; }
.number { text-align: right; font-variant-numeric: tabular-nums; }
td.number, .part { white-space: nowrap; }
td.number:has(.part) { white-space: normal; }
.part { display: inline-block; }
th.key { min-width: 8.5rem; max-width: 18rem; overflow-wrap: anywhere; }
td.text { min-width: 10rem; }
.published { max-width: 45rem; }`;

const MEDIA = `
@media (max-width: 47rem) {
  .wide { display: none; }
  .narrow { display: block; }
}
@media print {
  body { font-size: 11pt; }
  header, main, footer { max-width: none; padding-left: 0; padding-right: 0; }
  form.filters, ul.links, .skip, details { display: none; }
  .wide { display: block; }
  .narrow { display: none; }
  .scroll { overflow: visible; max-height: none; border: 0; }
  thead th { position: static; }
  tr, figure, .figures > li, .cards > li { break-inside: avoid; }
}
@media (forced-colors: active) {
  .figures > li, .message { border: 1px solid; }
  svg.plot { forced-color-adjust: none; }
}`;

export const STYLESHEET = [COLORS, TEXT, CONTROLS, CHARTS, TABLES, MEDIA].join("\n").trimStart();
