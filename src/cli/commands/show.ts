/** `show`: the exact bytes that left this machine, or would. */
import { openTransport } from "../../bootstrap/create-transport.js";
import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { sendingOf } from "../../bootstrap/sending.js";
import { backlogBatchSize } from "../../delivery/batch-sender.js";
import { type Receipt, textOf } from "../../delivery/request-log-lines.js";
import type { SpoolFile } from "../../delivery/spool-contents.js";
import type { Fetch } from "../../net/http-client.js";
import { wireForm } from "../../transports/transport.js";
import { eventsIn, pendingIn, placesOf, receiptsOf } from "../local-state.js";
import type { Context, Verb } from "../subcommand.js";
import { plural, shortTime, sizeText } from "../terminal-style.js";

export const show: Verb = {
  description: "The exact bytes that were sent in the last seven days (--sent), or wait (--pending)",
  args: {
    sent: { type: "boolean", description: "What left this machine" },
    pending: { type: "boolean", description: "What would leave it" },
  },
  async run(context) {
    const { sent, pending } = context.args;
    const isBoth = sent !== true && pending !== true;
    const situation = await context.situation();
    const left = sent === true || isBoth ? receiptsOf(situation) : undefined;
    const waiting = pending === true || isBoth ? await waitingIn(situation) : undefined;
    return {
      code: 0,
      json: {
        ...(left && { sent: left.receipts.map(receiptJson), damagedReceipts: left.damaged }),
        ...(waiting && { pending: waiting }),
      },
      text: [
        ...(left ? sentPage(left.receipts, situation, context) : []),
        ...(waiting ? pendingPage(waiting, context) : []),
      ].join("\n"),
    };
  },
};

interface Waiting {
  readonly file: string;
  /** The process that is about to send it. */
  readonly heldBy: number | null;
  readonly events: number;
  /** The requests as they would be made now, but for their `sent_at`; null for another server's, whose key is not known here. */
  readonly bodies: readonly string[] | null;
  /** For those, the events. */
  readonly envelopes?: readonly object[];
}

async function waitingIn(situation: Situation): Promise<Waiting[]> {
  const { here, elsewhere } = pendingIn(situation);
  const known = ({ path, heldBy, envelopes }: SpoolFile) => ({
    file: path,
    heldBy: heldBy ?? null,
    events: envelopes.length,
  });
  const waiting: Waiting[] = [];
  for (const file of here) waiting.push({ ...known(file), bodies: await bodiesOf(file, situation) });
  for (const file of elsewhere)
    waiting.push({ ...known(file), bodies: null, envelopes: file.envelopes.map(wireForm) });
  return waiting;
}

/** What the transport would put on the wire: it is asked to, with a `fetch` that keeps it. */
async function bodiesOf({ envelopes }: SpoolFile, situation: Situation): Promise<string[]> {
  const bodies: string[] = [];
  const keeping: Fetch = (_, { body = "" }) => {
    bodies.push(textOf(body));
    return Promise.reject(new Error("not sent"));
  };
  const sending = { ...sendingOf(situation), receiptsFolder: undefined, obedience: undefined };
  const { transport } = openTransport(sending, keeping);
  const size = backlogBatchSize(sending.batchSize);
  for (let from = 0; from < envelopes.length; from += size)
    await transport.send(envelopes.slice(from, from + size), new AbortController().signal);
  return bodies;
}

function receiptJson({ time, method, url, status, isCut, bytes, text }: Receipt): object {
  const answer = { status: status ?? null, ...(isCut && { isCut }) };
  return { time, method, url, ...answer, body: text, base64: bytes.toString("base64") };
}

function sentPage(receipts: readonly Receipt[], situation: Situation, { paint, tool }: Context): string[] {
  if (situation.resolved.settings.receipts === false)
    return ["What was sent is not kept, as receipts = false."];
  if (receipts.length === 0)
    return [
      `Nothing of ${tool} left this machine in the last seven days, or no receipt of it is in ${placesOf(situation).receipts}.`,
    ];
  return receipts.flatMap(({ time, method, url, status, isCut, bytes, text }) => {
    const events = eventsIn(text);
    const what = events === undefined ? "a question for flags" : plural(events, "event");
    const answer =
      status === undefined
        ? paint.bad("no answer; it may have left")
        : `answered ${status}${isCut ? ", before all of it had left" : ""}`;
    return [
      paint.strong(`${shortTime(time)}  ${method} ${url}  ${answer}`),
      paint.faint(
        `${what}, ${sizeText(bytes.length)} on the wire, ${sizeText(Buffer.byteLength(text))} of JSON:`,
      ),
      readable(text),
      "",
    ];
  });
}

function pendingPage(waiting: readonly Waiting[], { paint }: Context): string[] {
  if (waiting.length === 0) return ["Nothing waits to be sent."];
  return waiting.flatMap(({ file, heldBy, events, bodies, envelopes }) => [
    paint.strong(`waits: ${plural(events, "event")} in ${file}`),
    ...(heldBy === null ? [] : [paint.faint(`process ${heldBy} has it`)]),
    paint.faint(
      bodies === null
        ? "for a server that this command does not know, as one that is set in a tool's code; the events:"
        : "as it would be sent now, but for the time in sent_at:",
    ),
    ...(bodies === null ? [JSON.stringify(envelopes, null, 2)] : bodies.map(readable)),
    "",
  ]);
}

/** Line breaks are added, and nothing else; `--json` has the text as it is. */
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
