/** Adds a published period to the folder of a site. A crash at any moment leaves pages that are complete. */
import { randomUUID } from "node:crypto";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ICON, STYLE } from "../dashboard/assets.js";
import { getErrorCode } from "../internal/errors.js";
import { readIfExists } from "../internal/read-if-exists.js";
import { replaceFile, writeSynced } from "../internal/replace-file.js";
import { syncFolder } from "../internal/sync.js";
import { type PublishedPeriod, parsePublishedPeriod } from "../publish/published-period.js";
import { renderIndexPage } from "./index-page.js";
import { renderMethodologyPage } from "./methodology-page.js";
import { formatPeriodList, readPeriodList, sortPeriods } from "./period-list.js";
import { renderPeriodPage } from "./period-page.js";
import { SiteError } from "./site-error.js";
import { formatTableCsv } from "./table-data.js";

const DATA = "data.json";
/** Begins the name of a period's folder that is not complete. Servers of files do not list it. */
const UNFINISHED = ".unfinished-";

/**
 * Returns a period that the site has, or undefined if it can be added.
 * @throws SiteError if the folder cannot be used for it, or the system's error
 */
export async function findPeriod(
  folder: string,
  project: string,
  key: string,
): Promise<PublishedPeriod | undefined> {
  const listed = await readPeriodList(folder, project);
  const text = await readExistingData(join(folder, key));
  await readOtherPeriods(folder, listed, key);
  return text !== undefined && listed?.includes(key) ? parsePublishedPeriod(text) : undefined;
}

/**
 * Writes the pages of a period, and the list of periods with it. The caller holds the lock of the site.
 * @param figures the text of `data.json`
 * @returns false if the site has the period already, and nothing was written
 * @throws SiteError if the folder has other files under these names, or the system's error
 */
export async function addPeriod(folder: string, figures: string): Promise<boolean> {
  const period = parsePublishedPeriod(figures);
  if (period === undefined) throw new SiteError("the figures are not those of a published period.");
  const listed = await readPeriodList(folder, period.project);
  const existing = await readExistingData(join(folder, period.period));
  if (existing !== undefined && existing !== figures)
    throw new SiteError(`${join(folder, period.period)} has other figures than those that were published.`);
  if (existing !== undefined && listed?.includes(period.period)) return false;
  const periods = sortPeriods([period, ...(await readOtherPeriods(folder, listed, period.period))]);
  // All pages are rendered before the first one is written.
  const files = await renderPeriodFiles(period, figures);
  const pages = {
    "methodology.html": renderMethodologyPage(periods),
    "index.html": await renderIndexPage(periods),
    // Last, because a period that it lists is complete.
    "periods.json": formatPeriodList(periods),
  };
  await mkdir(join(folder, "assets"), { recursive: true });
  for (const { path, text } of [STYLE, ICON]) await replaceFile(join(folder, path), text);
  if (existing === undefined) await writePeriod(folder, period.period, files);
  for (const [name, text] of Object.entries(pages)) await replaceFile(join(folder, name), text);
  return true;
}

async function renderPeriodFiles(
  period: PublishedPeriod,
  figures: string,
): Promise<Readonly<Record<string, string>>> {
  const published = period.tables.filter(({ outcome }) => outcome === "published");
  return {
    "index.html": await renderPeriodPage(period),
    ...Object.fromEntries(published.map((table) => [`${table.id}.csv`, formatTableCsv(table)])),
    [DATA]: figures,
  };
}

/** Readers find the folder under its name only when it is complete. */
async function writePeriod(
  folder: string,
  key: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  for (const name of await readdir(folder)) // of attempts that were interrupted
    if (name.startsWith(UNFINISHED)) await rm(join(folder, name), { recursive: true });
  const unfinished = join(folder, `${UNFINISHED}${key}-${randomUUID()}`);
  await mkdir(unfinished);
  try {
    for (const [name, text] of Object.entries(files)) await writeSynced(join(unfinished, name), text);
    await syncFolder(unfinished);
    await rename(unfinished, join(folder, key));
  } catch (error) {
    await rm(unfinished, { recursive: true, force: true });
    throw error;
  }
  await syncFolder(folder);
}

/**
 * Returns the data in the folder of a period, or undefined if the name is free.
 * @throws SiteError if there is something else under this name
 */
async function readExistingData(path: string): Promise<string | undefined> {
  const names = await listNames(path);
  if (names?.includes(DATA)) return readIfExists(join(path, DATA));
  if (names?.length === 0) return undefined;
  throw new SiteError(`${path} was not made by publish: move it, or choose another folder with --out.`);
}

/** Returns undefined if there is a file instead of a folder. */
async function listNames(path: string): Promise<readonly string[] | undefined> {
  try {
    return await readdir(path);
  } catch (error) {
    if (getErrorCode(error) === "ENOENT") return [];
    if (getErrorCode(error) === "ENOTDIR") return undefined;
    throw error;
  }
}

/** @throws SiteError */
function readOtherPeriods(
  folder: string,
  listed: readonly string[] | undefined,
  key: string,
): Promise<PublishedPeriod[]> {
  const others = (listed ?? []).filter((other) => other !== key);
  return Promise.all(others.map((other) => readPeriod(folder, other)));
}

/** @throws SiteError */
async function readPeriod(folder: string, key: string): Promise<PublishedPeriod> {
  const path = join(folder, key, DATA);
  const text = await readIfExists(path);
  const period = text === undefined ? undefined : parsePublishedPeriod(text);
  if (period?.period === key) return period;
  throw new SiteError(
    `${path} is not readable, but periods.json lists ${key}: delete what is left of the folder, and \`publish --period ${key}\` writes it again. If several are missing, first remove the others from periods.json.`,
  );
}
