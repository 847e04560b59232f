/** The options of a receiver. */
import type { FlagRequest, FlagTable } from "./flags-response.js";
import type { ReceivedEvent } from "./received-event.js";
import type { ReceivedSpan } from "./traces.js";

/**
 * If `onEvent` or `onSpan` throws, or returns a promise that rejects, its error is printed to stderr. The response and what
 * is kept are the same as without the function. If `flags` throws, the request is answered 500.
 */
export interface ReceiverOptions {
  /** @default any free port */
  readonly port?: number;
  /** The flags that `/flags/` returns, for all requests or by request. @default {} */
  readonly flags?: FlagTable | ((request: FlagRequest) => FlagTable);
  /** Called for each accepted event. */
  readonly onEvent?: (event: ReceivedEvent) => void;
  /** Called for each accepted span. */
  readonly onSpan?: (span: ReceivedSpan) => void;
}
