/** Defines the subcommand `flush`, which sends pending events now. */

import { createTransport, getSendOptions, observeTransport } from "../../bootstrap/create-transport.js";
import { deliverSpool } from "../../bootstrap/deliver-spool.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { createCircuitBreaker } from "../../bootstrap/shared-state.js";
import { writeSafely } from "../../internal/safe-write.js";
import { countSpooledEvents, readPendingFiles, requireFolders } from "../local-data.js";
import { explainOffState, formatFix, isStateUnknown } from "../off-explanation.js";
import type { CommandContext, CommandResult, Subcommand } from "../subcommand.js";
import { pluralize } from "../terminal-format.js";
import { wrapLines } from "../text-wrap.js";

const MAX_FLUSH_MS = 60_000;

export const flush: Subcommand = {
  description: "Send pending events now",
  failure: "Telemetry is off, or an event is still pending, or the server rejected one.",
  async run(context) {
    const telemetry = await context.loadTelemetry();
    const obstacle = findObstacle(telemetry, context);
    if (obstacle !== undefined) return createFailure(obstacle, context);
    const before = countPending(telemetry);
    if (before.sendableCount === 0)
      return {
        code: 0,
        json: { delivered: 0, lost: {}, left: 0, held: before.heldCount },
        text: wrapLines([before.heldNote ?? formatNothingPending(before)], context.width),
      };

    const { delivered, lost, problem } = await deliverPending(telemetry, before.sendableCount, context);
    if (explainOffState(await context.loadTelemetry(), context) !== undefined)
      return createFailure(
        [
          `Telemetry was turned off meanwhile. Before that, ${pluralize(delivered, "event was", "events were")} delivered.`,
        ],
        context,
      );
    const { sendableCount: left, heldCount, heldNote } = countPending(telemetry);
    const dropped = Object.entries(lost).map(
      ([why, events]) => `${pluralize(events, "event was", "events were")} dropped (${why}).`,
    );
    const remaining = `${pluralize(left, "event is", "events are")} still pending (${problem}).`;
    const isDone = left === 0 && dropped.length === 0;
    const lines = [
      `${pluralize(delivered, "event was", "events were")} delivered.`,
      ...dropped,
      ...(left === 0 ? [] : [remaining]),
      ...(heldNote === undefined ? [] : [heldNote]),
      ...(isDone ? [] : [`To find out why: ${context.command} doctor${context.toolFlag}`]),
    ];
    return {
      code: isDone ? 0 : 1,
      json: { delivered, lost, left, held: heldCount, ...(left > 0 && { why: problem }) },
      text: wrapLines(lines, context.width),
    };
  },
};

/** Returns sentences that say why nothing can be sent, or undefined. */
function findObstacle(telemetry: ResolvedTelemetry, context: CommandContext): string[] | undefined {
  const reason = explainOffState(telemetry, context);
  if (reason !== undefined)
    return isStateUnknown(telemetry, context)
      ? [`This command cannot send for ${context.tool}.`, `${reason.why}.`]
      : [
          `Nothing is sent, because ${context.tool} telemetry is off.`,
          `${reason.why}.`,
          ...(reason.fix === "" ? [] : [formatFix(reason)]),
        ];
  return telemetry.settings.dryRun
    ? ["Nothing is sent, because dry_run is true.", "Events are printed to stderr instead."]
    : undefined;
}

function createFailure(lines: readonly string[], { width }: CommandContext): CommandResult {
  return { code: 1, json: { delivered: 0, error: lines.join(" ") }, text: wrapLines(lines, width) };
}

/** Says the same as `show`, which lists the events for all servers. */
function formatNothingPending({ otherCount }: PendingCounts): string {
  return otherCount === 0
    ? "No event is pending."
    : `No event is pending for the current server, and ${pluralize(otherCount, "event is", "events are")} pending for servers that this command does not know.`;
}

interface PendingCounts {
  readonly sendableCount: number;
  /** Events that belong to running processes, which send them themselves. */
  readonly heldCount: number;
  /** Events that were captured for other servers. */
  readonly otherCount: number;
  /** A sentence about the held events. Undefined if there are none. */
  readonly heldNote: string | undefined;
}

function countPending(telemetry: ResolvedTelemetry): PendingCounts {
  const { forThisServer, forOtherServers } = readPendingFiles(telemetry);
  const heldFiles = forThisServer.filter(({ ownerPid }) => ownerPid !== undefined);
  const heldCount = countSpooledEvents(heldFiles);
  const processes = [...new Set(heldFiles.map(({ ownerPid }) => ownerPid))].join(", ");
  return {
    sendableCount: countSpooledEvents(forThisServer) - heldCount,
    heldCount,
    otherCount: countSpooledEvents(forOtherServers),
    heldNote:
      heldCount === 0
        ? undefined
        : `${pluralize(heldCount, "event belongs", "events belong")} to a running process (${processes}), which sends or stores ${heldCount === 1 ? "it" : "them"} itself.`,
  };
}

/** Returns how many events were delivered and lost, and a reason for those that are still pending. */
async function deliverPending(
  telemetry: ResolvedTelemetry,
  sendableCount: number,
  { isJson }: CommandContext,
): Promise<{ delivered: number; lost: Record<string, number>; problem: string }> {
  const job = { ...getSendOptions(telemetry), folder: requireFolders(telemetry).spool };
  const isShown = !isJson && process.stderr.isTTY;
  const progress = createProgressBar({ eventCount: sendableCount, isShown });
  let delivered = 0;
  let retryReason: string | undefined;
  // Without a prototype, a reason such as `constructor` has no value yet.
  const lost: Record<string, number> = Object.create(null);
  const { transport } = createTransport(job);
  const left = await deliverSpool(job, {
    transport: observeTransport(transport, (outcome, events) => {
      if (outcome.kind === "retry") retryReason = outcome.reason;
      if (outcome.kind !== "delivered") return;
      delivered += events - (outcome.rejectedCount ?? 0);
      progress.advance(events);
    }),
    // The person asks for this attempt, so the breaker that other processes share must not prevent it.
    breaker: createCircuitBreaker(undefined),
    deadlineMs: performance.now() + MAX_FLUSH_MS,
    onLost: (why, events) => {
      lost[why] = (lost[why] ?? 0) + events;
    },
  });
  progress.stop();
  if (delivered > 0) createCircuitBreaker(job).recordSuccess();
  const problem = left === "busy" ? "another process is sending" : (retryReason ?? "no time was left");
  return { delivered, lost, problem };
}

const BAR_WIDTH = 30;

interface ProgressBar {
  readonly advance: (events: number) => void;
  readonly stop: () => void;
}

/** Creates a progress bar on stderr, so that stdout can be piped. */
function createProgressBar({
  eventCount,
  isShown,
}: {
  readonly eventCount: number;
  readonly isShown: boolean;
}): ProgressBar {
  if (!isShown) return { advance: () => {}, stop: () => {} };
  let doneCount = 0;
  const renderBar = () => {
    const filled = Math.min(BAR_WIDTH, Math.round((doneCount / eventCount) * BAR_WIDTH));
    const bar = `${"━".repeat(filled)}${"╌".repeat(BAR_WIDTH - filled)}`;
    writeSafely("stderr", `\r${bar} ${doneCount} of ${eventCount}`);
  };
  renderBar();
  return {
    advance: (events) => {
      doneCount += events;
      renderBar();
    },
    stop: () => writeSafely("stderr", "\n"),
  };
}
