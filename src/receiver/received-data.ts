/** Keeps what was received within a bound, so that neither many nor large requests exhaust the memory. */
import type { IncomingHttpHeaders } from "node:http";
import type { DecodedRequest, EncodedRequest } from "./decode-request.js";
import type { ReceivedEvent } from "./received-event.js";
import { RejectedRequest } from "./rejection.js";
import { reportProblem } from "./report-problem.js";
import type { ReceivedSpan } from "./traces.js";

/**
 * A request, and the status of its response.
 *
 * @example
 * function listRejections(requests: readonly ReceivedRequest[]): string[] {
 *   return requests.flatMap(({ path, reason }) => (reason === undefined ? [] : [`${path}: ${reason}`]));
 * }
 */
export interface ReceivedRequest {
  readonly method: string;
  /** With its query, such as `/flags/?v=2`. */
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  /** The bytes as received, compressed or not. If the request is rejected, only the first 1,024. */
  readonly body: Buffer;
  /** The body, decompressed. If the request is rejected, the first 1,024 bytes without decompression. */
  readonly text: string;
  readonly status: number;
  /** Why the request is rejected. Undefined if it is accepted, or if the option `flags` throws. */
  readonly reason: string | undefined;
}

/** Bounds the memory of all that is kept. It is less than the longest string, which `toJsonLines` needs. */
const MAX_KEPT_BYTES = 256 * 1024 * 1024;
const MAX_REJECTED_BYTES = 1024;
/** An estimate for an empty list or object in V8, with its place in another one. */
const BYTES_PER_VALUE = 40;
/** An estimate for the objects of a request, without its contents. */
const BYTES_PER_REQUEST = 2048;

/** The part of one request in the lists and in the memory. */
interface Share {
  readonly bytes: number;
  readonly events: number;
  readonly spans: number;
}

export class ReceivedData {
  readonly requests: ReceivedRequest[] = [];
  readonly events: ReceivedEvent[] = [];
  readonly spans: ReceivedSpan[] = [];
  readonly #shares: Share[] = [];
  #bytes = 0;
  #hasForgotten = false;

  add(
    { method, url, headers, bytes }: EncodedRequest,
    result: DecodedRequest | RejectedRequest,
    status: number,
  ): void {
    const isRejected = result instanceof RejectedRequest;
    const body = isRejected ? Buffer.from(bytes.subarray(0, MAX_REJECTED_BYTES)) : bytes;
    const text = isRejected ? body.toString() : result.text;
    const reason = isRejected ? result.message : undefined;
    const events = "events" in result ? result.events : [];
    const spans = "spans" in result ? result.spans : [];
    this.requests.push({ method, path: url, headers, body, text, status, reason });
    for (const event of events) this.events.push(event); // a spread has a limit
    for (const span of spans) this.spans.push(span);

    const values = (isRejected ? 0 : result.count) * BYTES_PER_VALUE;
    const size =
      BYTES_PER_REQUEST + url.length + countBytes(headers) + body.length + 2 * text.length + values;
    this.#shares.push({ bytes: size, events: events.length, spans: spans.length });
    this.#bytes += size;
    if (this.#bytes > MAX_KEPT_BYTES) this.#forgetOldest();
  }

  /** Returns the events as JSON lines. */
  toJsonLines(): string {
    return this.events.map((event) => `${JSON.stringify(event)}\n`).join("");
  }

  /** Removes the oldest requests, and more than necessary, because each removal moves all the others. */
  #forgetOldest(): void {
    const sums = { requests: 0, events: 0, spans: 0 };
    for (const { bytes, events, spans } of this.#shares) {
      if (this.#bytes <= MAX_KEPT_BYTES * 0.9 || sums.requests === this.#shares.length - 1) break;
      this.#bytes -= bytes;
      sums.requests++;
      sums.events += events;
      sums.spans += spans;
    }
    this.#shares.splice(0, sums.requests);
    this.requests.splice(0, sums.requests);
    this.events.splice(0, sums.events);
    this.spans.splice(0, sums.spans);
    if (this.#hasForgotten) return;
    this.#hasForgotten = true;
    reportProblem("the receiver keeps about 256 MB, and now forgets the oldest requests");
  }
}

function countBytes(headers: IncomingHttpHeaders): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(headers)) bytes += name.length + String(value).length;
  return bytes;
}
