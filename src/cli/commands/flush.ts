/** `flush`: delivers what waits, now. */

import { createCircuitBreaker } from "../../bootstrap/create-delivery.js";
import { createTransport, getSendOptions } from "../../bootstrap/create-transport.js";
import { deliverSpool } from "../../bootstrap/deliver-spool.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import type { SendOutcome, Transport } from "../../transports/transport.js";
import { countSpooledEvents, readPendingFiles, requireFolders } from "../local-data.js";
import { explainOffState, isStateUnknown } from "../off-explanation.js";
import type { Subcommand } from "../subcommand.js";
import { pluralize } from "../terminal-format.js";

const MAX_FLUSH_MS = 60_000;

export const flush: Subcommand = {
  description: "Send now what waits on this machine",
  async run(context) {
    const situation = await context.resolveTelemetry();
    const reason = explainOffState(situation, context);
    if (isStateUnknown(situation, context) && reason !== undefined)
      return createFailure(`This command cannot send for ${context.tool}: ${reason.why}.`);
    if (reason !== undefined)
      return createFailure(
        `Telemetry is off, so nothing is sent: ${reason.why}. To change that: ${reason.fix}.`,
      );
    if (situation.resolved.settings.debug)
      return createFailure("debug is set: events are printed, and nothing is sent.");
    const folder = requireFolders(situation).spool;
    const { sendableCount, ...before } = countPending(situation);
    if (sendableCount === 0)
      return {
        code: 0,
        json: { delivered: 0, lost: {}, left: 0, held: before.heldCount },
        text: before.heldNote ?? "Nothing waits to be sent.",
      };

    const order = { ...getSendOptions(situation), folder };
    const progress = createProgressBar(sendableCount, context.isJson);
    let delivered = 0;
    let trouble: string | undefined;
    const lost: Record<string, number> = {};
    const { transport } = createTransport(order);
    const left = await deliverSpool(order, {
      transport: observeTransport(transport, (outcome, events) => {
        if (outcome.kind === "retry") trouble = outcome.reason;
        if (outcome.kind !== "delivered") return;
        delivered += events - (outcome.rejectedCount ?? 0);
        progress.advance(events);
      }),
      // A person asks: that a server failed others a while ago does not count.
      breaker: createCircuitBreaker(undefined),
      deadlineMs: performance.now() + MAX_FLUSH_MS,
      onLost: (why, events) => {
        lost[why] = (lost[why] ?? 0) + events;
      },
    });
    progress.stop();
    if (explainOffState(await context.resolveTelemetry(), context) !== undefined)
      return createFailure(
        `Telemetry was turned off meanwhile; ${pluralize(delivered, "event")} had been delivered.`,
      );
    if (delivered > 0) createCircuitBreaker(order).recordSuccess();
    const { sendableCount: rest, heldCount, heldNote } = countPending(situation);
    const refused = Object.entries(lost).map(
      ([why, events]) => `${pluralize(events, "event")} refused: ${why}`,
    );
    const why = left === "busy" ? "another process is sending" : (trouble ?? "no time was left");
    const remaining = rest === 0 ? [] : [`${pluralize(rest, "event")} left: ${why}`];
    const text = [`${pluralize(delivered, "event")} delivered`, ...refused, ...remaining].join("; ");
    const isAsAsked = rest === 0 && refused.length === 0;
    const hint = isAsAsked ? "" : `\n${context.command} doctor${context.toolFlag} says what is wrong.`;
    return {
      code: isAsAsked ? 0 : 1,
      json: { delivered, lost, left: rest, held: heldCount, ...(rest > 0 && { why }) },
      text: [`${text}.`, ...(heldNote === undefined ? [] : [` ${heldNote}`]), hint].join(""),
    };
  },
};

interface PendingCounts {
  readonly sendableCount: number;
  /** What running processes have: that is their own to send. */
  readonly heldCount: number;
  /** A sentence on that. */
  readonly heldNote: string | undefined;
}

function countPending(telemetry: ResolvedTelemetry): PendingCounts {
  const { forThisServer } = readPendingFiles(telemetry);
  const files = forThisServer.filter(({ ownerPid }) => ownerPid !== undefined);
  const held = countSpooledEvents(files);
  const processes = [...new Set(files.map(({ ownerPid }) => ownerPid))].join(", ");
  const others = `${pluralize(held, "event")} of a process that runs (${processes}) ${held === 1 ? "is" : "are"} left to it: it sends, or leaves for later.`;
  return {
    sendableCount: countSpooledEvents(forThisServer) - held,
    heldCount: held,
    heldNote: held === 0 ? undefined : others,
  };
}

function createFailure(why: string) {
  return { code: 1, json: { delivered: 0, error: why }, text: why } as const;
}

/** The same transport, telling what came of each request. */
function observeTransport(
  transport: Transport,
  onOutcome: (outcome: SendOutcome, events: number) => void,
): Transport {
  return {
    prepare: () => transport.prepare(),
    async send(batch, signal) {
      const outcome = await transport.send(batch, signal);
      onOutcome(outcome, batch.length);
      return outcome;
    },
  };
}

const BAR_WIDTH = 30;

/** On stderr, where it is in no program's way, and only on a terminal. It reads no keys, so Ctrl-C stays Ctrl-C. */
function createProgressBar(
  max: number,
  isJson: boolean,
): { advance: (events: number) => void; stop: () => void } {
  if (isJson || !process.stderr.isTTY) return { advance: () => {}, stop: () => {} };
  let done = 0;
  const renderBar = () => {
    const full = Math.min(BAR_WIDTH, Math.round((done / max) * BAR_WIDTH));
    process.stderr.write(`\r${"━".repeat(full)}${"╌".repeat(BAR_WIDTH - full)} ${done} of ${max}`);
  };
  renderBar();
  return {
    advance: (events) => {
      done += events;
      renderBar();
    },
    stop: () => void process.stderr.write("\n"),
  };
}
