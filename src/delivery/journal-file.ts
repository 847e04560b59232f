/** Provides a file of the spool to which this process appends its pending events. */
import { closeSync, openSync, unlinkSync } from "node:fs";
import { appendFile, unlink, utimes } from "node:fs/promises";
import { dirname } from "node:path";
import { APPEND_TO_EXISTING, createPrivateFolder } from "../internal/files.js";

export class JournalFile {
  readonly path: string;
  /** The ids of the pending events that were written to the file. */
  readonly writtenIds = new Set<string>();
  #bytes = 0;

  /**
   * Creates the file. Synchronous, because it may be published during an asynchronous call, which would then create it again.
   * @throws the system's error
   */
  constructor(path: string) {
    this.path = path;
    createPrivateFolder(dirname(path));
    closeSync(openSync(path, "wx", 0o600));
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** Rejects if the file cannot be written, or was removed or published. */
  append(text: string): Promise<void> {
    this.#bytes += Buffer.byteLength(text);
    return appendFile(this.path, text, { flag: APPEND_TO_EXISTING });
  }

  /** Shows other machines that this process is alive. */
  touch(): void {
    const now = new Date();
    utimes(this.path, now, now).catch(() => {});
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
