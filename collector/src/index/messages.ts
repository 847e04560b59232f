/** Defines the messages between the collector and its index process. */
import type { Manifest } from "codeweaver-telemetry/manifest";
import type { JournalPosition } from "../journal/position.js";
import type { ClickHouseTarget } from "../store/clickhouse/connect.js";
import type { QueryAnswer, QueryParameter, RecordKind } from "../store/store.js";

/** The exit code of the index process for a file that is damaged. */
export const DAMAGED_EXIT_CODE = 3;
/** The exit code for a file that may be sound: another process has it open, or the disk refuses. */
export const UNAVAILABLE_EXIT_CODE = 4;

/** A project, as the index process needs it. */
export interface IndexTarget {
  readonly name: string;
  /** The file of the index. */
  readonly path: string;
  /** The folders of the journals. */
  readonly journals: Readonly<Record<RecordKind, string>>;
  /** Empty for a project without manifests. */
  readonly manifests: readonly Manifest[];
  /** Undefined for an index in DuckDB. */
  readonly clickhouse?: ClickHouseTarget | undefined;
}

/** A request has an id, and is answered with `done` or `failed`. */
export type IndexRequest =
  | { readonly type: "query"; readonly sql: string; readonly parameters: readonly QueryParameter[] }
  | { readonly type: "deleteBefore"; readonly kind: RecordKind; readonly day: string };

export type MessageToIndex =
  | { readonly type: "open"; readonly project: IndexTarget; readonly memoryLimit: string }
  /** The end of what is durable in a journal. The index reads up to it. */
  | {
      readonly type: "follow";
      readonly project: string;
      readonly kind: RecordKind;
      readonly end: JournalPosition;
    }
  | {
      readonly type: "request";
      readonly id: number;
      readonly project: string;
      readonly request: IndexRequest;
    };

export type MessageFromIndex =
  | {
      readonly type: "opened";
      readonly project: string;
      readonly positions: Readonly<Record<RecordKind, JournalPosition>>;
    }
  /** The file of this project's index is damaged, or has other tables than it should have. The process ends. */
  | {
      readonly type: "damaged";
      readonly project: string;
      readonly reason: string;
      readonly isOutdated: boolean;
    }
  /** The rest of a segment cannot be read, and is not in the index. */
  | {
      readonly type: "damagedSegment";
      readonly project: string;
      readonly kind: RecordKind;
      readonly fileName: string;
    }
  | {
      readonly type: "indexed";
      readonly project: string;
      readonly kind: RecordKind;
      readonly position: JournalPosition;
      readonly added: number;
      readonly duplicates: number;
      readonly durationMs: number;
    }
  | { readonly type: "done"; readonly id: number; readonly answer: QueryAnswer | number }
  | { readonly type: "failed"; readonly id: number; readonly reason: string };
