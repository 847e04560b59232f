/** Asks questions to the index of a project, for the API, the pages and the command line. */
import { analyzeExperiment } from "../experiments/analyze-experiment.js";
import type { ExperimentReport } from "../experiments/experiment.js";
import { type ExperimentPlan, mergePlans, planAnalysis } from "../experiments/experiment-plan.js";
import { readOutcomes } from "../experiments/outcome-reader.js";
import type { Project } from "../project/project.js";
import type { Answer } from "../questions/answer.js";
import { describeFilter, parseFilter } from "../questions/answer-filter.js";
import { askQuestion, type QuestionSource, runStatementsOnce } from "../questions/ask-question.js";
import { ColumnLayout } from "../questions/column-layout.js";
import type { EventLayout } from "../questions/event-layout.js";
import { findQuestion } from "../questions/find-question.js";
import { createUndeclaredLayout } from "../questions/property-layout.js";
import { createStatement } from "../questions/statement.js";
import { DIALECTS } from "../store/dialect.js";
import { deriveManifestTables } from "../store/tables.js";
import type { Collector } from "./collector.js";

/** Outcomes arrive weeks after the first exposure, so an experiment takes longer than the days of a question. */
export const EXPERIMENT_DAYS = 365;

export interface ExperimentRequest {
  readonly name: string;
  /** What differs from the plan in the configuration. */
  readonly plan?: ExperimentPlan;
  readonly parameters: URLSearchParams;
}

export class QuestionAsker {
  readonly #collector: Collector;
  /** By the list of manifests, which is a new one after each change. */
  readonly #layouts = new WeakMap<object, EventLayout>();

  constructor(collector: Collector) {
    this.#collector = collector;
  }

  /**
   * @param parameters of the query, as in `from=2026-11-01&version=1.2.0`
   * @throws UnknownQuestionError, FilterError, IndexUnavailableError, or an Error with the engine's message
   */
  ask(project: Project, id: string, parameters: URLSearchParams): Promise<Answer> {
    const filter = parseFilter(parameters, this.#collector.clock.now());
    return askQuestion(findQuestion(id), filter, this.openSource(project));
  }

  /** Asks several questions about the same days. @throws as `ask` */
  askAll(project: Project, ids: readonly string[], parameters: URLSearchParams): Promise<Answer[]> {
    const filter = parseFilter(parameters, this.#collector.clock.now());
    const source = runStatementsOnce(this.openSource(project));
    return Promise.all(ids.map((id) => askQuestion(findQuestion(id), filter, source)));
  }

  /**
   * Analyzes an experiment with the outcomes of a year, or of the days in the parameters.
   * @throws PlanError, FilterError, IndexUnavailableError, or an Error with the engine's message
   */
  async analyzeExperiment(
    project: Project,
    { name, plan = {}, parameters }: ExperimentRequest,
  ): Promise<ExperimentReport> {
    const filter = parseFilter(parameters, this.#collector.clock.now(), EXPERIMENT_DAYS);
    const outcomes = await readOutcomes(name, filter, this.openSource(project));
    const input = planAnalysis(outcomes, mergePlans(getExperimentPlan(project, name), plan));
    const { variants, control, inSeveralVariants } = input;
    return {
      experiment: name,
      asked: describeFilter(filter),
      control,
      variants,
      inSeveralVariants,
      ...analyzeExperiment(input),
    };
  }

  /** Returns the statement of a question, as the index runs it. @throws UnknownQuestionError, FilterError */
  createStatement(project: Project, id: string, parameters: URLSearchParams): string {
    const filter = parseFilter(parameters, this.#collector.clock.now());
    return createStatement(findQuestion(id), this.#getLayout(project), filter);
  }

  /** Returns where the events of a project are, and how to ask for them. */
  openSource(project: Project): QuestionSource {
    const { index } = this.#collector;
    return { layout: this.#getLayout(project), runQuery: (sql) => index.query(project.name, sql) };
  }

  #getLayout(project: Project): EventLayout {
    const { manifests } = project;
    const known = this.#layouts.get(manifests);
    if (known !== undefined) return known;
    const { engine } = this.#collector;
    const layout =
      manifests.length === 0
        ? createUndeclaredLayout(engine)
        : new ColumnLayout(DIALECTS[engine], deriveManifestTables(manifests));
    this.#layouts.set(manifests, layout);
    return layout;
  }
}

/** Returns the plan in the configuration, which is empty for an experiment that it does not name. */
export function getExperimentPlan({ config }: Project, name: string): ExperimentPlan {
  const { planned_installations: plannedInstallations, ...plan } = config.experiments[name] ?? {};
  return { ...plan, plannedInstallations };
}
