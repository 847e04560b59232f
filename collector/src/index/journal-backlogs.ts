/** Measures how far the index is behind all journals of all projects. */
import { readdirSync } from "node:fs";
import { JOURNAL_START, type JournalPosition } from "../journal/position.js";
import type { SegmentName } from "../journal/segment-name.js";
import { RECORD_KINDS, type RecordKind } from "../store/store.js";
import { Backlog } from "./backlog.js";
import type { IndexSupervisor } from "./index-supervisor.js";

export class JournalBacklogs {
  readonly #backlogs = new Map<string, Map<RecordKind, Backlog>>();

  /** @param folder of the journal, whose segments are measured the first time */
  setEnd(project: string, kind: RecordKind, end: JournalPosition, folder: string): void {
    const ofProject = this.#backlogs.get(project) ?? new Map<RecordKind, Backlog>();
    this.#backlogs.set(project, ofProject);
    const backlog = ofProject.get(kind) ?? new Backlog(folder, readdirSync(folder));
    ofProject.set(kind, backlog);
    backlog.setEnd(end);
  }

  /** Called when the index has a journal up to a position. */
  setIndexed(project: string, kind: RecordKind, position: JournalPosition): void {
    this.#backlogs.get(project)?.get(kind)?.setIndexed(position);
  }

  /** Forgets segments that were deleted, which the index will never have. */
  forget(project: string, kind: RecordKind, segments: readonly SegmentName[]): void {
    this.#backlogs.get(project)?.get(kind)?.forget(segments);
  }

  /** Tells the index the ends of all journals. */
  sendEnds(index: IndexSupervisor): void {
    for (const [project, backlogs] of this.#backlogs)
      for (const [kind, backlog] of backlogs) index.follow(project, kind, backlog.end);
  }

  /** Returns the bytes that the index of a project lacks. */
  measure(index: IndexSupervisor, project: string): number {
    return sum(this.#measureKinds(index, project, (backlog, position) => backlog.measure(position)));
  }

  /** Returns the bytes that it lacks of those that were added since the start. */
  measureSinceStart(index: IndexSupervisor, project: string): number {
    return sum(
      this.#measureKinds(index, project, (backlog, position) => backlog.measureSinceStart(position)),
    );
  }

  /** Returns for how many milliseconds the oldest data that it lacks has been waiting. */
  measureLagMs(index: IndexSupervisor, project: string): number {
    return Math.max(
      ...this.#measureKinds(index, project, (backlog, position) => backlog.measureLagMs(position)),
    );
  }

  #measureKinds(
    index: IndexSupervisor,
    project: string,
    measure: (backlog: Backlog, position: JournalPosition) => number,
  ): number[] {
    return RECORD_KINDS.map((kind) => {
      const backlog = this.#backlogs.get(project)?.get(kind);
      return backlog === undefined ? 0 : measure(backlog, index.getPosition(project, kind) ?? JOURNAL_START);
    });
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
