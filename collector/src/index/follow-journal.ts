/** Reads a journal from the position of a store to its durable end, in batches. */
import { setTimeout as sleep } from "node:timers/promises";
import { isBefore, type JournalPosition } from "../journal/position.js";
import { type LineChunk, readLines } from "../journal/segment-reader.js";
import type { AppendResult, LineBatch, RecordKind, Store } from "../store/store.js";

/**
 * The lines of one insert. Above 122,880 rows, DuckDB writes to its file instead of its log first, which takes half the
 * time. Events have about 500 bytes.
 */
const MAX_BATCH_BYTES = 64 * 1024 * 1024;
/** Small batches are collected for so long, because each one costs the same for the commit. */
const COLLECT_MS = 100;
const SMALL_BATCH_BYTES = 1024 * 1024;

export interface FollowerOptions {
  readonly store: Store;
  readonly folders: Readonly<Record<RecordKind, string>>;
  /** Called after each batch. */
  readonly onIndexed: (
    kind: RecordKind,
    position: JournalPosition,
    result: AppendResult,
    durationMs: number,
  ) => void;
  /** Called with the name of a segment whose rest cannot be read. The index goes on with the next one. */
  readonly onDamagedSegment: (kind: RecordKind, fileName: string) => void;
}

/** Follows the journals of one project, one batch after the other. */
export class JournalFollower {
  readonly #options: FollowerOptions;
  readonly #ends = new Map<RecordKind, JournalPosition>();
  #work: Promise<void> | undefined;
  #isStopped = false;

  constructor(options: FollowerOptions) {
    this.#options = options;
  }

  /** Rejects if the store cannot take the lines. The process should then end, and another one continue. */
  follow(kind: RecordKind, end: JournalPosition): Promise<void> {
    this.#ends.set(kind, end);
    if (this.#work === undefined && this.#listPending().length > 0) this.#work = this.#catchUp();
    return this.#work ?? Promise.resolve();
  }

  /** Ends after the current batch. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    await this.#work;
  }

  /** No time passes between the last look at the ends and the end of the work, so no new end is missed. */
  async #catchUp(): Promise<void> {
    try {
      for (let pending = this.#listPending(); pending.length > 0; pending = this.#listPending()) {
        let bytes = 0;
        for (const [kind, end] of pending) bytes += await this.#index(kind, end);
        // A segment without lines, or one that was deleted, has nothing to index.
        if (bytes === 0 && pending.every(([kind, end]) => this.#ends.get(kind) === end)) return;
        if (bytes < SMALL_BATCH_BYTES) await sleep(COLLECT_MS);
      }
    } finally {
      this.#work = undefined;
    }
  }

  /** Returns the journals that the store does not have up to their ends. Empty after `stop`. */
  #listPending(): readonly (readonly [RecordKind, JournalPosition])[] {
    if (this.#isStopped) return [];
    return [...this.#ends].filter(([kind, end]) => isBefore(this.#options.store.getPosition(kind), end));
  }

  /** Returns the number of bytes. */
  async #index(kind: RecordKind, end: JournalPosition): Promise<number> {
    const { store, folders } = this.#options;
    let bytes = 0;
    const chunks = readLines(folders[kind], store.getPosition(kind), end, ({ fileName }) =>
      this.#options.onDamagedSegment(kind, fileName),
    );
    for await (const batch of collectChunks(chunks)) {
      const start = performance.now();
      const result = await store.append({ kind, ...batch });
      this.#options.onIndexed(kind, batch.end, result, performance.now() - start);
      bytes += batch.bytes;
      if (this.#isStopped) break;
    }
    return bytes;
  }
}

/** Collects chunks of the same day up to the size of a batch. */
async function* collectChunks(
  chunks: AsyncIterable<LineChunk>,
): AsyncGenerator<Omit<LineBatch, "kind"> & { readonly bytes: number }> {
  let lines: Buffer[] = [];
  let bytes = 0;
  let last: LineChunk | undefined;
  for await (const chunk of chunks) {
    if (last !== undefined && (chunk.day !== last.day || bytes + chunk.lines.length > MAX_BATCH_BYTES)) {
      yield { ...last, lines, bytes };
      lines = [];
      bytes = 0;
    }
    lines.push(chunk.lines);
    bytes += chunk.lines.length;
    last = chunk;
  }
  if (last !== undefined) yield { ...last, lines, bytes };
}
