/**
 * Receives events, traces and flag requests on this machine, for tests and demonstrations.
 *
 * @module codeweaver-telemetry/receiver
 */

export type { ReceivedEvent } from "./event-batch.js";
export type { FlagDefinition, FlagRequest, FlagTable } from "./flags-response.js";
export { type ReceivedRequest, type Receiver, type ReceiverOptions, startReceiver } from "./receiver.js";
export type { ReceivedSpan } from "./traces.js";
