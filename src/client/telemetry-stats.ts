/** Defines the statistics of a client, which `stats()` returns. */

/**
 * The reason why an event was not queued or not delivered. Error responses are counted as `http_<status>`.
 *
 * @example
 * const reason: DropReason = "rate_limited";
 * const dropped = telemetry.stats().refused[reason] ?? 0;
 */
export type DropReason =
  /** Telemetry is off. */
  | "off"
  /** The client was shut down before the call. */
  | "shut_down"
  /** The event has no name, or its properties cannot be read. */
  | "invalid_event"
  /** The author's `beforeCapture` returned null. */
  | "before_capture"
  /** The author's `beforeCapture` threw, or returned neither an event nor null. */
  | "before_capture_failed"
  /** The approved manifest does not list this built-in event, or cannot be read. */
  | "unlisted_event"
  /** The session is not in the sample that `sample_rate` asks for. */
  | "sampled_out"
  /** More events than the limit for a minute or an hour. */
  | "rate_limited"
  /** The queue was full; the oldest events are dropped. */
  | "overflow"
  /** The server's limit for one event or request was exceeded. */
  | "too_large"
  /** A collector accepted the batch without these spans. */
  | "partial_success"
  /** The event cannot be written as a request. */
  | "unwritable"
  /** A dry run printed the event instead of sending it. */
  | "printed"
  /** The process or the client ended before the event was delivered, and it could not be kept on the disk. */
  | "not_delivered"
  | (string & {});

/**
 * A request for events or flags that failed.
 *
 * @example
 * function formatError({ code, host, time }: RequestError): string {
 *   return `The request to ${host} failed with ${code} at ${time}.`;
 * }
 * const { lastError } = telemetry.stats();
 * if (lastError !== undefined) console.error(formatError(lastError));
 */
export interface RequestError {
  /**
   * `http_<status>`, or the code of Node's error, such as `ECONNREFUSED` or `CERT_HAS_EXPIRED`. `timeout`: there was no answer
   * within `request_timeout_seconds`. `aborted`: the client ended before the answer. Otherwise `network`.
   */
  readonly code: string;
  /** The host and the port, such as `us.i.posthog.com`. */
  readonly host: string;
  /** When it failed, in ISO 8601. */
  readonly time: string;
}

/**
 * The counters of one client since it was created. `refused` counts dropped events, which are not sent at all. `omitted`
 * counts removed parts of events that are sent.
 *
 * @example
 * function countDropped({ refused }: TelemetryStats): number {
 *   return Object.values(refused).reduce((sum, count) => sum + count, 0);
 * }
 * console.log(`${countDropped(telemetry.stats())} events were dropped`);
 */
export interface TelemetryStats {
  /** Calls of a capture method. */
  readonly captured: number;
  /** Events that the server has accepted. */
  readonly sent: number;
  /** Events that are held, queued or in flight now. */
  readonly pending: number;
  /** Requests to the server, and their durations. */
  readonly exports: {
    readonly requests: number;
    /** Requests whose events were not accepted. */
    readonly failed: number;
    /** The sum over all requests, in milliseconds. */
    readonly totalMs: number;
    /** The longest request, in milliseconds. */
    readonly longestMs: number;
  };
  /** The last request of this client that failed. Undefined if none did. */
  readonly lastError: RequestError | undefined;
  /** Events saved on the disk for a later process to deliver. */
  readonly spooled: number;
  /** Dropped events by reason, which is a `DropReason`. */
  readonly refused: Readonly<Record<string, number>>;
  /** Parts of events that sanitizing removed, by reason. */
  readonly omitted: Readonly<Record<string, number>>;
}
