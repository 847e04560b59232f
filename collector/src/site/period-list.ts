/** Reads and writes `periods.json`, the list of the periods of a site, which also says whose site it is. */
import { join } from "node:path";
import { z } from "zod";
import { GENERATOR } from "../dashboard/page-frame.js";
import { readIfExists } from "../internal/read-if-exists.js";
import { parsePeriod } from "../publish/publication-period.js";
import type { PublishedPeriod } from "../publish/published-period.js";
import { SiteError } from "./site-error.js";

const FORMAT = "codeweaver-published-periods/1";
const FILE = "periods.json";
/** Pages that a publication replaces. */
const PAGES = ["index.html", "methodology.html"];

const LIST = z.object({
  format: z.literal(FORMAT),
  project: z.string(),
  periods: z.array(z.string().refine((key) => parsePeriod(key) !== undefined)),
});

/** Returns the periods newest first, by their last day. There is at least one. */
export function sortPeriods(
  periods: readonly [PublishedPeriod, ...PublishedPeriod[]],
): [PublishedPeriod, ...PublishedPeriod[]] {
  const [first, ...rest] = periods;
  const sorted: [PublishedPeriod, ...PublishedPeriod[]] = [first, ...rest];
  return sorted.sort((a, b) => Date.parse(b.lastDay) - Date.parse(a.lastDay));
}

/** @param periods newest first, at least one */
export function formatPeriodList(periods: readonly [PublishedPeriod, ...PublishedPeriod[]]): string {
  const [{ project }] = periods;
  const list = { format: FORMAT, project, periods: periods.map(({ period }) => period) };
  return `${JSON.stringify(list, null, 2)}\n`;
}

/**
 * Returns the keys of the periods, or undefined if the folder is not yet a site.
 * @throws SiteError if the folder is the site of another project, or has pages that something else has made
 */
export async function readPeriodList(
  folder: string,
  project: string,
): Promise<readonly string[] | undefined> {
  const text = await readIfExists(join(folder, FILE));
  for (const page of PAGES) {
    const existing = await readIfExists(join(folder, page));
    if (existing !== undefined && !existing.includes(`<meta name="generator" content="${GENERATOR}">`))
      throw new SiteError(`${join(folder, page)} was not made by publish: choose another folder with --out.`);
  }
  if (text === undefined) return undefined;
  const list = parseList(text);
  if (list === undefined)
    throw new SiteError(
      `${join(folder, FILE)} is not the list of a published site: choose another folder with --out.`,
    );
  if (list.project !== project)
    throw new SiteError(
      `${folder} is the site of the project ${list.project}: choose another folder with --out.`,
    );
  return list.periods;
}

function parseList(text: string): z.infer<typeof LIST> | undefined {
  try {
    return LIST.parse(JSON.parse(text));
  } catch {
    return undefined;
  }
}
