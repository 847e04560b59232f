/** Holds the current session of a client, and the tags of `withContext`. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Sealed } from "../envelope.js";
import { mergeSealed, sealProperties } from "../privacy/sanitizer/seal.js";
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

  /** @param random returns 0 to 1 */
  constructor(pipeline: EventPipeline, random: () => number) {
    this.#pipeline = pipeline;
    this.#random = random;
  }

  /** Returns the current session, and starts one if there is none. */
  getOrStart(): Session {
    const { generation } = this.#pipeline.current;
    // A session ends with an opt-out, because its id would link the events before and after it.
    if (this.#session?.generation !== generation) this.#session = createSession(this.#random(), generation);
    return this.#session;
  }

  start(tags: Tags): void {
    const { tagContext, generation } = this.#pipeline.current;
    const sanitized = sealProperties(tags, tagContext, "startSession()");
    this.#session = createSession(this.#random(), generation, sanitized);
  }

  /** Adds a group to the later events of the current session, or of a new one. */
  setGroup(type: string, key: string): void {
    this.getOrStart().groups.set(type, key);
  }

  /** Waits for the delivery of the current session's events, and ends it unless another has started meanwhile. */
  async endAfter(delivery: Promise<void>): Promise<void> {
    const ended = this.#session;
    await delivery;
    if (this.#session === ended) this.#session = undefined;
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
}
