/** `flush`: delivers what waits, now. */

import { openTransport } from "../../bootstrap/create-transport.js";
import { deliverSpool } from "../../bootstrap/deliver-spool.js";
import { breakerOf } from "../../bootstrap/open-delivery.js";
import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { sendingOf } from "../../bootstrap/sending.js";
import type { Outcome, Transport } from "../../transports/transport.js";
import { eventCount, pendingIn, placesOf } from "../local-state.js";
import { isUnknown, reasonOf } from "../off-reasons.js";
import type { Verb } from "../subcommand.js";
import { plural } from "../terminal-style.js";

const LONGEST_MS = 60_000;

export const flush: Verb = {
  description: "Send now what waits on this machine",
  async run(context) {
    const situation = await context.situation();
    const reason = reasonOf(situation, context);
    if (isUnknown(situation, context) && reason !== undefined)
      return failed(`This command cannot send for ${context.tool}: ${reason.why}.`);
    if (reason !== undefined)
      return failed(`Telemetry is off, so nothing is sent: ${reason.why}. To change that: ${reason.fix}.`);
    if (situation.resolved.settings.debug)
      return failed("debug is set: events are printed, and nothing is sent.");
    const folder = placesOf(situation).spool;
    const { waiting, ...before } = lookAt(situation);
    if (waiting === 0)
      return {
        code: 0,
        json: { delivered: 0, lost: {}, left: 0, held: before.held },
        text: before.others ?? "Nothing waits to be sent.",
      };

    const order = { ...sendingOf(situation), folder };
    const progress = progressBar(waiting, context.json);
    let delivered = 0;
    let trouble: string | undefined;
    const lost: Record<string, number> = {};
    const { transport } = openTransport(order);
    const left = await deliverSpool(order, {
      transport: told(transport, (outcome, events) => {
        if (outcome.kind === "retry") trouble = outcome.reason;
        if (outcome.kind !== "delivered") return;
        delivered += events - (outcome.refused ?? 0);
        progress.advance(events);
      }),
      // A person asks: that a server failed others a while ago does not count.
      breaker: breakerOf(undefined),
      until: performance.now() + LONGEST_MS,
      onLost: (why, events) => {
        lost[why] = (lost[why] ?? 0) + events;
      },
    });
    progress.stop();
    if (reasonOf(await context.situation(), context) !== undefined)
      return failed(`Telemetry was turned off meanwhile; ${plural(delivered, "event")} had been delivered.`);
    if (delivered > 0) breakerOf(order).succeeded();
    const { waiting: rest, held, others } = lookAt(situation);
    const refused = Object.entries(lost).map(([why, events]) => `${plural(events, "event")} refused: ${why}`);
    const why = left === "busy" ? "another process is sending" : (trouble ?? "no time was left");
    const remaining = rest === 0 ? [] : [`${plural(rest, "event")} left: ${why}`];
    const text = [`${plural(delivered, "event")} delivered`, ...refused, ...remaining].join("; ");
    const isAsAsked = rest === 0 && refused.length === 0;
    const hint = isAsAsked ? "" : `\n${context.command} doctor${context.suffix} says what is wrong.`;
    return {
      code: isAsAsked ? 0 : 1,
      json: { delivered, lost, left: rest, held, ...(rest > 0 && { why }) },
      text: [`${text}.`, ...(others === undefined ? [] : [` ${others}`]), hint].join(""),
    };
  },
};

interface Pending {
  readonly waiting: number;
  /** What running processes have: that is their own to send. */
  readonly held: number;
  /** A sentence on that. */
  readonly others: string | undefined;
}

function lookAt(situation: Situation): Pending {
  const { here } = pendingIn(situation);
  const files = here.filter(({ heldBy }) => heldBy !== undefined);
  const held = eventCount(files);
  const processes = [...new Set(files.map(({ heldBy }) => heldBy))].join(", ");
  const others = `${plural(held, "event")} of a process that runs (${processes}) ${held === 1 ? "is" : "are"} left to it: it sends, or leaves for later.`;
  return { waiting: eventCount(here) - held, held, others: held === 0 ? undefined : others };
}

function failed(why: string) {
  return { code: 1, json: { delivered: 0, error: why }, text: why } as const;
}

/** The same transport, telling what came of each request. */
function told(transport: Transport, tell: (outcome: Outcome, events: number) => void): Transport {
  return {
    prepare: () => transport.prepare(),
    async send(batch, signal) {
      const outcome = await transport.send(batch, signal);
      tell(outcome, batch.length);
      return outcome;
    },
  };
}

const BAR_WIDTH = 30;

/** On stderr, where it is in no program's way, and only on a terminal. It reads no keys, so Ctrl-C stays Ctrl-C. */
function progressBar(max: number, isJson: boolean): { advance: (events: number) => void; stop: () => void } {
  if (isJson || !process.stderr.isTTY) return { advance: () => {}, stop: () => {} };
  let done = 0;
  const draw = () => {
    const full = Math.min(BAR_WIDTH, Math.round((done / max) * BAR_WIDTH));
    process.stderr.write(`\r${"━".repeat(full)}${"╌".repeat(BAR_WIDTH - full)} ${done} of ${max}`);
  };
  draw();
  return {
    advance: (events) => {
      done += events;
      draw();
    },
    stop: () => void process.stderr.write("\n"),
  };
}
