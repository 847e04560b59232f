/** Compares the person's own weekly reports with published figures. Nothing of the reports is sent. */
import type { CommandContext, CommandResult } from "../subcommand.js";
import { comparePeriod } from "./comparison.js";
import { formatComparison } from "./comparison-text.js";
import { readKeptReports } from "./kept-reports.js";
import { fetchPublishedPeriod, readPublishedFile } from "./published-source.js";

/** @throws an error that names the URL or file of the figures */
export async function compareWithPublished(context: CommandContext): Promise<CommandResult> {
  const { args, width, colors } = context;
  const { source, published } =
    args.offline === undefined
      ? await fetchPublishedPeriod(String(args.from))
      : readPublishedFile(String(args.offline));
  const { reports, note, isReadable } = readKeptReports(await context.loadTelemetry(), context);
  const comparison = comparePeriod(published, reports);
  return {
    code: isReadable ? 0 : 1,
    json: { source, ...comparison, ...(note !== undefined && { note }) },
    text: formatComparison(comparison, { source, note, width, colors }),
    isPaged: true,
  };
}
