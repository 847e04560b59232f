/** One session: its id, its tags, the flags it has seen. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Sealed } from "../envelope.js";
import { copyOf, Memo } from "../internal/bounded-cache.js";
import { uuidv7 } from "../internal/ids.js";
import { sealShared } from "../privacy/sanitizer/seal.js";
import type { FlagAnswer } from "../transports/flag-request.js";
import { fixedProperties } from "./standard-properties.js";

export interface Session {
  /** UUIDv7: PostHog reads a session's start from it. */
  readonly id: string;
  /** Drawn once, so that sampling takes a session whole or not at all. */
  readonly draw: number;
  readonly tags: Sealed | undefined;
  /** How often the line had been closed when the session began: see `Line.closings`. */
  readonly closings: number;
  /** What each of its events carries and nothing replaces. */
  readonly stamp: Sealed;
  /** What the client's own id has seen of the flags. */
  readonly seen: SeenFlags;
  /** What others have, by their ids as the caller gives them; of many the latest. */
  readonly seenByOthers: Memo<SeenFlags>;
  /** Answers of the flag service, by the question; kept as long as the session, so that a person stays in one variant. */
  readonly answers: Memo<CachedAnswer>;
}

/** What one person has seen of the flags: each stays in a variant of their own. */
export interface SeenFlags {
  /** By key; they ride on that person's later events as `$feature/<key>`. */
  readonly values: Map<string, string | boolean>;
  /** Flags whose `$feature_flag_called` has been captured. */
  readonly reported: Set<string>;
}

/** People of one session: a server that asks for each of its users has no end of them. */
const MOST_PEOPLE = 500;

export interface CachedAnswer {
  readonly answer: Promise<FlagAnswer | undefined>;
  /** Milliseconds since the epoch, as below. */
  readonly askedAt: number;
  /** When it turned out that there is none; milliseconds since the epoch. */
  failedAt: number | undefined;
}

export function newSession(random: () => number, closings: number, tags?: Sealed): Session {
  const id = uuidv7();
  return {
    id,
    draw: random(),
    tags,
    closings,
    stamp: sealShared(fixedProperties(id)),
    seen: newSeenFlags(),
    seenByOthers: new Memo(MOST_PEOPLE),
    answers: new Memo(MOST_PEOPLE),
  };
}

/** The session that events are captured in. It is made with the first of them: telemetry that is off mints no id. */
export class CurrentSession {
  readonly #random: () => number;
  readonly #closings: () => number;
  #session: Session | undefined;

  /** @param closings how often the person has refused telemetry since the process began */
  constructor(random: () => number, closings: () => number) {
    this.#random = random;
    this.#closings = closings;
  }

  /** Undefined where none has begun. */
  get current(): Session | undefined {
    return this.#session;
  }

  /** A session ends when the person refuses telemetry: its id and its tags would join what is sent before and after. */
  get(): Session {
    const closings = this.#closings();
    if (this.#session?.closings !== closings) this.#session = newSession(this.#random, closings);
    return this.#session;
  }

  /** Begins a session with these tags; without tags one begins with the next event. */
  replace(tags: Sealed | undefined): void {
    this.#session = tags === undefined ? undefined : newSession(this.#random, this.#closings(), tags);
  }
}

const newSeenFlags = (): SeenFlags => ({ values: new Map(), reported: new Set() });

/** Untyped callers give numbers, too; what is no identifier at all counts as not given: the client's own is meant. */
export function givenId(id: unknown): string | undefined {
  return typeof id === "string" || typeof id === "number" ? String(id) : undefined;
}

/** To be added to. */
export function seenBy({ seen, seenByOthers }: Session, id: string | undefined): SeenFlags {
  if (id === undefined) return seen;
  const known = seenByOthers.get(id);
  if (known !== undefined) return known;
  const seenFirst = newSeenFlags();
  seenByOthers.set(copyOf(id), seenFirst);
  return seenFirst;
}

/** Tags for what a function captures, across its awaits. */
export class TagContext {
  readonly #storage = new AsyncLocalStorage<{ readonly tags: Sealed; readonly closings: number }>();

  /** Returns the tags, unless they were sealed before the line was last closed: see `Line.closings`. */
  tagsSince(closings: number): Sealed | undefined {
    const store = this.#storage.getStore();
    return store?.closings === closings ? store.tags : undefined;
  }

  run<T>(tags: Sealed, closings: number, fn: () => T): T {
    return this.#storage.run({ tags, closings }, fn);
  }
}
