/** Shows the notice as an elicitation of an MCP client, because a server has no terminal. */
import type { BaseClient } from "../client/base-client.js";
import { getClientInternals } from "../client/client-internals.js";

/** Longer than the SDK's default of one minute, because people read before they answer. */
const ANSWER_TIMEOUT_MS = 10 * 60 * 1000;

/** The part of the SDK's server that sends elicitations (modelcontextprotocol.io/specification/2025-06-18/client/elicitation). */
interface Elicitor {
  elicitInput(question: object, options: object): Promise<unknown>;
  onclose?: (() => void) | undefined;
}

/**
 * Shows the notice to a person who has not been told of telemetry, and saves their answer: "accept" turns telemetry on,
 * "decline" turns it off. Without an answer the next run asks again. Never throws, never rejects.
 */
export async function elicitNotice(server: object, telemetry: BaseClient): Promise<void> {
  try {
    const elicitor = findElicitor(server);
    if (elicitor === undefined || process.stdin.readableEnded) return;
    const notice = getClientInternals(telemetry).takeUnansweredNotice?.();
    if (notice === undefined) return;
    const message = `${notice.text}\n\nAccept to turn telemetry on. Decline to turn it off, for this run and all later ones.`;
    const action = await askUntilClientLeaves(elicitor, message);
    if (action === "accept") notice.accept();
    if (action === "decline") notice.decline();
  } catch {
    // The MCP client is gone or does not answer, or the answer cannot be saved. The next run asks again.
  }
}

/**
 * Returns the person's answer: the protocol's "accept", "decline" or "cancel". The question ends when stdin ends or the
 * server closes, because the SDK's timer for the question would keep the process alive after its client has left.
 */
async function askUntilClientLeaves(elicitor: Elicitor, message: string): Promise<unknown> {
  const cancellation = new AbortController();
  const cancel = () => {
    ignoreClosedOutput();
    cancellation.abort();
  };
  const { onclose: hostOnClose } = elicitor;
  const cancelAndClose = () => {
    cancel();
    hostOnClose?.();
  };
  elicitor.onclose = cancelAndClose;
  process.stdin.once("end", cancel);
  try {
    const question = { message, requestedSchema: { type: "object", properties: {} } };
    const answer = await elicitor.elicitInput(question, {
      timeout: ANSWER_TIMEOUT_MS,
      signal: cancellation.signal,
    });
    return Reflect.get(Object(answer), "action");
  } finally {
    process.stdin.removeListener("end", cancel);
    // The host may have set another function meanwhile.
    if (elicitor.onclose === cancelAndClose) elicitor.onclose = hostOnClose;
  }
}

/** The error of a write to a closed pipe arrives within this time. */
const OUTPUT_ERROR_DELAY_MS = 1000;

/** Hides a write error from the host: the SDK writes a cancellation to stdout, which the MCP client may have closed. */
function ignoreClosedOutput(): void {
  const ignore = () => {};
  process.stdout.once("error", ignore);
  setTimeout(() => process.stdout.removeListener("error", ignore), OUTPUT_ERROR_DELAY_MS).unref();
}

/**
 * Returns undefined if the MCP client cannot ask the person, or may belong to somebody else. A client on stdio has started
 * the server itself. A client on any other transport must not turn telemetry on for the person who runs the server.
 */
function findElicitor(server: object): Elicitor | undefined {
  const inner = Object(Reflect.get(server, "server"));
  if (typeof inner.elicitInput !== "function" || typeof inner.getClientCapabilities !== "function")
    return undefined;
  const { elicitation } = Object(inner.getClientCapabilities());
  return elicitation !== undefined && isOnStdio(inner.transport) ? inner : undefined;
}

/** The SDK's transport stores its input under this private name. In a version without it, no question is asked. */
function isOnStdio(transport: unknown): boolean {
  return Reflect.get(Object(transport), "_stdin") === process.stdin;
}
