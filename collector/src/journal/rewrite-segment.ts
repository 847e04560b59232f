/** Removes lines from a closed segment, so that nothing of them is in a file any more. */
import { createWriteStream } from "node:fs";
import { rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import type { SegmentFile } from "./segment-name.js";
import { readSegment } from "./segment-reader.js";
import { syncFile, syncFolder } from "./sync.js";

/**
 * Rewrites a segment without the lines that are to be removed, and returns their number. A segment without such lines is
 * unchanged. A crash leaves either the old segment or the new one.
 * @param shouldRemove called with each line, without its newline
 * @throws the system's error, and then the segment is as before
 */
export async function removeLines(
  folder: string,
  segment: SegmentFile,
  shouldRemove: (line: string) => boolean,
): Promise<number> {
  const path = join(folder, segment.fileName);
  const unfinished = `${path}.tmp`;
  let removedCount = 0;
  async function* keepLines() {
    for await (const { lines } of readSegment(folder, segment)) {
      const all = lines.toString().trimEnd().split("\n");
      const kept = all.filter((line) => !shouldRemove(line));
      removedCount += all.length - kept.length;
      yield kept.map((line) => `${line}\n`).join("");
    }
  }
  try {
    const compression = segment.isCompressed ? [createGzip()] : [];
    await pipeline([
      Readable.from(keepLines()),
      ...compression,
      createWriteStream(unfinished, { mode: 0o600 }),
    ]);
    if (removedCount === 0) return 0;
    await syncFile(unfinished);
    await rename(unfinished, path);
    await syncFolder(folder);
    return removedCount;
  } finally {
    await unlink(unfinished).catch(() => {}); // it was renamed, or is not needed
  }
}
