/** One session: its id, its tags, the flags it has seen. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Sealed } from "../envelope.js";
import { sealShared } from "../privacy/seal.js";
import { uuidv7 } from "../random.js";
import type { FlagAnswer } from "../transports/flags.js";
import { fixedProperties } from "./stamp.js";

export interface Session {
  /** UUIDv7: PostHog reads a session's start from it. */
  readonly id: string;
  /** Drawn once, so that sampling takes a session whole or not at all. */
  readonly draw: number;
  readonly tags: Sealed | undefined;
  /** What each of its events carries and nothing replaces. */
  readonly stamp: Sealed;
  /** Values of the flags seen, by key; they ride on later events as `$feature/<key>`. */
  readonly flags: Map<string, string | boolean>;
  /** Flags whose `$feature_flag_called` has been captured. */
  readonly reportedFlags: Set<string>;
  /** Answers of the flag service, by the question; kept as long as the session, so that a person stays in one variant. */
  readonly answers: Map<string, CachedAnswer>;
}

export interface CachedAnswer {
  readonly answer: Promise<FlagAnswer | undefined>;
  /** Milliseconds since the epoch, as below. */
  readonly askedAt: number;
  /** When it turned out that there is none; milliseconds since the epoch. */
  failedAt: number | undefined;
}

export function newSession(random: () => number, tags?: Sealed): Session {
  const id = uuidv7();
  return {
    id,
    draw: random(),
    tags,
    stamp: sealShared(fixedProperties(id)),
    flags: new Map(),
    reportedFlags: new Set(),
    answers: new Map(),
  };
}

/** Tags for what a function captures, across its awaits. */
export class TagContext {
  readonly #storage = new AsyncLocalStorage<Sealed>();

  get tags(): Sealed | undefined {
    return this.#storage.getStore();
  }

  run<T>(tags: Sealed, fn: () => T): T {
    return this.#storage.run(tags, fn);
  }
}
