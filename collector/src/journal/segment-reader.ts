/** Reads the lines of a journal in their order, from a position to the durable end. */
import { createReadStream, type ReadStream } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { createGunzip } from "node:zlib";
import { getErrorCode } from "../internal/errors.js";
import type { JournalPosition } from "./position.js";
import { listSegments, type SegmentFile } from "./segment-name.js";

const NEWLINE = 0x0a;
/** The errors of zlib about its input (zlib's manual, "Constants"). Without memory, a sound file fails, too. */
const DAMAGE_CODES = new Set(["Z_DATA_ERROR", "Z_BUF_ERROR", "Z_NEED_DICT"]);
/** The bytes that are read at once. */
const CHUNK_BYTES = 1024 * 1024;

/** Whole lines of one segment. */
export interface LineChunk {
  /** Ends with a newline. */
  readonly lines: Buffer;
  /** The day of the segment. */
  readonly day: string;
  /** The place after the lines, to continue there. */
  readonly end: JournalPosition;
}

/** Called with a compressed segment whose rest cannot be read. Its lines before the damage were read. */
export type OnDamaged = (segment: SegmentFile) => void;

/**
 * Yields the lines between two positions in chunks of about one megabyte. A line that is longer than that is a chunk of its
 * own. A damaged segment ends before the damage, because the segments after it are sound.
 * @param from the beginning of a line. A segment that no longer exists is skipped.
 * @param to the end of what is durable. Undefined for a journal that nobody writes.
 * @throws the system's error
 */
export async function* readLines(
  folder: string,
  from: JournalPosition,
  to?: JournalPosition,
  onDamaged?: OnDamaged,
): AsyncGenerator<LineChunk> {
  for (const segment of listSegments(await readdir(folder))) {
    const { sequence } = segment;
    if (sequence < from.sequence || (to !== undefined && sequence > to.sequence)) continue;
    const start = sequence === from.sequence ? from.offset : 0;
    const end = sequence === to?.sequence ? to.offset : Number.POSITIVE_INFINITY;
    yield* readSegment(folder, segment, { range: { start, end }, onDamaged });
  }
}

interface ByteRange {
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

const WHOLE_SEGMENT: ByteRange = { start: 0, end: Number.POSITIVE_INFINITY };

export interface SegmentOptions {
  /** @default the whole segment */
  readonly range?: ByteRange;
  readonly onDamaged?: OnDamaged | undefined;
}

/** Yields the lines of one segment. A line at its end that was not finished is not among them. @throws as `readLines` */
export async function* readSegment(
  folder: string,
  segment: SegmentFile,
  { range = WHOLE_SEGMENT, onDamaged }: SegmentOptions = {},
): AsyncGenerator<LineChunk> {
  if (range.start >= range.end) return;
  let offset = range.start;
  let rest: Buffer = Buffer.alloc(0);
  const bytesUntilDamage = endAtDamage(openSegment(join(folder, segment.fileName), segment, range), () =>
    onDamaged?.(segment),
  );
  for await (const bytes of bytesUntilDamage) {
    const joined = rest.length === 0 ? bytes : Buffer.concat([rest, bytes]);
    const length = joined.lastIndexOf(NEWLINE) + 1;
    rest = joined.subarray(length);
    if (length === 0) continue;
    offset += length;
    yield {
      lines: joined.subarray(0, length),
      day: segment.day,
      end: { sequence: segment.sequence, offset },
    };
  }
}

async function* endAtDamage(chunks: AsyncIterable<Buffer>, onDamaged: () => void): AsyncGenerator<Buffer> {
  try {
    yield* chunks;
  } catch (error) {
    if (!DAMAGE_CODES.has(getErrorCode(error) ?? "")) throw error;
    onDamaged();
  }
}

/** Returns the lines of a chunk with their places in the segment. */
export function listLines({ lines, end }: LineChunk): { readonly line: string; readonly offset: number }[] {
  let offset = end.offset - lines.length;
  return lines
    .toString()
    .slice(0, -1)
    .split("\n")
    .map((line) => {
      const place = { line, offset };
      offset += Buffer.byteLength(line) + 1;
      return place;
    });
}

/**
 * Reads a range of a segment. The range counts bytes that are not compressed. A segment that was compressed since the folder
 * was listed is read in that form, and one that was deleted is empty.
 */
async function* openSegment(
  path: string,
  { isCompressed }: SegmentFile,
  range: ByteRange,
): AsyncGenerator<Buffer> {
  const forms = isCompressed
    ? [readCompressed(path, range)]
    : [readPlain(path, range), readCompressed(`${path}.gz`, range)];
  for (const form of forms) {
    try {
      return yield* form;
    } catch (error) {
      // Only opening a file fails with this code, so nothing of it was read.
      if (getErrorCode(error) !== "ENOENT") throw error;
    }
  }
}

async function* readPlain(path: string, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { start, end: end - 1, highWaterMark: CHUNK_BYTES });
  try {
    yield* file;
  } finally {
    await closeStream(file);
  }
}

async function* readCompressed(path: string, { start, end }: ByteRange): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const decompressed = createGunzip({ chunkSize: CHUNK_BYTES });
  file.on("error", (error) => decompressed.destroy(error));
  let position = 0;
  try {
    for await (const bytes of file.pipe(decompressed)) {
      const first = Math.max(0, start - position);
      const last = Math.min(bytes.length, end - position);
      position += bytes.length;
      if (last > first) yield bytes.subarray(first, last);
      if (position >= end) return;
    }
  } finally {
    await closeStream(file);
  }
}

/** Waits for the end of the descriptor, through which a file that is erased afterwards could still be read. */
async function closeStream(file: ReadStream): Promise<void> {
  file.destroy();
  if (!file.closed) await new Promise<void>((resolve) => file.once("close", resolve)); // an error is the reader's
}
