/** Writes the form and the links with which a reader chooses days, versions, platforms and the project. */
import { type Html, html } from "./html.js";
import { createLink, createResetLink, type PageContext } from "./page-context.js";

const DAY_MS = 24 * 3600 * 1000;
const PERIODS = [4, 13, 52];

/** @param path of the page */
export function renderFilters(path: string, context: PageContext): Html {
  return html`${renderPeriods(path, context)}${renderForm(path, context)}`;
}

export function renderPeriods(path: string, context: PageContext): Html {
  return html`<nav aria-label="Periods"><ul class="links">${PERIODS.map((weeks) => renderPeriod(path, context, weeks))}${
    context.parameters.size > 0 &&
    html`<li><a href="${createResetLink(path, context)}">Remove all filters</a></li>`
  }</ul></nav>`;
}

export function renderForm(path: string, context: PageContext): Html {
  const { filter, project, projects } = context;
  const { version = "", platform = "", includesCi, includesDoctor } = filter;
  return html`<form class="filters" method="get" action="${path}" aria-label="Filters">
${projects.length > 1 && renderProjects(project, projects)}
${renderDays(context)}
<label>Version <input type="text" name="version" value="${version}" placeholder="all" autocomplete="off" spellcheck="false"></label>
<label>Platform <input type="text" name="platform" value="${platform}" placeholder="all" autocomplete="off" spellcheck="false"></label>
${renderCheck("ci", "with runs in CI", includesCi)}
${renderCheck("doctor", "with tests of the connection", includesDoctor)}
<button>Show</button>
</form>`;
}

/** Versions and platforms are no filters here, because variants are compared as they were assigned. */
export function renderDayForm(path: string, context: PageContext): Html {
  const { project, projects } = context;
  return html`<form class="filters" method="get" action="${path}" aria-label="Filters">
${projects.length > 1 && html`<input type="hidden" name="project" value="${project}">`}
${renderDays(context)}
<button>Show</button>
</form>`;
}

function renderDays({ filter: { from, to } }: PageContext): Html {
  return html`<label>First day <input type="date" name="from" value="${from}" required></label>
<label>Last day <input type="date" name="to" value="${to}" required></label>`;
}

/** Returns the address of the page for the weeks that end today. Four of them are the default. */
export function createPeriodLink(path: string, context: PageContext, weeks: number): string {
  const from = weeks === PERIODS[0] ? undefined : formatDay(context.now - (weeks * 7 - 1) * DAY_MS);
  return createLink(path, context, { from, to: undefined });
}

function renderPeriod(path: string, context: PageContext, weeks: number): Html {
  const { from, to } = context.filter;
  const isCurrent =
    to === formatDay(context.now) && from === formatDay(context.now - (weeks * 7 - 1) * DAY_MS);
  return html`<li><a href="${createPeriodLink(path, context, weeks)}"${isCurrent && html` aria-current="true"`}>Last ${weeks} weeks</a></li>`;
}

function renderProjects(project: string, projects: readonly string[]): Html {
  const options = projects.map(
    (name) => html`<option${name === project && html` selected`}>${name}</option>`,
  );
  return html`<label>Project <select name="project">${options}</select></label>`;
}

function renderCheck(name: string, label: string, isChecked: boolean): Html {
  return html`<label class="check"><input type="checkbox" name="${name}" value="include"${isChecked && html` checked`}> ${label}</label>`;
}

function formatDay(time: number): string {
  return new Date(time).toISOString().slice(0, 10);
}
