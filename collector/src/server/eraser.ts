/** Erases from the journals of a project and from its index, one erasure after the other. */
import { SerialQueue } from "../internal/serial-queue.js";
import { eraseSourceInJournals } from "../project/anomalies.js";
import { type ErasureResult, eraseIdsInJournals } from "../project/person-data.js";
import type { Project } from "../project/project.js";
import type { Erasure, IndexErasure } from "./index-erasure.js";
import type { Metrics } from "./metrics.js";

export class Eraser {
  readonly #eraseWithIndex: IndexErasure;
  readonly #metrics: Metrics;
  /** Each erasure reads the whole journal, and the mark of a stale index must be that of one erasure. */
  readonly #erasures = new SerialQueue();

  constructor(eraseWithIndex: IndexErasure, metrics: Metrics) {
    this.#eraseWithIndex = eraseWithIndex;
    this.#metrics = metrics;
  }

  /** Erases what was sent under ids. */
  eraseIds(project: Project, ids: ReadonlySet<string>): Promise<ErasureResult> {
    return this.#erase(project, {
      ids: [...ids],
      erase: () => eraseIdsInJournals(project, ids),
      count: ({ events, spans }) => events + spans,
    });
  }

  /** Erases what a source sent in the last 48 hours, and returns the number of events and spans. */
  eraseSource(project: Project, tag: string): Promise<number> {
    return this.#erase(project, {
      erase: () => eraseSourceInJournals(project, tag),
      count: (count) => count,
    });
  }

  #erase<T>(project: Project, erasure: Erasure<T>): Promise<T> {
    return this.#erasures.run(async () => {
      const erased = await this.#eraseWithIndex(project, erasure);
      this.#metrics.erased.inc({ project: project.name }, erasure.count(erased));
      return erased;
    });
  }
}
