/** The options of a receiver. */
import type { FlagRules } from "../flag-rules/flag-rules.js";
import type { FlagRequest } from "./flag-request.js";
import type { FlagTable } from "./flag-table.js";
import type { ReceivedEvent } from "./received-event.js";
import type { ReceivedSpan } from "./traces.js";

/**
 * The options of `startReceiver`.
 *
 * If `onEvent` or `onSpan` throws, or returns a promise that rejects, its error is printed to stderr. The response and what
 * is kept are the same as without the function. If `flags` throws, the request is answered 500.
 *
 * @example
 * const options: ReceiverOptions = {
 *   port: 4318, // the default port of OTLP over HTTP
 *   onSpan: ({ name, attributes }) => console.log(name, attributes),
 * };
 * await using receiver = await startReceiver(options);
 */
export interface ReceiverOptions {
  /** @default any free port */
  readonly port?: number | undefined;
  /**
   * The flags that `/flags/` returns: a table with their values, a function of the request that returns one, or the rules
   * of `parseFlagRules`, which are evaluated for the id of each request. @default {}
   */
  readonly flags?: (FlagTable | ((request: FlagRequest) => FlagTable) | FlagRules) | undefined;
  /** Called for each accepted event. */
  readonly onEvent?: ((event: ReceivedEvent) => void) | undefined;
  /** Called for each accepted span. */
  readonly onSpan?: ((span: ReceivedSpan) => void) | undefined;
}
