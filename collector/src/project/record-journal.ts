/** A journal of one kind of records, with its compression, retention, erasure and export. */
import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { SerialQueue } from "../internal/serial-queue.js";
import { compressSegment } from "../journal/compress-segment.js";
import { Journal, type JournalOptions } from "../journal/journal.js";
import { JOURNAL_START, type JournalPosition } from "../journal/position.js";
import { type DeletedSegments, deleteSegmentsBefore } from "../journal/retention.js";
import { eraseLines, hasLine } from "../journal/rewrite-segment.js";
import { formatSegmentName, listSegments, type SegmentName } from "../journal/segment-name.js";
import { listLines, readLines, readSegment } from "../journal/segment-reader.js";
import type { SourceRanges } from "../sources/source-ranges.js";
import { findIds } from "./id-search.js";

export interface RecordJournalOptions extends JournalOptions {
  /** Called with an error of work in the background. */
  readonly onError: (error: unknown) => void;
}

/** Whether a line is to be erased, by its content or by its place. */
export type ShouldErase = (line: string, place: JournalPosition) => boolean;

export class RecordJournal {
  readonly #journal: Journal;
  readonly #folder: string;
  readonly #onError: (error: unknown) => void;
  /** Compression, retention and erasure rewrite files, so only one of them runs at a time. */
  readonly #maintenance = new SerialQueue();

  private constructor(journal: Journal, { folder, onError }: RecordJournalOptions) {
    this.#journal = journal;
    this.#folder = folder;
    this.#onError = onError;
  }

  /** @throws the system's error */
  static async open(options: RecordJournalOptions): Promise<RecordJournal> {
    let opened: RecordJournal | undefined;
    const compress = (segment: SegmentName) => {
      // No segment is closed before the journal is open.
      if (opened !== undefined) opened.#compress(segment).catch(options.onError);
    };
    const journal = await Journal.open({ ...options, onClosed: compress });
    opened = new RecordJournal(journal, options);
    // A crash may have come before the compression.
    const segments = listSegments(await readdir(options.folder)).slice(0, -1);
    for (const segment of segments.filter(({ isCompressed }) => !isCompressed)) compress(segment);
    return opened;
  }

  get end(): JournalPosition {
    return this.#journal.end;
  }

  append(lines: Uint8Array): Promise<JournalPosition> {
    return this.#journal.append(lines);
  }

  /** @param day the first day that is kept */
  deleteBefore(day: string, today: string): Promise<DeletedSegments> {
    return this.#maintenance.run(async () => {
      const last = listSegments(await readdir(this.#folder)).at(-1);
      if (last !== undefined && last.day < day) await this.#journal.beginSegment();
      return deleteSegmentsBefore(this.#folder, day, today);
    });
  }

  /** Yields the lines that contain one of the ids. */
  async *findLines(ids: ReadonlySet<string>): AsyncGenerator<string> {
    for await (const { lines } of readLines(this.#folder, JOURNAL_START, this.end)) {
      const text = lines.toString();
      if (findIds(text, ids).length === 0) continue;
      for (const line of text.slice(0, -1).split("\n")) if (findIds(line, ids).length > 0) yield line;
    }
  }

  /** Yields the lines of sources, without those that were erased. */
  async *readSources(ranges: SourceRanges): AsyncGenerator<{ readonly line: string; readonly tag: string }> {
    for (const segment of listSegments(await readdir(this.#folder))) {
      const { sequence } = segment;
      if (!ranges.hasSegment(sequence)) continue;
      for await (const chunk of readSegment(this.#folder, segment))
        for (const { line, offset } of listLines(chunk)) {
          const tag = ranges.findTag({ sequence, offset });
          if (tag !== undefined && line.startsWith("{")) yield { line, tag };
        }
    }
  }

  /**
   * Erases lines in all segments, and returns their number. If the current segment has such a line, it is completed, so that
   * it can be rewritten. Without one it remains, because requests for unknown ids must not fill the folder with segments.
   */
  erase(shouldErase: ShouldErase): Promise<number> {
    return this.#maintenance.run(async () => {
      const { sequence: last } = this.end;
      let count = 0;
      for (const segment of listSegments(await readdir(this.#folder))) {
        if (segment.sequence > last) break; // begun after this erasure
        const { sequence } = segment;
        const isErased = (line: string, offset: number) => shouldErase(line, { sequence, offset });
        if (this.#journal.isCurrent(segment)) {
          if (!(await hasLine(this.#folder, segment, isErased))) continue;
          await this.#journal.completeSegment();
        }
        count += await eraseLines(this.#folder, segment, isErased, ({ fileName }) =>
          this.#onError(new Error(`${fileName} was damaged, and an erasure has kept what can be read of it`)),
        );
      }
      return count;
    });
  }

  async close(): Promise<void> {
    await this.#journal.close();
    await this.#maintenance.waitUntilIdle();
  }

  #compress(segment: SegmentName): Promise<void> {
    return this.#maintenance.run(async () => {
      const isKept = existsSync(join(this.#folder, formatSegmentName(segment))); // it may have been deleted meanwhile
      if (isKept) await compressSegment(this.#folder, segment);
    });
  }
}
