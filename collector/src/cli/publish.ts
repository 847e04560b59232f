/** Defines the subcommand that publishes the figures of a week or a month as a static site. */
import { join, resolve } from "node:path";
import { parsePeriod } from "../publish/publication-period.js";
import { PERIOD_FORMS, type PublicationResult } from "../publish/publish-period.js";
import { type PublishedPeriod, parsePublishedPeriod } from "../publish/published-period.js";
import { readPeriodList } from "../site/period-list.js";
import { addPeriod } from "../site/site-folder.js";
import { print } from "./output.js";
import { sendCommand } from "./running-server.js";
import {
  type Arguments,
  DATA_ARGUMENT,
  defineSubcommand,
  PROJECT_ARGUMENT,
  requireText,
  UsageError,
} from "./subcommand.js";

export const publish = defineSubcommand(
  "publish",
  "Publish the figures of a week or a month as a static site",
  {
    period: { type: "string", description: "Week or month", valueHint: "2026-W40" },
    out: { type: "string", description: "Folder of the site", valueHint: "DIR" },
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const period = requirePeriod(args);
    const folder = requireText(args, "out");
    const project = requireText(args, "project");
    await readPeriodList(resolve(folder), project); // a folder that cannot be used is noticed before the period is published
    const { figures, wasPublished } = await sendCommand<PublicationResult>(requireText(args, "data"), {
      command: "publish",
      project,
      period,
    });
    const published = parsePublishedPeriod(figures);
    if (published === undefined) throw new Error("the collector of this folder has another version.");
    const isAdded = await addPeriod(resolve(folder), figures);
    if (!isAdded)
      throw new Error(`${describeEarlier(published)}, and cannot be published again. ${folder} has it.`);
    if (wasPublished) print(`${describeEarlier(published)}. Its figures, as they were, are now in ${folder}`);
    else print(describePublication(published, folder));
  },
);

/** @throws UsageError */
function requirePeriod(args: Arguments): string {
  const key = requireText(args, "period");
  if (parsePeriod(key) !== undefined) return key;
  throw new UsageError(`--period ${key} is not a period: ${PERIOD_FORMS}.`);
}

function describeEarlier({ period, publishedAt }: PublishedPeriod): string {
  return `${period} was published on ${publishedAt}`;
}

/** Names only what everybody can read on the page. */
function describePublication({ period, tables, protection }: PublishedPeriod, folder: string): string {
  const missing = tables.filter(({ outcome }) => outcome === "not enough reports").map(({ id }) => id);
  const [{ marginOfError = 0 } = {}] = tables;
  return [
    `${period} is published: open ${join(folder, "index.html")}`,
    protection.kind === "noise"
      ? `95 % of the numbers are within ${marginOfError} of the exact ones (a report is in at most ${protection.cellsPerReport} of them)`
      : `numbers below ${protection.minimumReports} are withheld`,
    ...(missing.length === 0 ? [] : [`not enough reports for: ${missing.join(", ")}`]),
  ].join("\n");
}
