/** Compresses closed segments, so that a journal of many days fits on the disk. */
import { createReadStream, createWriteStream } from "node:fs";
import { open, rename, unlink } from "node:fs/promises";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { constants, createGzip } from "node:zlib";
import { syncFile, syncFolder } from "../internal/sync.js";
import { formatSegmentName, type SegmentName } from "./segment-name.js";

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
  try {
    await pipeline(createReadStream(plain), gzip, createWriteStream(unfinished, { mode: 0o600 }));
    await syncFile(unfinished);
    await rename(unfinished, compressed);
  } catch (error) {
    await unlink(unfinished).catch(() => {}); // on a full disk, it takes the last bytes
    throw error;
  }
  await syncFolder(folder);
  await unlink(plain);
}

/** The size in the trailer of gzip (RFC 1952, section 2.3.1), which is modulo 4 GiB. Segments are smaller. */
const SIZE_BYTES = 4;

/** Returns the length of a compressed segment before its compression. A damaged one may have any. @throws the system's error */
export async function readUncompressedLength(path: string): Promise<number> {
  const handle = await open(path);
  try {
    const { size } = await handle.stat();
    const trailer = Buffer.alloc(SIZE_BYTES);
    await handle.read(trailer, 0, SIZE_BYTES, Math.max(0, size - SIZE_BYTES));
    return trailer.readUInt32LE();
  } finally {
    await handle.close();
  }
}
