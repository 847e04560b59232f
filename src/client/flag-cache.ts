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

/** A request, and where its answer is kept. */
interface PlacedRequest {
  readonly request: FlagRequest;
  /** The request as JSON. */
  readonly text: string;
  /** All of the request except the flag, as JSON. */
  readonly identityKey: string;
  /** The flag, or all flags. */
  readonly flagOrAll: string;
  /** The session's answers. */
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
    service: FlagService,
    request: FlagRequest,
    session: Session,
    timeoutMs: number,
  ): Promise<FlagResponse | undefined> {
    const placed = placeRequest(request, session);
    const own = placed.answers.requests.get(placed.flagOrAll);
    const found = this.#find(own, placed);
    const kept = found === undefined ? service.store?.find(placed.text) : undefined;
    const isUnreachable = this.#isUnreachable(timeoutMs);
    // An answer of this session is newer than one of an earlier run, although it lacks the flag.
    const usable = own === undefined ? kept?.response : undefined;
    if (usable !== undefined && (kept?.isRecent === true || kept?.isServerSilent === true || isUnreachable)) {
      if (!isUnreachable) void this.#evaluate(service, placed);
      return this.#useKept(usable, placed);
    }
    if (found === undefined && isUnreachable) return own?.latest;
    const entry = found ?? this.#request(service, placed, own);
    // Counted from the first request that was not answered, so that reads of other flags do not wait again.
    const startedAtMs = Math.min(entry.requestedAtMs, this.#unansweredSinceMs ?? entry.requestedAtMs);
    const remainingMs = timeoutMs - Math.max(0, this.#now() - startedAtMs); // the clock may have been set back
    const response = await waitWithTimeout(entry.response, kept?.isServerSilent === true ? 0 : remainingMs);
    if (found === undefined && this.#unansweredSinceMs !== undefined) service.store?.markSilent();
    if (response === undefined && entry.latest === undefined && usable !== undefined)
      return this.#useKept(usable, placed);
    return response ?? entry.latest;
  }

  /** Returns undefined if the flag has to be requested. A complete answer with all flags answers for every flag. */
  #find(
    own: CachedFlagResponse | undefined,
    { request: { flagKey }, answers }: PlacedRequest,
  ): CachedFlagResponse | undefined {
    if (own !== undefined)
      return own.failedAtMs === undefined || this.#isWithinRetryDelay(own.failedAtMs) ? own : undefined;
    const all = answers.requests.get(ALL_FLAGS);
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

  /** Makes the answer of an earlier run the session's answer. */
  #useKept(kept: FlagResponse, placed: PlacedRequest): FlagResponse {
    const latest = this.#complete(kept, placed);
    this.#keep({ response: Promise.resolve(latest), latest }, placed);
    return latest;
  }

  /** @param own the session's answer that lacks the flag */
  #request(
    service: FlagService,
    placed: PlacedRequest,
    own: CachedFlagResponse | undefined,
  ): CachedFlagResponse {
    const response = this.#evaluate(service, placed).then((answer) => {
      if (answer === undefined || isIncomplete(answer)) entry.failedAtMs = this.#now();
      if (answer !== undefined) entry.latest = this.#complete(answer, placed);
      return entry.latest;
    });
    const entry = this.#keep({ response, latest: own?.latest }, placed);
    return entry;
  }

  #keep(
    entry: Pick<CachedFlagResponse, "response" | "latest">,
    { answers, flagOrAll }: PlacedRequest,
  ): CachedFlagResponse {
    const kept: CachedFlagResponse = { ...entry, requestedAtMs: this.#now(), failedAtMs: undefined };
    answers.requests.set(flagOrAll, kept);
    return kept;
  }

  /** Requests an answer, and keeps it for the next run. */
  async #evaluate(
    { transport, store }: FlagService,
    { request, text }: PlacedRequest,
  ): Promise<FlagResponse | undefined> {
    this.#unansweredSinceMs ??= this.#now();
    const response = await transport.evaluate(request);
    this.#unansweredSinceMs = undefined;
    this.#unreachableAtMs = response === undefined ? this.#now() : undefined;
    if (response !== undefined && !isIncomplete(response)) store?.store(text, response);
    return response;
  }

  /** Adds the last known values of flags that the server could not evaluate. A value of this session does not change. */
  #complete(
    response: FlagResponse,
    { request: { flagKey }, identityKey, answers: { values } }: PlacedRequest,
  ): FlagResponse {
    const { unevaluatedKeys, errorsWhileComputing, quotaLimited } = response;
    const isRequested = (flag: string) => flagKey === undefined || flag === flagKey;
    // With errors, flags may be missing. Without errors, a missing flag has been deleted.
    const mayLackFlags = errorsWhileComputing || quotaLimited;
    const isDeleted = (flag: string) => isRequested(flag) && !mayLackFlags && !unevaluatedKeys.has(flag);
    const known = [...(this.#knownFlags.get(identityKey) ?? [])].filter(([flag]) => !isDeleted(flag));
    const flags = new Map([...response.flags, ...known, ...response.flags, ...values]); // in the order of the answer
    for (const [flag, value] of flags) if (isRequested(flag)) values.set(flag, value);
    this.#knownFlags.set(identityKey, flags);
    if (flagKey === undefined) return { ...response, flags };
    const flag = flags.get(flagKey);
    return { ...response, flags: new Map(flag === undefined ? [] : [[flagKey, flag]]) };
  }
}

function isIncomplete({ errorsWhileComputing, quotaLimited, unevaluatedKeys }: FlagResponse): boolean {
  return errorsWhileComputing || quotaLimited || unevaluatedKeys.size > 0;
}

function placeRequest(request: FlagRequest, { flagAnswers }: Session): PlacedRequest {
  const { flagKey, ...identity } = request;
  const identityKey = JSON.stringify(identity);
  let answers = flagAnswers.get(identityKey);
  if (answers === undefined) {
    answers = { values: new Map(), requests: new BoundedCache(MAX_CACHED_RESPONSES) };
    flagAnswers.set(identityKey, answers);
  }
  const flagOrAll = flagKey === undefined ? ALL_FLAGS : JSON.stringify(flagKey);
  return { request, text: JSON.stringify(request), identityKey, flagOrAll, answers };
}
