/** Keeps the answers of the flag service: one for each flag and session, and the last known values of the process. */
import type { FlagAnswerStore } from "../installation/flag-answers.js";
import { BoundedCache } from "../internal/bounded-cache.js";
import { waitWithTimeout } from "../internal/timeout.js";
import type { Flag, FlagRequest, FlagResponse, FlagTransport } from "../transports/transport.js";
import { type CachedFlagResponse, type FlagAnswers, MAX_CACHED_RESPONSES, type Session } from "./session.js";

/** After a failure, reads return their fallback for this time, so that not every read waits for an unreachable server. */
const RETRY_DELAY_MS = 30_000;

/** No flag has this key, because JSON puts quotes around a text. */
const ALL_FLAGS = "all";

/** The flag service, and the answers of earlier runs. */
export interface FlagService {
  readonly transport: FlagTransport;
  /** Undefined if nothing may be kept on the disk. */
  readonly store: FlagAnswerStore | undefined;
}

/** Where the answer to a request is kept. */
interface RequestPlace {
  /** All of the request except the flag. */
  readonly key: string;
  /** The flag, or all flags. */
  readonly requestKey: string;
  readonly answers: FlagAnswers;
}

export class FlagCache {
  /** Milliseconds since the epoch. */
  readonly #now: () => number;
  /** The values by request. They take the place of flags that the server cannot evaluate now. */
  readonly #knownFlags = new BoundedCache<ReadonlyMap<string, Flag>>(MAX_CACHED_RESPONSES);
  /** The start of the oldest request that was sent since the last answer. Undefined if none was. */
  #unansweredSinceMs: number | undefined;
  /** The last time at which the server could not be reached. Undefined after an answer. */
  #unreachableAtMs: number | undefined;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * Returns the session's answer to a request, which is sent if there is none. An answer that lacks flags is requested again
   * later; its flags keep their values. Returns undefined if there is no answer in time, or if the server could not be
   * reached lately.
   */
  async fetch(
    { transport, store }: FlagService,
    request: FlagRequest,
    { flagAnswers }: Session,
    timeoutMs: number,
  ): Promise<FlagResponse | undefined> {
    const { flagKey, ...identity } = request;
    const key = JSON.stringify(identity);
    let answers = flagAnswers.get(key);
    if (answers === undefined) {
      answers = { values: new Map(), requests: new BoundedCache(MAX_CACHED_RESPONSES) };
      flagAnswers.set(key, answers);
    }
    const requestKey = flagKey === undefined ? ALL_FLAGS : JSON.stringify(flagKey);
    const place = { key, requestKey, answers };
    const found =
      this.#find(requestKey, flagKey, answers) ??
      this.#useStored({ transport, store }, request, place, timeoutMs);
    if (found === undefined && this.#isUnreachable(timeoutMs))
      return answers.requests.get(requestKey)?.latest;
    const entry = found ?? this.#request({ transport, store }, request, place);
    // Counted from the first request that was not answered, so that reads of other flags do not wait again.
    const startedAtMs = Math.min(entry.requestedAtMs, this.#unansweredSinceMs ?? entry.requestedAtMs);
    const remainingMs = timeoutMs - Math.max(0, this.#now() - startedAtMs); // the clock may have been set back
    const waitMs = found === undefined && store?.isServerSilent === true ? 0 : remainingMs;
    const response = await waitWithTimeout(entry.response, waitMs);
    if (found === undefined && this.#unansweredSinceMs !== undefined) store?.markSilent();
    return response ?? entry.latest;
  }

  /** Returns undefined if the flag has to be requested. A complete answer with all flags answers for every flag. */
  #find(
    requestKey: string,
    flagKey: string | undefined,
    { requests }: FlagAnswers,
  ): CachedFlagResponse | undefined {
    const own = requests.get(requestKey);
    if (own !== undefined)
      return own.failedAtMs === undefined || this.#isWithinRetryDelay(own.failedAtMs) ? own : undefined;
    const all = requests.get(ALL_FLAGS);
    if (all?.latest === undefined || flagKey === undefined) return undefined;
    return all.failedAtMs === undefined || all.latest.flags.has(flagKey) ? all : undefined;
  }

  /** Returns whether the server could not be reached lately, or has not answered for longer than a caller waits. */
  #isUnreachable(timeoutMs: number): boolean {
    const waitedMs = this.#now() - (this.#unansweredSinceMs ?? this.#now());
    return this.#isWithinRetryDelay(this.#unreachableAtMs) || waitedMs > timeoutMs;
  }

  #isWithinRetryDelay(failedAtMs: number | undefined): boolean {
    if (failedAtMs === undefined) return false;
    const elapsedMs = this.#now() - failedAtMs;
    return elapsedMs >= 0 && elapsedMs < RETRY_DELAY_MS; // a negative time ends the delay: the clock was set back
  }

  /** Returns the answer of an earlier run, and requests one for the next session. Undefined if there is none. */
  #useStored(
    service: FlagService,
    request: FlagRequest,
    { key, requestKey, answers: { values, requests } }: RequestPlace,
    timeoutMs: number,
  ): CachedFlagResponse | undefined {
    const stored =
      requests.get(requestKey) === undefined ? service.store?.find(JSON.stringify(request)) : undefined;
    if (stored === undefined) return undefined;
    if (!this.#isUnreachable(timeoutMs)) void this.#evaluate(service, request);
    const latest = this.#complete(key, request.flagKey, stored, values);
    const entry: CachedFlagResponse = {
      response: Promise.resolve(latest),
      latest,
      requestedAtMs: this.#now(),
      failedAtMs: undefined,
    };
    requests.set(requestKey, entry);
    return entry;
  }

  #request(
    service: FlagService,
    request: FlagRequest,
    { key, requestKey, answers: { values, requests } }: RequestPlace,
  ): CachedFlagResponse {
    const entry: CachedFlagResponse = {
      response: this.#evaluate(service, request).then((response) => {
        if (response === undefined || isIncomplete(response)) entry.failedAtMs = this.#now();
        if (response !== undefined) entry.latest = this.#complete(key, request.flagKey, response, values);
        return entry.latest;
      }),
      latest: requests.get(requestKey)?.latest,
      requestedAtMs: this.#now(),
      failedAtMs: undefined,
    };
    requests.set(requestKey, entry);
    return entry;
  }

  /** Requests an answer, and keeps it for the next run. */
  async #evaluate(
    { transport, store }: FlagService,
    request: FlagRequest,
  ): Promise<FlagResponse | undefined> {
    this.#unansweredSinceMs ??= this.#now();
    const response = await transport.evaluate(request);
    this.#unansweredSinceMs = undefined;
    this.#unreachableAtMs = response === undefined ? this.#now() : undefined;
    if (response !== undefined && !isIncomplete(response)) store?.store(JSON.stringify(request), response);
    return response;
  }

  /**
   * Adds the last known values of flags that the server could not evaluate. A value of this session does not change.
   * @param flagKey the only flag that was requested. Undefined stands for all flags.
   * @param values the session's values, to which those of the answer are added
   */
  #complete(
    key: string,
    flagKey: string | undefined,
    response: FlagResponse,
    values: Map<string, Flag>,
  ): FlagResponse {
    const { unevaluatedKeys, errorsWhileComputing, quotaLimited } = response;
    const isRequested = (flag: string) => flagKey === undefined || flag === flagKey;
    // With errors, flags may be missing. Without errors, a missing flag has been deleted.
    const mayLackFlags = errorsWhileComputing || quotaLimited;
    const isDeleted = (flag: string) => isRequested(flag) && !mayLackFlags && !unevaluatedKeys.has(flag);
    const known = [...(this.#knownFlags.get(key) ?? [])].filter(([flag]) => !isDeleted(flag));
    const flags = new Map([...response.flags, ...known, ...response.flags, ...values]); // in the order of the answer
    for (const [flag, value] of flags) if (isRequested(flag)) values.set(flag, value);
    this.#knownFlags.set(key, flags);
    if (flagKey === undefined) return { ...response, flags };
    const flag = flags.get(flagKey);
    return { ...response, flags: new Map(flag === undefined ? [] : [[flagKey, flag]]) };
  }
}

function isIncomplete({ errorsWhileComputing, quotaLimited, unevaluatedKeys }: FlagResponse): boolean {
  return errorsWhileComputing || quotaLimited || unevaluatedKeys.size > 0;
}
