/** Accepts events and spans within the limits of the collector, and counts what it accepts and refuses. */
import type { IngestRequest } from "../ingest/request-check.js";
import { describeError, getErrorCode } from "../internal/errors.js";
import type { AcceptResult, Project } from "../project/project.js";
import { SourceTagger } from "../sources/source-tag.js";
import { UnavailableError } from "./http-answer.js";
import type { Metrics } from "./metrics.js";
import { RefusalLog } from "./refusal-log.js";
import type { SteadyClock } from "./steady-clock.js";

export interface AcceptorOptions {
  readonly metrics: Metrics;
  readonly clock: SteadyClock;
  /** Prints one line for the operator. */
  readonly log: (text: string) => void;
  /** Returns the bytes that the index lacks of those that were added since the start. */
  readonly measureBacklog: (project: Project) => number;
}

/** Requests that are not durable yet. Above it, clients wait and send again. */
export const MAX_PENDING_BYTES = 64 * 1024 * 1024;
/** Limits how far the index may be behind. At 500 bytes an event, these are about eight million events. */
export const MAX_BACKLOG_BYTES = 4 * 1024 ** 3;
const RETRY_AFTER_SECONDS = 5;

export class RequestAcceptor {
  readonly #options: AcceptorOptions;
  readonly #refusals: RefusalLog;
  readonly #tagger = new SourceTagger();
  #pendingBytes = 0;

  constructor(options: AcceptorOptions) {
    this.#options = options;
    this.#refusals = new RefusalLog(options.log);
  }

  get pendingBytes(): number {
    return this.#pendingBytes;
  }

  /**
   * Accepts the events or spans of a request. Resolves when they are durable.
   * @param address of the client, for its source tag
   * @throws UnavailableError if the disk refuses, or too much is pending
   */
  async accept(project: Project, request: IngestRequest, address: string): Promise<AcceptResult> {
    const { metrics, clock, measureBacklog } = this.#options;
    const bytes = request.text.length;
    if (this.#pendingBytes + bytes > MAX_PENDING_BYTES || measureBacklog(project) > MAX_BACKLOG_BYTES) {
      metrics.refused.inc();
      throw new UnavailableError("the collector is busy", RETRY_AFTER_SECONDS);
    }
    this.#pendingBytes += bytes;
    const start = performance.now();
    try {
      const result = await project.accept(request, this.#tagger.createTag(address, clock.now()));
      metrics.commit.observe((performance.now() - start) / 1000);
      metrics.accepted.inc({ project: project.name, kind: request.kind }, result.accepted);
      if (result.accepted > 0) metrics.newestEvent.set({ project: project.name }, clock.now() / 1000);
      return result;
    } catch (error) {
      // Without a code it is a fault of this program, and must not be called one of the disk.
      if (getErrorCode(error) === undefined) throw error;
      metrics.refused.inc();
      this.#refusals.add(`the disk refused events of ${project.name}: ${describeError(error)}`);
      throw new UnavailableError("the disk refused the events", RETRY_AFTER_SECONDS);
    } finally {
      this.#pendingBytes -= bytes;
    }
  }
}
