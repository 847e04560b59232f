/** Exports the entry point `codeweaver-telemetry/receiver`, which is a local receiver. */

export type { ReceivedEvent } from "./event-batch.js";
export type { FlagDefinition, FlagRequest, FlagTable } from "./flags-response.js";
export { type ReceivedRequest, type Receiver, type ReceiverOptions, startReceiver } from "./receiver.js";
export type { ReceivedSpan } from "./traces.js";
