/** Gives `mcp/` and `agents/` the parts of a client that `TelemetryClient` does not show. */
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";
import type { BaseClient } from "./base-client.js";
import type { UnansweredNotice } from "./initializer.js";

export interface ClientInternals {
  /** The option `errorMessages`. */
  readonly errorMessages: ErrorMessages;
  /** Returns the notice that the person has not answered. Only the first call returns it. */
  takeUnansweredNotice(): UnansweredNotice | undefined;
}

/** Returns the internals of a client. A client that an author has written, such as a fake in a test, has none. */
export function getClientInternals(client: BaseClient): Partial<ClientInternals> {
  const withInternals: BaseClient & Partial<ClientInternals> = client;
  return withInternals;
}
