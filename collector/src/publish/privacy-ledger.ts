/**
 * Remembers which periods were published and what that cost each report. A line of the file is one published period in JSON.
 *
 * A weekly report belongs to one week, and a week is published in one period only: neither twice, nor alone and in its month.
 * So the budgets of different periods do not add up for one report. A second publication would have other noise, and the
 * mean of both would have less.
 *
 * Order of writes of a publication: (1) the figures are written to a file that nobody reads, and synced; (2) the period is
 * recorded here; (3) the file is renamed to where its readers find it, who make the pages from it. After a crash before (2), the
 * file is deleted and new noise may be drawn, because nobody has seen the old one. After a crash before (3), the period counts as
 * published: the file is renamed if it has the digest of the ledger. If it is lost, the period is never published.
 * `PublicationFolder` writes and renames this file.
 */
import { createHash } from "node:crypto";
import { type FileHandle, open, rename, unlink } from "node:fs/promises";
import { dirname } from "node:path";
import { z } from "zod";
import { getErrorCode } from "../internal/errors.js";
import { readIfExists } from "../internal/read-if-exists.js";
import { syncFolder } from "../internal/sync.js";
import { isPeriodOver, type PublicationPeriod, parsePeriod } from "./publication-period.js";

const PUBLICATION = z.strictObject({
  period: z.string(),
  /** Per report, over all tables. Null without noise. */
  epsilon: z.number().positive().nullable(),
  delta: z.number().positive().nullable(),
  /** The ids of the tables. */
  tables: z.array(z.string()),
  publishedAt: z.iso.datetime(),
  /** The digest of the published data. */
  digest: z.string().regex(/^sha256:[0-9a-f]{64}$/),
});

export type Publication = Readonly<z.infer<typeof PUBLICATION>>;

/** Thrown if a week of a period was published before. */
export class AlreadyPublishedError extends Error {
  override readonly name = "AlreadyPublishedError";
  /** The earlier publication. */
  readonly publication: Publication;

  constructor(period: string, publication: Publication) {
    const { period: earlier, publishedAt } = publication;
    const subject = period === earlier ? period : `A week of ${period}`;
    const object = period === earlier ? "" : ` as part of ${earlier}`;
    super(`${subject} was published${object} on ${publishedAt}, and cannot be published again.`);
    this.publication = publication;
  }
}

/** Thrown if the ledger is not as it was written, because what it no longer shows could be published twice. */
export class DamagedLedgerError extends Error {
  override readonly name = "DamagedLedgerError";

  constructor(path: string, line: number, reason: string) {
    super(`${path}, line ${line}: ${reason}. Nothing is published until the file is restored.`);
  }
}

/**
 * Reads the publications in their order. There are none if the file does not exist.
 * @throws DamagedLedgerError, or the system's error
 */
export async function readLedger(path: string): Promise<Publication[]> {
  const text = await readIfExists(path);
  if (text === undefined) return [];
  const lines = text.split("\n");
  const afterLastLine = lines.pop();
  if (afterLastLine !== "" || lines.length === 0)
    throw new DamagedLedgerError(path, lines.length + 1, "the line is not complete");
  const publications: Publication[] = [];
  for (const [index, line] of lines.entries()) {
    const publication = parsePublication(line);
    const period = publication && parsePeriod(publication.period);
    if (publication === undefined || period === undefined)
      throw new DamagedLedgerError(path, index + 1, "this is not a publication");
    if (findPublication(publications, period) !== undefined)
      throw new DamagedLedgerError(path, index + 1, `a week of ${period.key} is in an earlier line`);
    publications.push(publication);
  }
  return publications;
}

/**
 * Records that a period is published, before anybody can see it. When this resolves, the disk has the record. A crash leaves
 * either the old ledger or the new one.
 * @throws AlreadyPublishedError or DamagedLedgerError
 * @throws Error if the period is not over, if another process records a publication, or the system's error
 */
export async function recordPublication(path: string, publication: Publication): Promise<void> {
  const period = parsePeriod(publication.period);
  if (period === undefined) throw new Error(`${publication.period} is not a period.`);
  if (!isPeriodOver(period, Date.parse(publication.publishedAt)))
    throw new Error(`${period.key} is not over before the end of ${period.lastDay} (UTC).`);
  const unfinished = `${path}.tmp`;
  const handle = await createLock(unfinished);
  try {
    const publications = await readLedger(path);
    const earlier = findPublication(publications, period);
    if (earlier !== undefined) throw new AlreadyPublishedError(period.key, earlier);
    const lines = [...publications, publication].map(
      (entry) => `${JSON.stringify(PUBLICATION.parse(entry))}\n`,
    );
    await handle.writeFile(lines.join(""));
    await handle.sync();
  } catch (error) {
    await unlink(unfinished);
    throw error;
  } finally {
    await handle.close();
  }
  await rename(unfinished, path);
  await syncFolder(dirname(path));
}

/** Computes what identifies published data. */
export function computeDigest(data: string | Uint8Array): string {
  return `sha256:${createHash("sha256").update(data).digest("hex")}`;
}

/** Creates the next version of the ledger. As long as it exists, no other process creates one. */
async function createLock(path: string): Promise<FileHandle> {
  try {
    return await open(path, "wx", 0o600);
  } catch (error) {
    if (getErrorCode(error) !== "EEXIST") throw error;
    throw new Error(`${path} exists. If no other publication is running, one was interrupted: delete it.`);
  }
}

/** Returns the publication that has a week of a period. */
export function findPublication(
  publications: readonly Publication[],
  period: PublicationPeriod,
): Publication | undefined {
  const weeks = new Set(period.weeks);
  return publications.find((earlier) => parsePeriod(earlier.period)?.weeks.some((week) => weeks.has(week)));
}

function parsePublication(line: string): Publication | undefined {
  try {
    return PUBLICATION.parse(JSON.parse(line));
  } catch {
    return undefined;
  }
}
