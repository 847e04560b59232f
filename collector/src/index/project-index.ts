/** The index of one project, as the collector sees it: whether it is open, what it has, and what it is told. */
import { isBefore, type JournalPosition } from "../journal/position.js";
import { RECORD_KINDS, type RecordKind } from "../store/store.js";
import { activateErasure, prepareErasure } from "./erasure-orders.js";
import type { IndexChild } from "./index-child.js";
import type { IndexTarget } from "./messages.js";
import { deleteIndex } from "./stale-index.js";

export class ProjectIndex {
  project: IndexTarget;
  isOpen = false;
  /** The places up to which it has the journals. */
  readonly positions = new Map<RecordKind, JournalPosition>();
  readonly #child: IndexChild;
  readonly #ends = new Map<RecordKind, JournalPosition>();
  /** The ends when the collector started, until the position of the index was compared with them. */
  readonly #firstEnds = new Map<RecordKind, JournalPosition>();
  /** The kinds whose end is in a message that the process has not taken yet. */
  readonly #sending = new Set<RecordKind>();
  /** The kinds in `#sending` whose end has changed since. */
  readonly #changed = new Set<RecordKind>();

  constructor(project: IndexTarget, child: IndexChild) {
    this.project = project;
    this.#child = child;
  }

  /** Tells a new process to open the index, and how far the journals are durable. */
  open(memoryLimit: string): void {
    this.#child.send({ type: "open", project: this.project, memoryLimit });
    this.#sending.clear();
    this.#changed.clear();
    for (const kind of this.#ends.keys()) this.#sendEnd(kind);
  }

  /** Tells how far a journal is durable. While the process does not take messages, only the last end waits for it. */
  follow(kind: RecordKind, end: JournalPosition): void {
    if (!this.#ends.has(kind)) this.#firstEnds.set(kind, end);
    this.#ends.set(kind, end);
    if (this.#sending.has(kind)) this.#changed.add(kind);
    else this.#sendEnd(kind);
  }

  /**
   * Called when the process has opened the index.
   * @returns false if it had more than its journals when the collector started. It then does not count as open.
   */
  setOpen(positions: Readonly<Record<RecordKind, JournalPosition>>): boolean {
    const isAhead = [...this.#firstEnds].some(([kind, end]) => isBefore(end, positions[kind]));
    this.#firstEnds.clear();
    if (isAhead) return false;
    this.isOpen = true;
    for (const kind of RECORD_KINDS) this.positions.set(kind, positions[kind]);
    return true;
  }

  /**
   * Deletes the file of the index, or a folder that has its name. In ClickHouse, the next process deletes the rows.
   * @throws the system's error
   */
  delete(): void {
    const { path, clickhouse } = this.project;
    if (clickhouse === undefined) deleteIndex(path);
    else activateErasure(prepareErasure(path));
    this.positions.clear();
  }

  #sendEnd(kind: RecordKind): void {
    const end = this.#ends.get(kind);
    if (end === undefined) return;
    const isSending = this.#child.send({ type: "follow", project: this.project.name, kind, end }, () => {
      this.#sending.delete(kind);
      if (this.#changed.delete(kind)) this.#sendEnd(kind);
    });
    if (isSending) this.#sending.add(kind);
  }
}
