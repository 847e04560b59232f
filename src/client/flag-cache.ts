/** Keeps the answers of the flag service: one for each request of a session, and the last known values of the process. */
import { BoundedCache } from "../internal/bounded-cache.js";
import { waitWithTimeout } from "../internal/timeout.js";
import type { Flag, FlagRequest, FlagResponse, FlagTransport } from "../transports/transport.js";
import { type CachedFlagResponse, MAX_CACHED_RESPONSES, type Session } from "./session.js";

/** After a failure, reads return their fallback for this time, so that not every read waits for an unreachable server. */
const RETRY_DELAY_MS = 30_000;

export class FlagCache {
  /** Milliseconds since the epoch. */
  readonly #now: () => number;
  /** The values by request. They take the place of flags that the server cannot evaluate now. */
  readonly #knownFlags = new BoundedCache<ReadonlyMap<string, Flag>>(MAX_CACHED_RESPONSES);

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Returns the session's answer to a request, which is sent if there is none. Requests all flags at once, because the server
   * evaluates all of them as fast as one. An answer that lacks flags is requested again later; its flags keep their values.
   * Returns undefined if there is no answer in time.
   */
  async fetch(
    transport: FlagTransport,
    request: FlagRequest,
    { flagResponses }: Session,
    timeoutMs: number,
  ): Promise<FlagResponse | undefined> {
    const key = JSON.stringify(request);
    let entry = flagResponses.get(key);
    const isRetryDue = entry?.failedAtMs !== undefined && this.#now() - entry.failedAtMs >= RETRY_DELAY_MS;
    if (entry === undefined || isRetryDue) {
      entry = this.#request(key, () => transport.evaluate(request), entry?.latest);
      flagResponses.set(key, entry);
    }
    // The timeout is counted from the start of the request, so that later reads do not wait again.
    const remainingMs = timeoutMs - (this.#now() - entry.requestedAtMs);
    return (await waitWithTimeout(entry.response, remainingMs)) ?? entry.latest;
  }

  /** @param previous the session's answer so far, if it lacks flags */
  #request(
    key: string,
    evaluate: () => Promise<FlagResponse | undefined>,
    previous: FlagResponse | undefined,
  ): CachedFlagResponse {
    const entry: CachedFlagResponse = {
      response: evaluate().then((response) => {
        if (response === undefined || isIncomplete(response)) entry.failedAtMs = this.#now();
        if (response !== undefined) entry.latest = this.#complete(key, response, previous);
        return entry.latest;
      }),
      latest: previous,
      requestedAtMs: this.#now(),
      failedAtMs: undefined,
    };
    return entry;
  }

  /** Adds the last known values of flags that the server could not evaluate. A value of this session does not change. */
  #complete(key: string, response: FlagResponse, previous: FlagResponse | undefined): FlagResponse {
    const { unevaluatedKeys, errorsWhileComputing, quotaLimited } = response;
    // With errors, flags may be missing. Without errors, a missing flag has been deleted.
    const mayLackFlags = errorsWhileComputing || quotaLimited;
    const known = [...(this.#knownFlags.get(key) ?? [])].filter(
      ([flag]) => mayLackFlags || unevaluatedKeys.has(flag),
    );
    const flags = new Map([...known, ...response.flags, ...(previous?.flags ?? [])]);
    this.#knownFlags.set(key, flags);
    return { ...response, flags };
  }
}

function isIncomplete({ errorsWhileComputing, quotaLimited, unevaluatedKeys }: FlagResponse): boolean {
  return errorsWhileComputing || quotaLimited || unevaluatedKeys.size > 0;
}
