/** Answers browsers with the list of experiments, and with the page of one. */
import { renderExperimentListPage } from "../dashboard/experiment-list-page.js";
import { renderExperimentPage } from "../dashboard/experiment-page.js";
import type { PageContext } from "../dashboard/page-context.js";
import type { ExperimentReport } from "../experiments/experiment.js";
import { PlanError } from "../experiments/experiment-plan.js";
import type { Project } from "../project/project.js";
import type { Answer } from "../questions/answer.js";
import { FilterError } from "../questions/answer-filter.js";
import { getExperimentPlan, type QuestionAsker } from "./question-asker.js";

/** No installation has reported the experiment, and no configuration plans it. */
export class UnknownExperimentError extends Error {
  override readonly name = "UnknownExperimentError";
}

/** The filters of the command line. Others would compare parts of variants, which were not chosen by chance. */
const FILTERS: ReadonlySet<string> = new Set(["from", "to"]);

export class ExperimentPages {
  readonly #asker: QuestionAsker;

  constructor(asker: QuestionAsker) {
    this.#asker = asker;
  }

  async renderList(project: Project, context: PageContext): Promise<string> {
    const answer = await this.#askWhatIsReported(project, context);
    return renderExperimentListPage({ answer, planned: Object.keys(project.config.experiments) }, context);
  }

  /** @throws UnknownExperimentError */
  async renderExperiment(project: Project, encodedName: string, context: PageContext): Promise<string> {
    const name = decodeName(encodedName);
    const { asked, asOf, columns, rows } = await this.#askWhatIsReported(project, context);
    const index = columns.findIndex((column) => column.name === "experiment");
    const isReported = rows.some((row) => row[index] === name);
    const isPlanned = Object.hasOwn(project.config.experiments, name);
    if (!isReported && !isPlanned)
      throw new UnknownExperimentError(
        `no installation has reported an experiment with the name ${name} in these days.`,
      );
    const experiment = { name, plan: isPlanned ? getExperimentPlan(project, name) : undefined };
    const report = isReported ? await this.#analyze(project, name, context) : undefined;
    return renderExperimentPage({ experiment, frame: { asked, asOf }, report }, context);
  }

  async #analyze(project: Project, name: string, context: PageContext): Promise<ExperimentReport | string> {
    try {
      return await this.#asker.analyzeExperiment(project, { name, parameters: toParameters(context) });
    } catch (error) {
      if (error instanceof PlanError) return error.message;
      throw error;
    }
  }

  #askWhatIsReported(project: Project, context: PageContext): Promise<Answer> {
    return this.#asker.ask(project, "experiments", toParameters(context));
  }
}

/** @throws FilterError about a filter that experiments do not have */
export function checkExperimentFilters(parameters: URLSearchParams): void {
  const other = [...parameters.keys()].find((name) => !FILTERS.has(name));
  if (other !== undefined)
    throw new FilterError(`${other} is not a filter of experiments: use ${[...FILTERS].join(", ")}.`);
}

function toParameters({ filter: { from, to } }: PageContext): URLSearchParams {
  return new URLSearchParams({ from, to });
}

/** A percent sign that encodes nothing is part of the name. */
function decodeName(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
