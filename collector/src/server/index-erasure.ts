/** Erases from a journal and its index, so that a crash between both does not leave the one without the other. */
import { activateErasure, activateErasures, prepareErasure, removeErasure } from "../index/erasure-orders.js";
import type { IndexSupervisor } from "../index/index-supervisor.js";
import type { IndexTarget } from "../index/messages.js";
import { isStale, markStale, unmarkStale } from "../index/stale-index.js";
import type { Project } from "../project/project.js";

/** An erasure from the journals of a project. */
export interface Erasure<T> {
  /** Undefined if the lines of a source are erased. */
  readonly ids?: readonly string[];
  readonly erase: () => Promise<T>;
  /** Returns the number of lines that were erased. */
  readonly count: (result: T) => number;
}

export type IndexErasure = <T>(project: Project, erasure: Erasure<T>) => Promise<T>;

/** The time for an erasure in ClickHouse. It is carried out also if it takes longer. */
const ERASURE_TIMEOUT_MS = 3 * 60 * 1000;

/** DuckDB keeps deleted bytes in its file, so its index is rebuilt. */
export function createRebuildingErasure(index: IndexSupervisor): IndexErasure {
  return async (project, { erase, count }) => {
    const { path } = project.getIndexTarget();
    // An erasure before this one rewrote the journal and then failed, so this one may find nothing more.
    const wasStale = isStale(path);
    await markStale(path);
    const result = await erase();
    if (wasStale || count(result) > 0) await index.rebuild(project.name);
    unmarkStale(path);
    return result;
  };
}

/**
 * Deletes the rows from ClickHouse, also those that other collectors have written under the ids. Without ids, all rows of
 * this collector are deleted, and its journals are read again.
 */
export function createSharedErasure(
  index: IndexSupervisor,
  getIndexTarget: (project: Project) => IndexTarget,
): IndexErasure {
  return async (project, { ids, erase, count }) => {
    const target = getIndexTarget(project);
    const order = prepareErasure(target.path, ids);
    try {
      const result = await erase();
      if (ids === undefined && count(result) === 0) removeErasure(order);
      else activateErasure(order);
      await index.reopen(target);
      await index.waitUntilOpen(project.name, ERASURE_TIMEOUT_MS);
      return result;
    } catch (error) {
      activateErasures(target.path); // a part of the journal may have been rewritten
      throw error;
    }
  };
}
