/** Erases lines of a closed segment, so that nothing of them is in a file any more. */
import { createWriteStream } from "node:fs";
import { rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGzip } from "node:zlib";
import { syncFile, syncFolder } from "../internal/sync.js";
import type { SegmentFile } from "./segment-name.js";
import { listLines, readSegment } from "./segment-reader.js";

/**
 * Rewrites a segment with blanks in place of the lines that are to be erased, and returns their number. The other lines keep
 * their positions, to which the index and the source tags refer. A segment without such lines is unchanged. A crash leaves
 * either the old segment or the new one.
 * @param shouldErase Called with each line, without its newline, and its place in bytes. May be called twice.
 * @throws the system's error, and then the segment is as before
 */
export async function eraseLines(
  folder: string,
  segment: SegmentFile,
  shouldErase: (line: string, offset: number) => boolean,
): Promise<number> {
  if (!(await hasLine(folder, segment, shouldErase))) return 0;
  const path = join(folder, segment.fileName);
  const unfinished = `${path}.tmp`;
  let erasedCount = 0;
  async function* rewriteLines() {
    for await (const chunk of readSegment(folder, segment)) {
      const texts = listLines(chunk).map(({ line, offset }) => {
        if (!shouldErase(line, offset)) return line;
        erasedCount++;
        return " ".repeat(Buffer.byteLength(line));
      });
      yield `${texts.join("\n")}\n`;
    }
  }
  try {
    const compression = segment.isCompressed ? [createGzip()] : [];
    await pipeline([
      Readable.from(rewriteLines()),
      ...compression,
      createWriteStream(unfinished, { mode: 0o600 }),
    ]);
    await syncFile(unfinished);
    await rename(unfinished, path);
    await syncFolder(folder);
    return erasedCount;
  } finally {
    await unlink(unfinished).catch(() => {}); // it was renamed, or is not needed
  }
}

/** Most segments have no such line, and are read without being written. */
async function hasLine(
  folder: string,
  segment: SegmentFile,
  shouldErase: (line: string, offset: number) => boolean,
): Promise<boolean> {
  for await (const chunk of readSegment(folder, segment))
    if (listLines(chunk).some(({ line, offset }) => shouldErase(line, offset))) return true;
  return false;
}
