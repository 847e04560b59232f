/** Gives `mcp/`, `agents/` and `otel/` the parts of a client that `TelemetryClient` does not show. */
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";
import type { OnRequest } from "./counters.js";
import type { UnansweredNotice } from "./initializer.js";

export interface ClientInternals {
  /** The option `errorMessages`. */
  readonly errorMessages: ErrorMessages;
  /** Returns the notice that the person has not answered. Only the first call returns it. */
  takeUnansweredNotice(): UnansweredNotice | undefined;
  /**
   * Captures an event after this turn, and in any case before the client delivers, counts or ends.
   * @param capture calls a capture method, and must not throw
   */
  captureLater(capture: () => void): void;
  /** Calls a listener for each request, until the returned function is called. The listener must not throw. */
  observeRequests(listener: OnRequest): () => void;
}

/** Returns the internals of a client. A client that an author has written, such as a fake in a test, has none. */
export function getClientInternals(client: object): Partial<ClientInternals> {
  return client; // every member is optional, and only this library's clients have members of these names
}
