/** Asks the person behind an MCP client by an elicitation, because a server has no terminal to show its notice on. */
import type { TelemetryClient } from "../client/client.js";

/** People read before they answer; the SDK's own limit is one minute. */
const ANSWER_TIMEOUT_MS = 10 * 60 * 1000;

/** The part of the SDK's server that asks (modelcontextprotocol.io/specification/2025-06-18/client/elicitation). */
interface Elicitor {
  elicitInput(question: object, options: object): Promise<unknown>;
  getClientCapabilities(): unknown;
  onclose?: (() => void) | undefined;
}

/**
 * Shows the notice to a person who has not been told of telemetry, and saves their answer: "accept" turns telemetry on,
 * "decline" turns it off. Without an answer the next run asks again. Never throws, never rejects.
 */
export async function elicitNotice(server: object, telemetry: TelemetryClient): Promise<void> {
  try {
    const elicitor = findElicitor(server);
    if (elicitor === undefined || process.stdin.readableEnded) return;
    const notice = telemetry.takePendingNotice();
    if (notice === undefined) return;
    const message = `${notice.text}\n\nAccept to turn telemetry on. Decline to turn it off, for this run and all later ones.`;
    const action = await askUntilClientLeaves(elicitor, message);
    if (action === "accept") notice.accept();
    if (action === "decline") notice.decline();
  } catch {
    // The client is gone, gives no answer, or the disk refuses to save it: the next run asks.
  }
}

/**
 * Returns what the person chose: the protocol's "accept", "decline" or "cancel". The SDK keeps a timer for each question,
 * which would hold the process after its client has left, so the question ends when stdin ends or the server closes.
 */
async function askUntilClientLeaves(elicitor: Elicitor, message: string): Promise<unknown> {
  const cancellation = new AbortController();
  const cancel = () => {
    ignoreClosedOutput();
    cancellation.abort();
  };
  const { onclose } = elicitor;
  const closeAndCancel = () => {
    cancel();
    onclose?.();
  };
  elicitor.onclose = closeAndCancel;
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
    if (elicitor.onclose === closeAndCancel) elicitor.onclose = onclose; // else the host has set its own meanwhile
  }
}

/** How long the error of a write to a closed pipe may take to arrive. */
const OUTPUT_ERROR_DELAY_MS = 1000;

/** The SDK writes to stdout that the question is withdrawn. Where the client has closed it, that error is not the host's. */
function ignoreClosedOutput(): void {
  const ignore = () => {};
  process.stdout.once("error", ignore);
  setTimeout(() => process.stdout.removeListener("error", ignore), OUTPUT_ERROR_DELAY_MS).unref();
}

/**
 * Undefined where the client has not declared that it can ask the person, or is not known to be theirs. A client on stdio
 * has started the server itself. One on another transport may be anybody's, and nobody else may turn telemetry on for the
 * person who runs the server.
 */
function findElicitor(server: object): Elicitor | undefined {
  const inner = Object(Reflect.get(server, "server"));
  if (typeof inner.elicitInput !== "function" || typeof inner.getClientCapabilities !== "function")
    return undefined;
  const { elicitation } = Object(inner.getClientCapabilities());
  return elicitation !== undefined && isOnStdio(inner.transport) ? inner : undefined;
}

/** The SDK's transport keeps its input under this name. Where another version does not, nobody is asked. */
function isOnStdio(transport: unknown): boolean {
  return Reflect.get(Object(transport), "_stdin") === process.stdin;
}
