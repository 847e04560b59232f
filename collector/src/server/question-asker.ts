/** Asks questions to the index of a project, for the API, the pages and the command line. */

import { ManifestSet } from "../ingest/manifest-set.js";
import type { Project } from "../project/project.js";
import type { Answer } from "../questions/answer.js";
import { parseFilter } from "../questions/answer-filter.js";
import { askQuestion } from "../questions/ask-question.js";
import { ColumnLayout } from "../questions/column-layout.js";
import type { EventLayout } from "../questions/event-layout.js";
import { findQuestion } from "../questions/find-question.js";
import { DIALECTS } from "../store/dialect.js";
import { deriveTables } from "../store/tables.js";
import type { Collector } from "./collector.js";

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
    const { index, clock } = this.#collector;
    return askQuestion(findQuestion(id), parseFilter(parameters, clock.now()), {
      layout: this.#getLayout(project),
      runQuery: (sql) => index.query(project.name, sql),
    });
  }

  #getLayout(project: Project): EventLayout {
    const { manifests } = project;
    const known = this.#layouts.get(manifests);
    if (known !== undefined) return known;
    const tables = deriveTables(new ManifestSet(manifests).fieldsByEvent);
    const layout = new ColumnLayout(DIALECTS[this.#collector.engine], tables);
    this.#layouts.set(manifests, layout);
    return layout;
  }
}
