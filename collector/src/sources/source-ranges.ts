/** Finds the source of a line by its place in a journal. */
import type { JournalPosition } from "../journal/position.js";
import type { SourceEntry } from "./source-log.js";

/** Bytes of one segment that came from one source. */
interface SourceRange {
  readonly tag: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

/** The ranges of one journal. There can be millions, so an entry is reduced to what the search needs. */
export class SourceRanges {
  /** By segment, in the order of their starts. */
  readonly #ranges = new Map<number, SourceRange[]>();

  /** Entries are nearly in order, because batches are committed together, so that a new one moves by few places. */
  add({ tag, sequence, start, end }: SourceEntry): void {
    const ranges = this.#ranges.get(sequence) ?? [];
    this.#ranges.set(sequence, ranges);
    let index = ranges.length;
    while (index > 0 && (ranges[index - 1]?.start ?? 0) > start) index--;
    ranges.splice(index, 0, { tag, start, end });
  }

  get isEmpty(): boolean {
    return this.#ranges.size === 0;
  }

  hasSegment(sequence: number): boolean {
    return this.#ranges.has(sequence);
  }

  /** Returns the tag of the source from which the line at a place came. Undefined if no entry has the place. */
  findTag({ sequence, offset }: JournalPosition): string | undefined {
    const ranges = this.#ranges.get(sequence) ?? [];
    let first = 0;
    let last = ranges.length;
    while (first < last) {
      const middle = (first + last) >>> 1;
      if ((ranges[middle]?.start ?? 0) <= offset) first = middle + 1;
      else last = middle;
    }
    const range = ranges[first - 1];
    return range !== undefined && offset < range.end ? range.tag : undefined;
  }
}
