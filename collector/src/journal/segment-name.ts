/** Names the files of a journal, so that their names say in which order and on which day they were written. */

/**
 * A segment is one file of a project's journal: `00000012-2026-11-28.ndjson`, or `….ndjson.gz` once it is closed. The
 * sequence number orders the segments, because the clock may be set back.
 */
export interface SegmentName {
  readonly sequence: number;
  /** The UTC day of its events' arrival, as `YYYY-MM-DD`. */
  readonly day: string;
}

const FILE_NAME = /^(\d{8,15})-(\d{4}-\d{2}-\d{2})\.ndjson(\.gz)?$/;
const SEQUENCE_DIGITS = 8;

/** A file that was found in the folder of a journal. */
export interface SegmentFile extends SegmentName {
  readonly fileName: string;
  readonly isCompressed: boolean;
}

export function formatSegmentName({ sequence, day }: SegmentName): string {
  return `${String(sequence).padStart(SEQUENCE_DIGITS, "0")}-${day}.ndjson`;
}

/** Returns undefined for a file that is no segment, such as an unfinished one (`….tmp`). */
export function parseSegmentName(fileName: string): SegmentFile | undefined {
  const [, sequence, day, compressed] = FILE_NAME.exec(fileName) ?? [];
  if (sequence === undefined || day === undefined) return undefined;
  return { sequence: Number(sequence), day, fileName, isCompressed: compressed !== undefined };
}

/**
 * Returns the segments among the files of a folder, in the order in which they were written. If a crash left both forms of
 * a segment, only the one that is not compressed counts: it is deleted after the other is complete.
 */
export function listSegments(fileNames: readonly string[]): SegmentFile[] {
  const bySequence = new Map<number, SegmentFile>();
  for (const fileName of fileNames) {
    const segment = parseSegmentName(fileName);
    if (segment === undefined) continue;
    const other = bySequence.get(segment.sequence);
    if (other === undefined || other.isCompressed) bySequence.set(segment.sequence, segment);
  }
  return [...bySequence.values()].sort((a, b) => a.sequence - b.sequence);
}

/** Returns the UTC day of a time in milliseconds since the epoch. */
export function toUtcDay(timeMs: number): string {
  return new Date(timeMs).toISOString().slice(0, 10);
}
