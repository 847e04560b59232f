/** Adds a published period to the folder of a site. A crash at any moment leaves pages that are complete. */
import { mkdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { ICON, STYLE } from "../dashboard/assets.js";
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
 * Writes the pages of a period, and the list of periods with it.
 * @param figures the text of `data.json`
 * @returns false if the site has the period already, and nothing was written
 * @throws SiteError if the folder has other files under these names, or the system's error
 */
export async function addPeriod(folder: string, figures: string): Promise<boolean> {
  const period = parsePublishedPeriod(figures);
  if (period === undefined) throw new SiteError("the figures are not those of a published period.");
  const listed = await readPeriodList(folder, period.project);
  const existing = await readIfExists(join(folder, period.period, DATA));
  if (existing !== undefined && existing !== figures)
    throw new SiteError(`${join(folder, period.period)} has other figures than those that were published.`);
  if (existing !== undefined && listed?.includes(period.period)) return false;
  const others = (listed ?? []).filter((key) => key !== period.period);
  const periods = sortPeriods([period, ...(await Promise.all(others.map((key) => readPeriod(folder, key))))]);
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
  const unfinished = join(folder, `${UNFINISHED}${key}`);
  await rm(unfinished, { recursive: true, force: true }); // of an attempt that was interrupted
  await mkdir(unfinished);
  for (const [name, text] of Object.entries(files)) await writeSynced(join(unfinished, name), text);
  await syncFolder(unfinished);
  await rename(unfinished, join(folder, key));
  await syncFolder(folder);
}

/** @throws SiteError */
async function readPeriod(folder: string, key: string): Promise<PublishedPeriod> {
  const path = join(folder, key, DATA);
  const text = await readIfExists(path);
  const period = text === undefined ? undefined : parsePublishedPeriod(text);
  if (period?.period === key) return period;
  throw new SiteError(
    `${path} is not readable, but periods.json lists it: restore it, or remove it from the list.`,
  );
}
