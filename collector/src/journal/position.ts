/** Defines places in a journal, and their order. */

/** The number of bytes before a place, not compressed, in one segment. */
export interface JournalPosition {
  readonly sequence: number;
  readonly offset: number;
}

/** The beginning of every journal. Segments are counted from 1. */
export const JOURNAL_START: JournalPosition = { sequence: 0, offset: 0 };

export function isBefore(a: JournalPosition, b: JournalPosition): boolean {
  return a.sequence < b.sequence || (a.sequence === b.sequence && a.offset < b.offset);
}
