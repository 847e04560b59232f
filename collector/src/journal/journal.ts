/** Keeps the events of a project on disk, in segments. It is the source of truth, and the index is made from it. */
import { mkdir, readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { CommitQueue } from "./commit-queue.js";
import { readUncompressedLength } from "./compress-segment.js";
import { JOURNAL_START, type JournalPosition } from "./position.js";
import { formatSegmentName, listSegments, type SegmentName, toUtcDay } from "./segment-name.js";
import { type SegmentHandle, SegmentWriter } from "./segment-writer.js";

export interface JournalOptions {
  /** It is created if it does not exist. Only one process may write to it. */
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** A longer segment is closed, so that an erasure has to rewrite less. @default 256 MiB */
  readonly maxSegmentBytes?: number;
  /** Called after each commit with the end of what is durable. */
  readonly onCommitted?: (end: JournalPosition) => void;
  /** Called when a segment is complete, with its name. Nothing is appended to it any more. */
  readonly onClosed?: (segment: SegmentName) => void;
  /** Wraps the files, so that a test can let them fail. */
  readonly wrapHandle?: (handle: SegmentHandle) => SegmentHandle;
}

const DEFAULT_MAX_SEGMENT_BYTES = 256 * 1024 * 1024;

/** The segment that is written now. */
interface CurrentSegment extends SegmentName {
  readonly writer: SegmentWriter;
}

export class Journal {
  readonly #options: JournalOptions;
  readonly #maxSegmentBytes: number;
  readonly #queue = new CommitQueue({
    commit: (group) => this.#commit(group),
    onFailed: () => this.#abandonSegment(),
  });
  #current: CurrentSegment | undefined;
  /** The end of the last segment that is closed. */
  #closedEnd: JournalPosition;
  #lastSequence: number;

  private constructor(
    options: JournalOptions,
    current: CurrentSegment | undefined,
    closedEnd: JournalPosition,
  ) {
    this.#options = options;
    this.#maxSegmentBytes = options.maxSegmentBytes ?? DEFAULT_MAX_SEGMENT_BYTES;
    this.#current = current;
    this.#closedEnd = closedEnd;
    this.#lastSequence = current?.sequence ?? closedEnd.sequence;
  }

  /**
   * Opens the journal in a folder. What a crash has left unfinished is removed: the last line, and files that were being
   * written.
   * @throws the system's error
   */
  static async open(options: JournalOptions): Promise<Journal> {
    const { folder, wrapHandle } = options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const last = listSegments(await deleteLeftovers(folder)).at(-1);
    if (last === undefined) return new Journal(options, undefined, JOURNAL_START);
    const path = join(folder, last.fileName);
    if (last.isCompressed) {
      const offset = await readUncompressedLength(path);
      return new Journal(options, undefined, { sequence: last.sequence, offset });
    }
    const writer = await SegmentWriter.reopen(path, wrapHandle);
    return new Journal(options, { ...last, writer }, { sequence: last.sequence, offset: 0 });
  }

  /** The end of what is durable. */
  get end(): JournalPosition {
    const current = this.#current;
    if (current === undefined) return this.#closedEnd;
    return { sequence: current.sequence, offset: current.writer.length };
  }

  /**
   * Appends whole lines. Resolves with the place of the first one when they are durable.
   * @throws the system's error if they could not be kept. They may be appended again, because events are counted by their ids.
   */
  append(lines: Uint8Array): Promise<JournalPosition> {
    return this.#queue.append(lines);
  }

  /** Completes the current segment, so that it can be rewritten. The next append begins a new one. */
  completeSegment(): Promise<void> {
    return this.#queue.runBetweenCommits(() => this.#closeSegment());
  }

  /**
   * Completes the current segment and begins an empty one, so that all segments before it can be deleted: the name of the last
   * one says which numbers were used.
   * @throws the system's error
   */
  beginSegment(): Promise<void> {
    return this.#queue.runBetweenCommits(async () => {
      await this.#closeSegment();
      await this.#openSegment();
    });
  }

  /** Waits for the last commit, and closes the segment. Nothing may be appended afterwards. */
  async close(): Promise<void> {
    await this.#queue.waitForLastCommit();
    const { writer } = this.#current ?? {};
    this.#closedEnd = this.end;
    this.#current = undefined;
    await writer?.close();
  }

  /** Returns the place of the first line. */
  async #commit(group: readonly Uint8Array[]): Promise<JournalPosition> {
    const { writer, sequence } = await this.#openSegment();
    const start = { sequence, offset: writer.length };
    await writer.append(Buffer.concat(group));
    this.#options.onCommitted?.(this.end);
    return start;
  }

  /** Returns the segment of the current day. A clock that was wrong and is set back begins a new one, too. */
  async #openSegment(): Promise<CurrentSegment> {
    const { folder, now, wrapHandle } = this.#options;
    const day = toUtcDay(now());
    const current = this.#current;
    if (current !== undefined && current.day === day && current.writer.length < this.#maxSegmentBytes)
      return current;
    await this.#closeSegment();
    const name = { sequence: this.#lastSequence + 1, day };
    this.#lastSequence = name.sequence; // a name that could not be created is not used again
    const writer = await SegmentWriter.create(join(folder, formatSegmentName(name)), wrapHandle);
    this.#current = { ...name, writer };
    return this.#current;
  }

  /** Ends a segment whose state is unknown, so that the next commit begins a new one. A full disk must not collect empty ones. */
  async #abandonSegment(): Promise<void> {
    const { writer } = this.#current ?? {};
    if (writer?.length !== 0) return this.#closeSegment();
    this.#current = undefined;
    await writer.close();
    await unlink(writer.path).catch(() => {}); // the disk may refuse that, too
  }

  async #closeSegment(): Promise<void> {
    const closed = this.#current;
    if (closed === undefined) return;
    this.#closedEnd = this.end;
    this.#current = undefined;
    await closed.writer.close();
    this.#options.onClosed?.({ sequence: closed.sequence, day: closed.day });
  }
}

/**
 * Deletes unfinished files, and the compressed form of segments that have both, and returns the other files. An erasure would
 * otherwise miss the events in them.
 */
async function deleteLeftovers(folder: string): Promise<string[]> {
  const fileNames = await readdir(folder);
  const isUnneeded = (name: string) =>
    name.endsWith(".tmp") || (name.endsWith(".gz") && fileNames.includes(name.slice(0, -".gz".length)));
  for (const name of fileNames.filter(isUnneeded)) await unlink(join(folder, name));
  return fileNames.filter((name) => !isUnneeded(name));
}
