/** Reads feature flags: asked for once a session, with a timeout and a fallback, never in the way. */
import type { Json } from "../envelope.js";
import { withTimeout } from "../internal/timeout.js";
import { sealGroups, sealProperties } from "../privacy/sanitizer/seal.js";
import type { FlagAnswer, FlagQuestion } from "../transports/flag-request.js";
import type { Line } from "./event-pipeline.js";
import { calledProperties, FLAG_CALLED } from "./flag-exposure.js";
import { sealedId } from "./pending-event.js";
import type { Wired } from "./pipeline.js";
import { copied } from "./plain-options.js";
import { type CachedAnswer, givenId, type Session, seenBy } from "./session.js";

export interface FlagOptions<F = string | boolean> {
  /** A UUID, or anything that identifies; the latter leaves as a digest. By default the client's own id. */
  readonly distinctId?: string;
  /** Sealed like an event's properties. */
  readonly personProperties?: Readonly<Record<string, unknown>>;
  readonly groups?: Readonly<Record<string, string>>;
  readonly groupProperties?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Default true. */
  readonly disableGeoip?: boolean;
  /** How long a caller waits at most, 1000 by default; an answer that comes later is kept for the next one. */
  readonly timeoutMs?: number;
  /** What is returned where there is no answer in time, or no such flag. Default undefined. */
  readonly fallback?: F;
}

/** One wait that a person does not notice; RESEARCH.md lists what happens without an end to it. */
const DEFAULT_TIMEOUT_MS = 1000;

/** After a question that got no answer the next one waits so long, so that a dead network costs one timeout and not one a flag. */
const ASK_AGAIN_MS = 30_000;

/** One for all who ask where telemetry is off. */
const NO_VALUE: Promise<undefined> = Promise.resolve(undefined);
const IS_OFF: Promise<boolean> = Promise.resolve(false);

function fallbackOf<F>(options: FlagOptions<F> | undefined): Promise<F | undefined> {
  return options === undefined ? NO_VALUE : Promise.resolve(copied(options).fallback);
}

export interface FlagReaderParts {
  readonly line: Line;
  readonly ready: () => Promise<void>;
  readonly session: () => Session;
  readonly capture: (event: string, properties: object, options: { distinctId?: string }) => void;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

export class FlagReader {
  readonly #parts: FlagReaderParts;

  constructor(parts: FlagReaderParts) {
    this.#parts = parts;
  }

  /** A flag's value; the fallback where there is no answer in time, or no such flag. */
  value<F>(key: string, options: FlagOptions<F> | undefined): Promise<string | boolean | F> {
    // Without a fallback, F is undefined.
    return this.#isOff() ? (fallbackOf(options) as Promise<F>) : this.#valueOr(key, copied(options));
  }

  isOn(key: string, options: FlagOptions<boolean> | undefined): Promise<boolean> {
    if (!this.#isOff()) return this.#isOn(key, copied(options));
    return options === undefined ? IS_OFF : Promise.resolve(copied(options).fallback ?? false);
  }

  async #isOn(key: string, given: Partial<FlagOptions<boolean>>): Promise<boolean> {
    const value = await this.#read(key, given);
    return value === undefined ? (given.fallback ?? false) : value !== false;
  }

  payload(key: string, options: FlagOptions<Json> | undefined): Promise<Json | undefined> {
    return this.#isOff() ? fallbackOf(options) : this.#payload(key, copied(options));
  }

  async #payload(key: string, given: Partial<FlagOptions<Json>>): Promise<Json | undefined> {
    return (await this.#answer(given))?.flags.get(key)?.payload ?? given.fallback;
  }

  async all(options: FlagOptions<never> | undefined): Promise<Record<string, string | boolean>> {
    const given: Partial<FlagOptions> = copied(options);
    const answer = await this.#answer(given);
    if (answer === undefined) return {};
    const seen = seenBy(this.#parts.session(), givenId(given.distinctId));
    for (const [key, { value }] of answer.flags) seen.values.set(key, value);
    return Object.fromEntries([...answer.flags].map(([key, { value }]) => [key, value]));
  }

  async #valueOr<F>(key: string, options: FlagOptions<F>): Promise<string | boolean | F> {
    return (await this.#read(key, options)) ?? (options.fallback as F); // as above
  }

  /** Undefined: no answer in time, or no such flag. A person's first read in a session is told to PostHog. */
  async #read(key: string, options: FlagOptions<unknown>): Promise<string | boolean | undefined> {
    const answer = await this.#answer(options);
    if (answer === undefined) return undefined;
    // Of the session that goes on with the value, if another has begun meanwhile.
    const seen = seenBy(this.#parts.session(), givenId(options.distinctId));
    const flag = answer.flags.get(key);
    if (flag !== undefined) seen.values.set(key, flag.value);
    if (!seen.reported.has(key)) {
      seen.reported.add(key);
      const about = options.distinctId === undefined ? {} : { distinctId: options.distinctId };
      this.#parts.capture(FLAG_CALLED, calledProperties(key, flag, answer), about);
    }
    return flag?.value;
  }

  #isOff(): boolean {
    return this.#parts.line.state.status === "off";
  }

  /** The session's answer to a question, asked once. Undefined: none in time, or telemetry is off. */
  async #answer(options: FlagOptions<unknown>): Promise<FlagAnswer | undefined> {
    if (this.#isOff()) return undefined;
    const wanted = Number(options.timeoutMs ?? DEFAULT_TIMEOUT_MS);
    const timeoutMs = Number.isNaN(wanted) ? DEFAULT_TIMEOUT_MS : wanted;
    try {
      return await withTimeout(this.#asked(options, timeoutMs), timeoutMs);
    } catch {
      return undefined; // hostile groups: their getters run in the question
    }
  }

  async #asked(options: FlagOptions<unknown>, timeoutMs: number): Promise<FlagAnswer | undefined> {
    const { line, ready, session, now } = this.#parts;
    await ready();
    const { wired } = line;
    if (wired?.flags === undefined) return undefined;
    const question = this.#question(options, wired);
    const { answers } = session();
    const identity = JSON.stringify(question);
    const known = answers.get(identity);
    const stale = known?.failedAt !== undefined && now() - known.failedAt >= ASK_AGAIN_MS;
    // Whoever waited in vain has waited for all: the next one takes what is there.
    if (known !== undefined && !stale) return withTimeout(known.answer, timeoutMs - (now() - known.askedAt));
    // All flags in one request: the server computes them together as it would one by one.
    const entry: CachedAnswer = { answer: wired.flags.ask(question), askedAt: now(), failedAt: undefined };
    answers.set(identity, entry);
    const answer = await entry.answer;
    if (answer === undefined) entry.failedAt = now();
    return answer;
  }

  #question(options: FlagOptions<unknown>, { distinctId }: Wired): FlagQuestion {
    const { sealContext, idDigest } = this.#parts.line;
    return {
      distinctId: sealedId(options.distinctId, idDigest) ?? distinctId,
      personProperties: sealProperties(options.personProperties ?? {}, sealContext),
      groups: sealGroups(options.groups ?? {}, { digest: idDigest, omit: sealContext.omit }),
      groupProperties: sealProperties(options.groupProperties ?? {}, sealContext),
      disableGeoip: options.disableGeoip ?? true,
    };
  }
}
