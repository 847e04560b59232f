/** `flush`: delivers what waits, now. */
import { deliverSpool, sharedBreaker } from "../client/deliver-spool.js";
import { openTransport } from "../client/open-transport.js";
import { sendingOf } from "../client/sending.js";
import { Breaker } from "../outbox/breaker.js";
import type { Transport } from "../transports/transport.js";
import { eventCount, pendingIn, placesOf } from "./local.js";
import { plural } from "./paint.js";
import { reasonOf } from "./reasons.js";
import type { Verb } from "./verb.js";

const LONGEST_MS = 60_000;

export const flush: Verb = {
  description: "Send now what waits on this machine",
  async run(context) {
    const situation = await context.situation();
    const reason = reasonOf(situation, context);
    if (reason !== undefined)
      return failed(`Telemetry is off, so nothing is sent: ${reason.why}. To change that: ${reason.fix}.`);
    if (situation.resolved.settings.debug)
      return failed("debug is set: events are printed, and nothing is sent.");
    const folder = placesOf(situation).spool;
    const waiting = eventCount(pendingIn(situation).here);
    if (waiting === 0)
      return { code: 0, json: { delivered: 0, lost: {}, left: 0 }, text: "Nothing waits to be sent." };

    const order = { ...sendingOf(situation), folder };
    const progress = await progressBar(waiting, context.json);
    let delivered = 0;
    const lost: Record<string, number> = {};
    const { transport } = openTransport(order);
    const left = await deliverSpool(order, {
      transport: counting(transport, (events) => {
        delivered += events;
        progress.advance(events);
      }),
      // A person asks: that a server failed others a while ago does not count.
      breaker: new Breaker({ file: undefined, now: Date.now }),
      until: performance.now() + LONGEST_MS,
      onLost: (why, events) => {
        lost[why] = (lost[why] ?? 0) + events;
      },
    });
    if (delivered > 0) sharedBreaker(order).succeeded();
    const rest = eventCount(pendingIn(situation).here);
    const refused = Object.entries(lost).map(([why, events]) => `${plural(events, "event")} refused: ${why}`);
    const remaining =
      rest === 0
        ? []
        : [`${plural(rest, "event")} left${left === "busy" ? ", which another process is sending" : ""}`];
    const text = [`${plural(delivered, "event")} delivered`, ...refused, ...remaining].join("; ");
    progress.stop();
    const isAsAsked = rest === 0 && refused.length === 0;
    const hint = isAsAsked ? "" : `\n${context.command} doctor${context.suffix} says what is wrong.`;
    return { code: isAsAsked ? 0 : 1, json: { delivered, lost, left: rest }, text: `${text}.${hint}` };
  },
};

function failed(why: string) {
  return { code: 1, json: { delivered: 0, error: why }, text: why } as const;
}

/** The same transport, telling how many events a server has taken. */
function counting(transport: Transport, onDelivered: (events: number) => void): Transport {
  return {
    prepare: () => transport.prepare(),
    async send(batch, signal) {
      const outcome = await transport.send(batch, signal);
      if (outcome.kind === "delivered") onDelivered(batch.length);
      return outcome;
    },
  };
}

/** On a terminal, and on stderr, where it is in no program's way. */
async function progressBar(max: number, isJson: boolean) {
  // A terminal without a width breaks it into a letter a line.
  if (isJson || !process.stderr.isTTY || process.stderr.columns === 0)
    return { advance: () => {}, stop: () => {} };
  const { progress } = await import("@clack/prompts");
  const bar = progress({ max, output: process.stderr });
  bar.start("sending");
  return { advance: (events: number) => bar.advance(events), stop: () => bar.stop("sent") };
}
