/** Limits the size of each event or span of a request. */
import { RejectedRequest } from "./rejection.js";

export interface EventLimit {
  /** The limit for one event as JSON. */
  readonly maxEventBytes: number;
  /** Whether the text of the request is longer, so that an event can exceed the limit. */
  readonly isLong: boolean;
}

export function createEventLimit(text: string, maxEventBytes: number): EventLimit {
  return { maxEventBytes, isLong: Buffer.byteLength(text) > maxEventBytes };
}

/** @throws RejectedRequest */
export function checkEventSizes(items: readonly unknown[], { maxEventBytes, isLong }: EventLimit): void {
  if (!isLong) return;
  for (const item of items)
    if (Buffer.byteLength(JSON.stringify(item)) > maxEventBytes)
      throw new RejectedRequest(413, `maximum event size exceeded: ${maxEventBytes} bytes`);
}
