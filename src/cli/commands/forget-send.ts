/** Has the server erase the person's events for `forget --send`, and only then deletes the local data. */
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { requireFolders } from "../local-data.js";
import { LINE_BREAK } from "../styled-text.js";
import type { CommandContext, CommandResult } from "../subcommand.js";
import { pluralize } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";
import { announceWait, confirmRequest, requireTerminalOrYes } from "./confirm-request.js";
import { type DataServer, DataServerError, findDataServer } from "./data-server.js";
import { deleteWithReport } from "./deletion-report.js";
import { eraseOnServer, listServerIds, type ServerErasure } from "./erase-on-server.js";
import { createErasureJson, createOtherRequests, formatReceipts, UNIDENTIFIED } from "./erasure-result.js";
import { collectOwnIds, type OwnIds } from "./own-ids.js";

/** @throws an error that says why the events were not erased. The ids are not deleted then. */
export async function eraseAndForget(context: CommandContext): Promise<CommandResult> {
  requireTerminalOrYes(context);
  const telemetry = await context.loadTelemetry();
  const own = collectOwnIds(telemetry);
  if (listServerIds(own).length === 0) return deleteAfterErasure({ telemetry, own }, context);
  try {
    const server = findDataServer(telemetry, context);
    if (!(await confirmRequest(describeRequest(server, own), context)))
      return { code: 1, json: { error: DECLINED }, text: DECLINED };
    announceWait(server.host, context);
    const erasure = await eraseOnServer(server, telemetry, own);
    if (!context.isJson) context.print(formatReceipts(server, erasure, context));
    return deleteAfterErasure({ telemetry, own: erasure.latest, server, erasure }, context);
  } catch (error) {
    if (!(error instanceof DataServerError)) throw error;
    const { command, toolFlag } = context;
    throw new Error(
      `${error.message}, so the ids were not deleted from this machine; \`${command} forget${toolFlag}\` without --send prints the request as text`,
    );
  }
}

const DECLINED = "Nothing was sent or deleted.";

function describeRequest({ host }: DataServer, own: OwnIds): string[] {
  const count = listServerIds(own).length;
  return [
    ...own.damage,
    `This sends ${pluralize(count, "id")} to ${host}, and asks that server to erase the events under ${count === 1 ? "it" : "them"}.`,
    "The request shows the operator of the server that these ids belong together.",
    "After the receipt, the ids, the salt, pending events and receipts are deleted from this machine.",
  ];
}

interface FinishedErasure {
  readonly telemetry: ResolvedTelemetry;
  readonly own: OwnIds;
  /** Undefined if there was no id to ask for. */
  readonly server?: DataServer;
  readonly erasure?: ServerErasure;
}

function deleteAfterErasure(
  { telemetry, own, server, erasure }: FinishedErasure,
  { tool, command, toolFlag, colors, width }: CommandContext,
): CommandResult {
  const { ids, damage, damagedLineCount, damagedFiles } = own;
  const otherRequests = createOtherRequests(tool, own, telemetry.destination.host); // made before the deletion
  const { removed, problems, lines } = deleteWithReport(requireFolders(telemetry), damage, colors);
  const explanation = [
    ...(erasure === undefined
      ? ["No request was sent, because this machine knows no random id.", UNIDENTIFIED]
      : []),
    ...lines,
    ...(erasure === undefined ? [] : ["Events that a running process still sends are not erased."]),
    ...(otherRequests.length === 0
      ? []
      : [
          "",
          `Some events were not part of the request. To have them erased, send this text to the author of ${tool}:`,
        ]),
  ];
  const text = [
    ...explanation.map((line) => wrapText(line, width)),
    ...(otherRequests.length === 0 ? [] : ["", ...otherRequests]), // not wrapped, because it is to be copied
    ...(telemetry.state.status === "on" ? ["", `To turn telemetry off: ${command} disable${toolFlag}`] : []),
  ];
  return {
    code: problems.length === 0 ? 0 : 1,
    json: {
      erasure: server && erasure ? createErasureJson(server, erasure) : null,
      removed,
      ids,
      request: otherRequests.length === 0 ? null : otherRequests.join("\n"),
      damagedReceipts: damagedLineCount,
      damagedFiles,
      problems,
    },
    text: text.join(LINE_BREAK),
  };
}
