/** Asks the person behind an MCP client by an elicitation, because a server has no terminal to show its notice on. */
import type { TelemetryClient } from "../client/client.js";

/** People read before they answer; the SDK's own limit is one minute. */
const ANSWER_TIMEOUT_MS = 10 * 60 * 1000;

/** The part of the SDK's server that asks (modelcontextprotocol.io/specification/2025-06-18/client/elicitation). */
interface Elicitor {
  elicitInput(question: object, options: object): Promise<unknown>;
  getClientCapabilities(): unknown;
}

/**
 * Shows the notice to a person who has not been told of telemetry, and saves their answer: "accept" turns telemetry on,
 * "decline" turns it off. Without an answer the next run asks again. Never throws, never rejects.
 *
 * @param extra what the SDK gives a tool beside its arguments
 */
export async function elicitNotice(
  server: object,
  telemetry: TelemetryClient,
  extra: unknown,
): Promise<void> {
  try {
    const elicitor = findElicitor(server);
    if (elicitor === undefined || isRemote(extra)) return;
    const notice = telemetry.takePendingNotice();
    if (notice === undefined) return;
    const message = `${notice.text}\n\nAccept: it is on from now on. Decline: it is off, in this run and in all others.`;
    const action = await askUntilClientLeaves(elicitor, message);
    if (action === "accept") notice.accept();
    if (action === "decline") notice.decline();
  } catch {
    // The client is gone, gives no answer, or the disk refuses to save it: the next run asks.
  }
}

/**
 * Returns what the person chose: the protocol's "accept", "decline" or "cancel". The SDK keeps a timer for each question,
 * which would hold the process after its client has left, so the question ends with the client's end of stdin.
 */
async function askUntilClientLeaves(elicitor: Elicitor, message: string): Promise<unknown> {
  const leaving = new AbortController();
  const onEnd = () => {
    // The SDK tells the client that the question is withdrawn. Nobody reads that any more, which is no fault of the host.
    process.stdout.once("error", () => {});
    leaving.abort();
  };
  process.stdin.once("end", onEnd);
  try {
    const question = { message, requestedSchema: { type: "object", properties: {} } };
    const answer = await elicitor.elicitInput(question, {
      timeout: ANSWER_TIMEOUT_MS,
      signal: leaving.signal,
    });
    return Reflect.get(Object(answer), "action");
  } finally {
    process.stdin.removeListener("end", onEnd);
  }
}

/** Undefined where the client has not declared that it can ask the person. */
function findElicitor(server: object): Elicitor | undefined {
  const inner = Object(Reflect.get(server, "server"));
  if (typeof inner.elicitInput !== "function" || typeof inner.getClientCapabilities !== "function")
    return undefined;
  const { elicitation } = Object(inner.getClientCapabilities());
  return elicitation === undefined ? undefined : inner;
}

/**
 * A client that speaks HTTP may be another person's on another machine, and nobody can turn telemetry on for the person
 * who runs the server. On stdio the client has started the server itself.
 */
function isRemote(extra: unknown): boolean {
  const { requestInfo, sessionId, authInfo } = Object(extra);
  return requestInfo !== undefined || sessionId !== undefined || authInfo !== undefined;
}
