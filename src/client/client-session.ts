/** Holds the current session of a client, and the tags of `withContext`. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Sealed } from "../envelope.js";
import { MAX_GROUPS, mergeSealed, sealProperties } from "../privacy/sanitizer/seal.js";
import type { Tags } from "./base-client.js";
import type { EventPipeline } from "./event-pipeline.js";
import { createSession, type Session } from "./session.js";

interface ContextTags {
  readonly tags: Sealed;
  /** See `PipelineState.generation`. */
  readonly generation: number;
}

export class ClientSession {
  readonly #pipeline: EventPipeline;
  readonly #random: () => number;
  readonly #contextTags = new AsyncLocalStorage<ContextTags>();
  #session: Session | undefined;
  /** Whether the session is the one that threads share, or was. */
  #isShared = false;

  /** @param random returns 0 to 1 */
  constructor(pipeline: EventPipeline, random: () => number) {
    this.#pipeline = pipeline;
    this.#random = random;
  }

  /** Returns the current session, which another thread may have begun. Starts one if there is none. */
  getOrStart(): Session {
    const { generation, active } = this.#pipeline.current;
    const shared = active?.sharedSession;
    // A session ends with an opt-out, because its id would link the events before and after it.
    const current = this.#session?.generation === generation ? this.#session : undefined;
    if (current !== undefined && (shared === undefined || shared.isJoined)) return current;
    const published = shared?.join();
    if (published !== undefined) {
      const { tags, groups } = current ?? {}; // they belong to this thread
      this.#isShared = true;
      this.#session = createSession({ ...published, generation, tags, groups });
      return this.#session;
    }
    const unshared = this.#isShared ? undefined : current; // begun while the settings were unknown
    return this.#share(unshared ?? this.#create());
  }

  /**
   * Shares a session that began while the settings were unknown, or joins that of the other threads. Returns the session if
   * it was joined.
   */
  join(): Session | undefined {
    const begun = this.#session;
    const current = begun && this.getOrStart();
    return current === begun ? undefined : current;
  }

  /** Begins a session. In a worker thread that shares one, it only replaces the tags of that thread. */
  start(tags: Tags): void {
    const { tagContext, generation, active } = this.#pipeline.current;
    const sanitized = sealProperties(tags, tagContext, "startSession()");
    const shared = active?.sharedSession;
    const joined = shared?.isOwner === false ? shared.join() : undefined;
    if (joined === undefined) {
      shared?.join(); // so that the session takes the place of the present one
      this.#share(this.#create(sanitized));
      return;
    }
    this.#isShared = true;
    this.#session = createSession({ ...joined, generation, tags: sanitized });
  }

  /** Adds a group to the later events of the current session, or of a new one. */
  setGroup(type: string, key: string): void {
    const { groups } = this.getOrStart();
    const isUsable = typeof type === "string" && typeof key === "string"; // callers in plain JavaScript
    if (isUsable && (groups.has(type) || groups.size < MAX_GROUPS)) groups.set(type, key);
    else this.#pipeline.counters.countOmitted(isUsable ? "keys" : "unsupported");
  }

  /**
   * Waits for the delivery of the current session's events, and ends it unless another has started meanwhile. A worker thread
   * does not end the session that it shares.
   */
  async endAfter(delivery: Promise<void>): Promise<void> {
    const ended = this.#session;
    await delivery;
    const shared = this.#pipeline.current.active?.sharedSession;
    if (this.#session !== ended || shared?.isOwner === false) return;
    shared?.end();
    this.#session = undefined;
  }

  /** Runs `fn` with tags for the events that it captures. They replace the tags of an outer call. */
  runWithTags<T>(tags: Tags, fn: () => T): T {
    const { tagContext, generation } = this.#pipeline.current;
    const inner = sealProperties(tags, tagContext, "withContext()");
    const outer = this.getContextTags();
    const merged = outer === undefined ? inner : mergeSealed([outer, inner], tagContext.omit);
    return this.#contextTags.run({ tags: merged, generation }, fn);
  }

  /** Returns the tags of the calling code. Undefined outside of `runWithTags`, and after an opt-out. */
  getContextTags(): Sealed | undefined {
    const context = this.#contextTags.getStore();
    return context?.generation === this.#pipeline.current.generation ? context.tags : undefined;
  }

  #create(tags?: Sealed): Session {
    const { generation } = this.#pipeline.current;
    return createSession({ sampleValue: this.#random(), generation, tags });
  }

  /** Makes a session the current one, of other threads, too. */
  #share(session: Session): Session {
    this.#isShared = this.#pipeline.current.active?.sharedSession?.publish(session) === true;
    this.#session = session;
    return session;
  }
}
