/** Defines what a store of events can do. Each driver passes the same tests (test/store/contract.ts). */
import type { JournalPosition } from "../journal/position.js";

/** Events and the spans of traces have a journal and a table each. */
export const RECORD_KINDS = ["events", "spans"] as const;
export type RecordKind = (typeof RECORD_KINDS)[number];

/** Lines of a journal. */
export interface LineBatch {
  readonly kind: RecordKind;
  /** The day on which they arrived, as `YYYY-MM-DD`. */
  readonly day: string;
  /** Chunks of whole lines. */
  readonly lines: readonly Buffer[];
  /** The place after the lines. It becomes durable together with them. */
  readonly end: JournalPosition;
}

export interface AppendResult {
  readonly added: number;
  readonly duplicates: number;
}

export type QueryParameter = string | number | boolean | null;

export interface QueryAnswer {
  readonly columns: readonly string[];
  /** Values of JSON. Integers of 64 bits are texts. */
  readonly rows: readonly (readonly unknown[])[];
}

/**
 * An index of the journals of one project, which answers in SQL. It has the tables `events`, `entries` (the items of maps such
 * as `languages.*`) and `spans`.
 */
export interface Store {
  /** Whether deleted rows are in no file any more. If not, an erasure rebuilds the store. */
  readonly erasesBytes: boolean;
  /** Returns the place up to which the store has a journal. */
  getPosition(kind: RecordKind): JournalPosition;
  /** Adds lines and moves the position, both or neither. A row that the store has is not added again. */
  append(batch: LineBatch): Promise<AppendResult>;
  /** @param parameters the values of `$1`, `$2` and so on */
  query(sql: string, parameters?: readonly QueryParameter[]): Promise<QueryAnswer>;
  /** Deletes the rows of events that were sent under these ids, and returns their number. */
  deleteByIds(ids: readonly string[]): Promise<number>;
  /** Deletes the rows that arrived before a day, and returns their number. */
  deleteBefore(kind: RecordKind, day: string): Promise<number>;
  close(): Promise<void>;
}

/**
 * Thrown by any method if the files of a store are damaged, and the store has to be rebuilt from the journal. A damaged block
 * is found when it is read.
 */
export class DamagedStoreError extends Error {
  override readonly name = "DamagedStoreError";
}

/** Thrown if a store is sound, and was made with other tables. The message says what has changed. */
export class OutdatedStoreError extends DamagedStoreError {}

/** Thrown if another process uses the files of a store. */
export class LockedStoreError extends Error {
  override readonly name = "LockedStoreError";
}

/** Thrown if the disk refuses, such as a full one. The files of the store may be sound. */
export class RefusingDiskError extends Error {
  override readonly name = "RefusingDiskError";
}
