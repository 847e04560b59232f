/** Provides a file of the spool to which this process appends its pending events. */
import { unlinkSync } from "node:fs";
import { lutimes, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { createOwnFile } from "../files/atomic-write.js";
import { appendToOwnFileAsync } from "../files/own-files.js";
import { ensureOwnFolder } from "../files/own-folders.js";

export class JournalFile {
  readonly path: string;
  /** The ids of the pending events that were written to the file. */
  readonly writtenIds = new Set<string>();
  #bytes = 0;

  /**
   * Creates the file. Synchronous, because it may be published during an asynchronous call, which would then create it again.
   * @throws an error if it cannot be created
   */
  constructor(path: string) {
    this.path = path;
    ensureOwnFolder(dirname(path));
    createOwnFile(path);
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Rejects if the file cannot be written, or was removed or published. */
  append(text: string): Promise<void> {
    this.#bytes += Buffer.byteLength(text);
    return appendToOwnFileAsync(this.path, text);
  }

  /** Shows other machines that this process is alive. */
  touch(): void {
    const now = new Date();
    lutimes(this.path, now, now).catch(() => {});
  }

  /** Never rejects: the user may have removed the file. */
  async remove(): Promise<void> {
    await unlink(this.path).catch(() => {});
  }

  removeSync(): void {
    try {
      unlinkSync(this.path);
    } catch {
      // The user has removed it.
    }
  }
}
