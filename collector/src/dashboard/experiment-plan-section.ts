/** Writes the plan of an experiment, and how an operator writes it down before the first look. */
import { DEFAULT_PLANNED_INSTALLATIONS } from "../experiments/analyze-experiment.js";
import { DEFAULT_CONTROL, type ExperimentPlan } from "../experiments/experiment-plan.js";
import { formatTomlKey } from "../internal/toml-key.js";
import { formatValue } from "../questions/answer-format.js";
import { type Html, html } from "./html.js";
import type { PageContext } from "./page-context.js";

export interface PlannedExperiment {
  readonly name: string;
  /** Undefined if the configuration does not name the experiment. */
  readonly plan: ExperimentPlan | undefined;
}

export function renderPlan({ name, plan }: PlannedExperiment, context: PageContext): Html {
  const { control, shares, decrease = [], plannedInstallations } = plan ?? {};
  const facts = {
    "Compared with": control ?? DEFAULT_CONTROL,
    "Planned shares": shares === undefined ? "the same for each variant" : formatShares(shares),
    "Better if lower": decrease.join(", ") || "no metric",
    "Planned installations": formatValue("count", plannedInstallations ?? DEFAULT_PLANNED_INSTALLATIONS),
  };
  const items = Object.entries(facts).map(([label, text]) => html`<dt>${label}</dt><dd>${text}</dd>`);
  return html`<section><h2>The plan</h2>
<dl class="list">${items}</dl>
<p>The verdict takes the planned installations into account: the intervals are narrowest at this number. All of this is decided before
the first look.</p>
${plan === undefined && renderMissingPlan(name, context)}</section>`;
}

/** Returns the shares as parts of a whole. @example formatShares({ control: 1, test: 1 }); // "control 50 %, test 50 %" */
function formatShares(shares: Readonly<Record<string, number>>): string {
  const total = Object.values(shares).reduce((sum, share) => sum + share, 0);
  return Object.entries(shares)
    .map(([variant, share]) => `${variant} ${formatValue("share", share / total)}`)
    .join(", ");
}

function renderMissingPlan(name: string, { project }: PageContext): Html {
  const toml = `[projects.${project}.experiments.${formatTomlKey(name)}]
control = "${DEFAULT_CONTROL}"
shares = { ${DEFAULT_CONTROL} = 80, test = 20 }
decrease = ["search_ms"]
planned_installations = ${DEFAULT_PLANNED_INSTALLATIONS}`;
  return html`<div class="message"><p><strong>The configuration has no plan of this experiment,</strong> so these are the defaults. To
change them, write the plan into <code>collector.toml</code>, and restart the collector. Each line may be left out:</p>
<pre tabindex="0"><code>${toml}</code></pre></div>`;
}
