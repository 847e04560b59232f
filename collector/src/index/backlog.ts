/** Measures how far the index is behind a journal, in bytes and in time. */
import { statSync } from "node:fs";
import { join } from "node:path";
import { isBefore, JOURNAL_START, type JournalPosition } from "../journal/position.js";
import { listSegments, type SegmentName } from "../journal/segment-name.js";

/** Events are about so many times smaller when they are compressed (measured with the built-in events: 7 to 9). */
const COMPRESSION_RATIO = 8;

/** Ends that became durable within this time count as one, so that a busy journal has few of them in memory. */
const MARK_MS = 50;

/** While the index is closed for days, neighbours count as one above this number. */
const MAX_MARKS = 10_000;

/** An end of the journal, and when the first data before it became durable. */
interface Mark {
  end: JournalPosition;
  /** Milliseconds of a clock that nobody can set. */
  readonly time: number;
}

export class Backlog {
  readonly #lengths = new Map<number, number>();
  readonly #now: () => number;
  /** In their order. The index has none of them. */
  #marks: Mark[] = [];
  #start: JournalPosition | undefined;
  #end: JournalPosition = JOURNAL_START;

  /**
   * @param fileNames the segments that exist at the start. The length of a compressed one is estimated.
   * @param now milliseconds of a clock that nobody can set
   */
  constructor(folder: string, fileNames: readonly string[], now = () => performance.now()) {
    this.#now = now;
    for (const { sequence, fileName, isCompressed } of listSegments(fileNames)) {
      const { size } = statSync(join(folder, fileName), { throwIfNoEntry: false }) ?? { size: 0 };
      this.#lengths.set(sequence, isCompressed ? size * COMPRESSION_RATIO : size);
    }
  }

  get end(): JournalPosition {
    return this.#end;
  }

  /** The first end is that of the start. */
  setEnd(end: JournalPosition): void {
    this.#start ??= end;
    this.#end = end;
    this.#lengths.set(end.sequence, end.offset);
    const time = this.#now();
    const last = this.#marks.at(-1);
    if (last !== undefined && time - last.time <= MARK_MS) last.end = end;
    else this.#marks.push({ end, time });
    if (this.#marks.length > MAX_MARKS) this.#marks = mergePairs(this.#marks);
  }

  /** The number of ends in memory, for the tests of its bound. */
  get markCount(): number {
    return this.#marks.length;
  }

  /** Forgets the ends that the index has reached. */
  setIndexed(position: JournalPosition): void {
    const first = this.#marks.findIndex(({ end }) => isBefore(position, end));
    this.#marks = first === -1 ? [] : this.#marks.slice(first);
  }

  /** Returns for how many milliseconds the oldest data has been waiting for the index, which is at a position. */
  measureLagMs(position: JournalPosition): number {
    if (this.measure(position) === 0) this.#marks = [];
    this.setIndexed(position);
    const [oldest] = this.#marks;
    return oldest === undefined ? 0 : this.#now() - oldest.time;
  }

  /** Segments that were deleted are not waited for. */
  forget(segments: readonly SegmentName[]): void {
    for (const { sequence } of segments) this.#lengths.delete(sequence);
  }

  /** Returns the bytes after a position. */
  measure(position: JournalPosition): number {
    let bytes = 0;
    for (const [sequence, length] of this.#lengths)
      if (sequence >= position.sequence)
        bytes += Math.max(0, length - (sequence === position.sequence ? position.offset : 0));
    return bytes;
  }

  /** Returns the bytes after a position that were added since the start. An index that is rebuilt is not behind. */
  measureSinceStart(position: JournalPosition): number {
    const start = this.#start ?? this.#end;
    return this.measure(isBefore(position, start) ? start : position);
  }
}

/** A pair has the end of the later mark and the time of the earlier one, so that the lag is never said to be shorter. */
function mergePairs(marks: readonly Mark[]): Mark[] {
  const pairs: Mark[] = [];
  for (const [index, mark] of marks.entries()) {
    const pair = pairs.at(-1);
    if (index % 2 === 1 && pair !== undefined) pair.end = mark.end;
    else pairs.push({ ...mark });
  }
  return pairs;
}
