/** Erases from the journals of a project and from its index, one erasure after the other. */
import type { IndexSupervisor } from "../index/index-supervisor.js";
import { markStale, unmarkStale } from "../index/stale-index.js";
import type { ErasureResult, Project } from "../project/project.js";
import type { Metrics } from "./metrics.js";

export class Eraser {
  readonly #index: IndexSupervisor;
  readonly #metrics: Metrics;
  /** Each erasure reads the whole journal, and the mark of a stale index must be that of one erasure. */
  #erasures: Promise<unknown> = Promise.resolve();

  constructor(index: IndexSupervisor, metrics: Metrics) {
    this.#index = index;
    this.#metrics = metrics;
  }

  /** Erases what was sent under ids. */
  eraseIds(project: Project, ids: ReadonlySet<string>): Promise<ErasureResult> {
    return this.#erase(
      project,
      () => project.erase(ids),
      ({ events, spans }) => events + spans,
    );
  }

  /** Erases what a source sent in the last 48 hours, and returns the number of events and spans. */
  eraseSource(project: Project, tag: string): Promise<number> {
    return this.#erase(
      project,
      () => project.eraseSource(tag),
      (count) => count,
    );
  }

  /** The engine keeps deleted bytes in its file, so the index is made anew, also if a crash interrupts this. */
  #erase<T>(project: Project, erase: () => Promise<T>, count: (result: T) => number): Promise<T> {
    const erasure = this.#erasures.then(async () => {
      const { path } = project.toIndexedProject();
      await markStale(path);
      const result = await erase();
      if (count(result) === 0) {
        unmarkStale(path);
        return result;
      }
      this.#metrics.erased.inc({ project: project.name }, count(result));
      await this.#index.rebuild(project.name);
      return result;
    });
    this.#erasures = erasure.catch(() => {}); // the caller has the error
    return erasure;
  }
}
