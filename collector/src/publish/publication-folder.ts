/**
 * Keeps the figures of each published period beside the ledger, as they were published. Pages can be made from them again at any
 * time, and no noise is drawn twice. Only the process that has the lock of the data folder may use it, and once at a time.
 */
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { readIfExists } from "../internal/read-if-exists.js";
import { writeSynced } from "../internal/replace-file.js";
import { syncFolder } from "../internal/sync.js";
import {
  AlreadyPublishedError,
  computeDigest,
  findPublication,
  type Publication,
  readLedger,
  recordPublication,
} from "./privacy-ledger.js";
import type { PublicationPeriod } from "./publication-period.js";

/** Thrown if the figures of a published period are lost. Others would have other noise, and the mean of both would have less. */
export class LostPublicationError extends Error {
  override readonly name = "LostPublicationError";

  constructor({ period, publishedAt }: Publication, path: string) {
    super(
      `${period} was published on ${publishedAt}, but ${path} is lost or was changed. Restore it from a backup: the period is not published with other figures.`,
    );
  }
}

export class PublicationFolder {
  readonly #folder: string;
  readonly #ledger: string;

  /** @param folder which need not exist */
  constructor(folder: string) {
    this.#folder = folder;
    this.#ledger = join(folder, "ledger.jsonl");
  }

  /**
   * Returns the figures of a period, or undefined if none of its weeks was published. Ends what a crash has interrupted.
   * @throws AlreadyPublishedError if a week is part of another period
   * @throws LostPublicationError, DamagedLedgerError, or the system's error
   */
  async find(period: PublicationPeriod): Promise<string | undefined> {
    const publication = findPublication(await readLedger(this.#ledger), period);
    if (publication === undefined) return undefined;
    if (publication.period !== period.key) throw new AlreadyPublishedError(period.key, publication);
    const path = this.#getPath(period.key);
    const published = await readWithDigest(path, publication);
    if (published !== undefined) return published;
    const prepared = await readWithDigest(getUnfinishedPath(path), publication);
    if (prepared === undefined) throw new LostPublicationError(publication, path);
    await this.#finish(path);
    return prepared;
  }

  /**
   * Publishes figures. When this resolves, the disk has them and their record. A crash before the record leaves a file that nobody
   * has seen, which the next attempt overwrites.
   * @throws as `recordPublication`, or the system's error
   */
  async add(publication: Omit<Publication, "digest">, figures: string): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    const path = this.#getPath(publication.period);
    await writeSynced(getUnfinishedPath(path), figures, 0o600);
    await syncFolder(this.#folder);
    // An interrupted recording leaves its lock, and no other process can be recording.
    await rm(getUnfinishedPath(this.#ledger), { force: true });
    await recordPublication(this.#ledger, { ...publication, digest: computeDigest(figures) });
    await this.#finish(path);
  }

  async #finish(path: string): Promise<void> {
    await rename(getUnfinishedPath(path), path);
    await syncFolder(this.#folder);
  }

  #getPath(period: string): string {
    return join(this.#folder, `${period}.json`);
  }
}

function getUnfinishedPath(path: string): string {
  return `${path}.tmp`;
}

/** Returns undefined if the file does not exist, or is not what was published. */
async function readWithDigest(path: string, { digest }: Publication): Promise<string | undefined> {
  const text = await readIfExists(path);
  return text !== undefined && computeDigest(text) === digest ? text : undefined;
}
