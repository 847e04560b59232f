/** Compresses a closed segment, so that a journal of many days fits on the disk. */
import { createReadStream, createWriteStream } from "node:fs";
import { rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { formatSegmentName, type SegmentName } from "./segment-name.js";
import { syncFile, syncFolder } from "./sync.js";

/**
 * Replaces `….ndjson` by `….ndjson.gz`. A crash leaves the segment as it was, or both files, of which the one that is not
 * compressed counts.
 * @throws the system's error, and then the segment is as before
 */
export async function compressSegment(folder: string, name: SegmentName): Promise<void> {
  const plain = join(folder, formatSegmentName(name));
  const compressed = `${plain}.gz`;
  const unfinished = `${compressed}.tmp`;
  const gzip = createGzip({ level: constants.Z_BEST_SPEED }); // the processor is also needed for new events
  await pipeline(createReadStream(plain), gzip, createWriteStream(unfinished, { mode: 0o600 }));
  await syncFile(unfinished);
  await rename(unfinished, compressed);
  await syncFolder(folder);
  await unlink(plain);
}
