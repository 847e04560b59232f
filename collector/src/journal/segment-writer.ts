/** Appends to one segment, and makes what was appended durable before it is acknowledged. */
import { type FileHandle, open, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { syncFolder } from "../internal/sync.js";

const NEWLINE = 0x0a;
/** The bytes that are read at once in the search for the last newline. */
const TAIL_BYTES = 64 * 1024;

/** The operations of a file that can fail. A parameter, because a failing fsync cannot be had from a real disk. */
export interface SegmentHandle {
  write(
    bytes: Uint8Array,
    offset: number,
    length: number,
    position: number,
  ): Promise<{ bytesWritten: number }>;
  datasync(): Promise<void>;
  truncate(length: number): Promise<void>;
  close(): Promise<void>;
}

export class SegmentWriter {
  readonly path: string;
  readonly #handle: SegmentHandle;
  #length: number;

  private constructor(path: string, handle: SegmentHandle, length: number) {
    this.path = path;
    this.#handle = handle;
    this.#length = length;
  }

  /** Creates a segment, which must not exist. @throws the system's error */
  static async create(path: string, wrap: WrapHandle = (handle) => handle): Promise<SegmentWriter> {
    const handle = await open(path, "wx", 0o600);
    try {
      await syncFolder(dirname(path));
    } catch (error) {
      await handle.close();
      await unlink(path).catch(() => {}); // a disk that refuses must not collect empty segments
      throw error;
    }
    return new SegmentWriter(path, wrap(handle), 0);
  }

  /**
   * Opens a segment to append to it. A line that was not written to its end, by a crash or on a full disk, is cut off.
   * @throws the system's error
   */
  static async reopen(path: string, wrap: WrapHandle = (handle) => handle): Promise<SegmentWriter> {
    const handle = await open(path, "r+");
    try {
      const { size } = await handle.stat();
      const length = await findEndOfLastLine(handle, size);
      if (length < size) {
        await handle.truncate(length);
        await handle.datasync();
      }
      return new SegmentWriter(path, wrap(handle), length);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** The durable length in bytes. */
  get length(): number {
    return this.#length;
  }

  /**
   * Appends bytes and waits until the disk has them. After an error the segment has its earlier length, as far as the disk
   * allows, and must not be written again: what the system has of it in memory after a failed fsync is unknown.
   * @throws the system's error
   */
  async append(bytes: Uint8Array): Promise<void> {
    try {
      let written = 0;
      while (written < bytes.length) {
        const { bytesWritten } = await this.#handle.write(
          bytes,
          written,
          bytes.length - written,
          this.#length + written,
        );
        written += bytesWritten;
      }
      await this.#handle.datasync();
      this.#length += bytes.length;
    } catch (error) {
      await this.#handle.truncate(this.#length).catch(() => {}); // lines that remain were refused; they count once, by their ids
      throw error;
    }
  }

  /** Never rejects. */
  async close(): Promise<void> {
    await this.#handle.close().catch(() => {});
  }
}

type WrapHandle = (handle: FileHandle) => SegmentHandle;

async function findEndOfLastLine(handle: FileHandle, size: number): Promise<number> {
  const chunk = Buffer.alloc(Math.min(TAIL_BYTES, size));
  for (let end = size; end > 0; end -= chunk.length) {
    const start = Math.max(0, end - chunk.length);
    const { bytesRead } = await handle.read(chunk, 0, end - start, start);
    const newline = chunk.subarray(0, bytesRead).lastIndexOf(NEWLINE);
    if (newline !== -1) return start + newline + 1;
  }
  return 0;
}
