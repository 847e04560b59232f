/** Deletes the segments of days that are no longer kept. */
import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { listSegments, parseSegmentName, type SegmentFile, type SegmentName } from "./segment-name.js";

export interface DeletedSegments {
  readonly segments: readonly SegmentName[];
  /** Whether one of them has a later day in its name, which a clock that was ahead has given it. */
  readonly hasWrongDay: boolean;
}

/**
 * Deletes the segments of earlier days than the given one. The last segment remains, because events are appended to it.
 * @param day the first UTC day that is kept, as `YYYY-MM-DD`
 * @throws the system's error. Segments that were deleted before it remain deleted.
 */
export async function deleteSegmentsBefore(folder: string, day: string): Promise<DeletedSegments> {
  const fileNames = await readdir(folder);
  const segments = listSegments(fileNames);
  const expired = segments
    .slice(0, -1)
    .filter((segment, index) => isBefore(segment, segments.slice(index + 1), day));
  const sequences = new Set(expired.map(({ sequence }) => sequence));
  for (const fileName of fileNames) {
    const { sequence } = parseSegmentName(fileName) ?? {};
    if (sequence !== undefined && sequences.has(sequence)) await unlink(join(folder, fileName)); // in both forms
  }
  return {
    segments: expired.map(({ sequence, day: ofSegment }) => ({ sequence, day: ofSegment })),
    hasWrongDay: expired.some((segment) => segment.day >= day),
  };
}

/** A segment was not written later than the ones after it, whatever its clock said. */
function isBefore(segment: SegmentFile, later: readonly SegmentFile[], day: string): boolean {
  return segment.day < day || later.some((other) => other.day < day);
}
