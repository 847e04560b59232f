/** Defines the subcommand `compare`, which ranks the person's own weekly reports among published figures, on this machine. */
import { type CommandContext, type CommandResult, type Subcommand, UsageError } from "../subcommand.js";
import { wrapLines } from "../text-wrap.js";
import { readKeptReports } from "./kept-reports.js";

export const compare: Subcommand = {
  description: "Compare your weekly reports with published figures; nothing about you is sent",
  args: {
    from: {
      type: "string",
      description:
        "The site of the published figures, of which the newest are read, or the page of one period",
      valueHint: "url",
    },
    offline: {
      type: "string",
      description: "A data.json in a file; nothing is fetched",
      valueHint: "file",
    },
  },
  failure: "The figures could not be fetched or read, or your weekly reports on this machine cannot be read.",
  examples: ["--from https://stats.example.com", "--offline data.json"],
  async run(context) {
    const { from, offline } = context.args;
    if (from === undefined && offline === undefined) return listKeptReports(context);
    if (from !== undefined && offline !== undefined)
      throw new UsageError("--from and --offline cannot be used together");
    const { compareWithPublished } = await import("./compare-with-published.js"); // with zod, which help pages do not need
    return compareWithPublished(context);
  },
};

/** Without figures, says which reports could be compared. */
async function listKeptReports(context: CommandContext): Promise<CommandResult> {
  const { command, toolFlag, width } = context;
  const { reports, note, isReadable } = readKeptReports(await context.loadTelemetry(), context);
  const weeks = reports.map(({ week }) => week).join(", ");
  const lines = [
    note ?? `This machine has your weekly reports of ${weeks}. To see their numbers: add --json`,
    `To compare yourself with the published figures of a site: ${command} compare${toolFlag} --from <url>`,
  ];
  return {
    code: isReadable ? 0 : 1,
    json: { ownReports: reports, ...(note !== undefined && { note }) },
    text: wrapLines(lines, width),
  };
}
