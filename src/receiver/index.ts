/**
 * Receives events, traces and flag requests on this machine, for tests and demonstrations.
 *
 * @module codeweaver-telemetry/receiver
 */

export type { FlagDefinition, FlagRequest, FlagTable } from "./flags-response.js";
export type { ReceivedRequest } from "./received-data.js";
export type { ReceivedEvent } from "./received-event.js";
export { type Receiver, startReceiver } from "./receiver.js";
export type { ReceiverOptions } from "./receiver-options.js";
export type { ReceivedSpan } from "./traces.js";
