/** Defines the subcommand `forget`, which deletes everything that identifies this installation. */
import { requireFolders } from "../local-data.js";
import { LINE_BREAK } from "../styled-text.js";
import { type CommandContext, type CommandResult, type Subcommand, UsageError } from "../subcommand.js";
import { wrapText } from "../text-wrap.js";
import { YES_ARG } from "./confirm-request.js";
import { isDataServer } from "./data-server.js";
import { deleteWithReport } from "./deletion-report.js";
import { createErasureRequest } from "./erasure-request.js";
import { collectOwnIds } from "./own-ids.js";

export const forget: Subcommand = {
  description: "Delete the ids, the salt, pending events and receipts from this machine",
  args: {
    send: { type: "boolean", description: "First ask the server to erase your events" },
    yes: YES_ARG,
  },
  failure:
    "Something could not be deleted, or ids may be missing in the request for erasure. With --send: the server did not erase the events, and nothing was deleted.",
  examples: ["--send"],
  async run(context) {
    const { args } = context;
    if (args.send === true) return (await import("./forget-send.js")).eraseAndForget(context);
    if (args.yes === true) throw new UsageError("--yes is for --send, and forget alone does not ask");
    return forgetLocally(context);
  },
};

async function forgetLocally(context: CommandContext): Promise<CommandResult> {
  const { loadTelemetry, tool, command, toolFlag, colors, width } = context;
  const telemetry = await loadTelemetry();
  const folders = requireFolders(telemetry);
  const { ids, requests, damage, damagedLineCount, damagedFiles } = collectOwnIds(telemetry);
  // The request is made first, because the deletion takes away what it is made of.
  const request =
    ids.length === 0 ? null : createErasureRequest({ tool, ids, requests, host: telemetry.destination.host });
  const { removed, problems, isDeleted, lines } = deleteWithReport(folders, damage, colors);
  const explanation = [
    ...lines,
    "",
    explainServerData(tool, { hasRequest: request !== null, isDeleted }),
    ...(request !== null && isDataServer(telemetry.destination)
      ? [
          `Another time, ${command} forget${toolFlag} --send sends the request itself, before it deletes the ids.`,
        ]
      : []),
  ];
  const text = [
    ...explanation.map((line) => wrapText(line, width)),
    // The request is not wrapped, because it is to be copied.
    ...(request === null ? [] : ["", ...request]),
    ...(telemetry.state.status === "on" ? ["", `To turn telemetry off: ${command} disable${toolFlag}`] : []),
  ];
  return {
    code: problems.length === 0 ? 0 : 1,
    json: {
      removed,
      ids,
      request: request?.join("\n") ?? null,
      damagedReceipts: damagedLineCount,
      damagedFiles,
      problems,
    },
    text: text.join(LINE_BREAK),
  };
}

/** Explains what the server may still have, before the request to erase it if the ids are known. */
function explainServerData(
  tool: string,
  { hasRequest, isDeleted }: { readonly hasRequest: boolean; readonly isDeleted: boolean },
): string {
  if (!hasRequest)
    return "The server may still have events that were sent more than 90 days ago, or while nothing was kept on this machine. They have random ids, which this machine no longer knows.";
  const copy = isDeleted ? "This machine no longer has a copy of the ids:" : "Keep a copy of it:";
  return `The server may still have events that were sent. To have them erased, send this text to the author of ${tool}. ${copy}`;
}
