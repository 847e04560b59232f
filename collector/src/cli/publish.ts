/** Defines the subcommand that publishes the figures of a week or a month as a static site. */
import { join, resolve } from "node:path";
import { parsePeriod } from "../publish/publication-period.js";
import { PERIOD_FORMS } from "../publish/publish-period.js";
import { type PublishedPeriod, parsePublishedPeriod } from "../publish/published-period.js";
import type { PublishAnswer } from "../server/admin-routes.js";
import { addPeriod, findPeriod } from "../site/site-folder.js";
import { holdSiteLock } from "../site/site-lock.js";
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
    period: {
      type: "string",
      description: "Week or month. It is published once, which cannot be taken back",
      valueHint: "2026-W40",
    },
    out: { type: "string", description: "Folder of the site", valueHint: "DIR" },
    ...DATA_ARGUMENT,
    ...PROJECT_ARGUMENT,
  },
  async (args) => {
    const period = requirePeriod(args);
    const folder = requireText(args, "out");
    const project = requireText(args, "project");
    const data = requireText(args, "data");
    const answer = await holdSiteLock(resolve(folder), () =>
      publishIntoSite({ folder, data, project, period }),
    );
    const { published, wasPublished, isPublic } = answer;
    if (wasPublished) print(`${describeEarlier(published)}. Its figures, as they were, are now in ${folder}`);
    else print(describePublication(published, folder));
    if (isPublic) process.stderr.write(`${PUBLIC_WARNING}\n`);
  },
);

const PUBLIC_WARNING =
  "warning: server.public is true, so everybody can read the exact numbers on the pages of this collector. Then the published figures protect nobody.";

interface PublishInput {
  readonly folder: string;
  readonly data: string;
  readonly project: string;
  readonly period: string;
}

/** A folder that cannot be used, or has the period, is noticed before the collector publishes anything. */
async function publishIntoSite({ folder, data, project, period }: PublishInput) {
  const site = resolve(folder);
  const earlier = await findPeriod(site, project, period);
  if (earlier !== undefined)
    throw new Error(`${describeEarlier(earlier)}, and cannot be published again. ${folder} has it.`);
  const { figures, ...rest } = await sendCommand<PublishAnswer>(data, {
    command: "publish",
    project,
    period,
  });
  const published = parsePublishedPeriod(figures);
  if (published === undefined) throw new Error("the collector of this folder has another version.");
  await addPeriod(site, figures);
  return { published, ...rest };
}

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
    `${period} was published now: open ${join(folder, "index.html")}`,
    protection.kind === "noise"
      ? `95 % of the numbers are within ${marginOfError} of the exact ones (one report counts in at most ${protection.cellsPerReport} numbers)`
      : `numbers from 1 to ${protection.minimumReports - 1} are withheld, and others that protect them`,
    ...(missing.length === 0 ? [] : [`too few reports for these tables: ${missing.join(", ")}`]),
  ].join("\n");
}
