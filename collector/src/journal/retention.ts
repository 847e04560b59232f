/** Deletes the segments of days that are no longer kept. */
import { readdir, unlink } from "node:fs/promises";
import { join } from "node:path";
import { listSegments, parseSegmentName, type SegmentName } from "./segment-name.js";

/**
 * Deletes the segments of earlier days than the given one, and returns their names. The last segment remains, because events
 * are appended to it.
 * @param day the first UTC day that is kept, as `YYYY-MM-DD`
 * @throws the system's error. Segments that were deleted before it remain deleted.
 */
export async function deleteSegmentsBefore(folder: string, day: string): Promise<SegmentName[]> {
  const fileNames = await readdir(folder);
  const expired = listSegments(fileNames)
    .slice(0, -1)
    .filter((segment) => segment.day < day);
  const sequences = new Set(expired.map(({ sequence }) => sequence));
  for (const fileName of fileNames) {
    const { sequence } = parseSegmentName(fileName) ?? {};
    if (sequence !== undefined && sequences.has(sequence)) await unlink(join(folder, fileName)); // in both forms
  }
  return expired.map(({ sequence, day: ofSegment }) => ({ sequence, day: ofSegment }));
}
