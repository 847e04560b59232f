/** Deletes the segments of days that are no longer kept. */
import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { findSegmentDays } from "./segment-days.js";
import { listSegments, parseSegmentName, type SegmentName } from "./segment-name.js";

export interface DeletedSegments {
  readonly segments: readonly SegmentName[];
  /** Whether the name of a deleted segment has a day that is kept, or the reverse, which a wrong clock has given it. */
  readonly hasWrongDay: boolean;
}

/**
 * Deletes the segments of earlier days than the given one. The last segment remains, because events are appended to it.
 * @param day the first UTC day that is kept, as `YYYY-MM-DD`
 * @param today of a clock that can be trusted
 * @throws the system's error. Segments that were deleted before it remain deleted.
 */
export async function deleteSegmentsBefore(
  folder: string,
  day: string,
  today: string,
): Promise<DeletedSegments> {
  const fileNames = await readdir(folder);
  const segments = listSegments(fileNames).map(({ sequence, day: ofName }) => ({ sequence, day: ofName }));
  const days = findSegmentDays(segments, today);
  const expired = segments.slice(0, -1).filter((_, index) => (days[index] ?? today) < day);
  const sequences = new Set(expired.map(({ sequence }) => sequence));
  for (const fileName of fileNames) {
    const { sequence } = parseSegmentName(fileName) ?? {};
    if (sequence !== undefined && sequences.has(sequence)) await unlink(join(folder, fileName)); // in both forms
  }
  return {
    segments: expired,
    hasWrongDay: segments.some((segment) => segment.day < day !== sequences.has(segment.sequence)),
  };
}
