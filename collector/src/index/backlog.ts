/** Measures how many bytes of a journal the index does not have yet. */
import { statSync } from "node:fs";
import { join } from "node:path";
import type { JournalPosition } from "../journal/journal.js";
import { listSegments } from "../journal/segment-name.js";
import { isBefore } from "./follow-journal.js";

/** Events are about so many times smaller when they are compressed (measured with the built-in events: 7 to 9). */
const COMPRESSION_RATIO = 8;

export class Backlog {
  readonly #lengths = new Map<number, number>();
  #start: JournalPosition | undefined;
  #end: JournalPosition = { sequence: 0, offset: 0 };

  /** @param fileNames the segments that exist at the start. The length of a compressed one is estimated. */
  constructor(folder: string, fileNames: readonly string[]) {
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
  }

  /** Returns the bytes after a position. A segment that was deleted is before every position that is asked for. */
  measure(position: JournalPosition): number {
    let bytes = 0;
    for (const [sequence, length] of this.#lengths)
      if (sequence >= position.sequence)
        bytes += Math.max(0, length - (sequence === position.sequence ? position.offset : 0));
    return bytes;
  }

  /** Returns the bytes after a position that were added since the start. An index that is made anew is not behind. */
  measureSinceStart(position: JournalPosition): number {
    const start = this.#start ?? this.#end;
    return this.measure(isBefore(position, start) ? start : position);
  }
}
