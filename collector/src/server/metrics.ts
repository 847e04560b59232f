/** Counts what the collector does, for `/metrics` in the OpenMetrics format. */
import { statfsSync } from "node:fs";
import { Counter, Gauge, Histogram, Registry } from "prom-client";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

export class Metrics {
  readonly #registry = new Registry<typeof Registry.OPENMETRICS_CONTENT_TYPE>();
  readonly #registers = [this.#registry];

  readonly requests = new Counter({
    name: "collector_requests_total",
    help: "Requests by path and status.",
    labelNames: ["route", "status"],
    registers: this.#registers,
  });
  readonly accepted = new Counter({
    name: "collector_accepted_total",
    help: "Events and spans that were acknowledged.",
    labelNames: ["project", "kind"],
    registers: this.#registers,
  });
  readonly dropped = new Counter({
    name: "collector_dropped_total",
    help: "Events and parts of events that were not kept as they were, by reason.",
    labelNames: ["project", "reason"],
    registers: this.#registers,
  });
  readonly commit = new Histogram({
    name: "collector_commit_seconds",
    help: "Time from a decoded request to its fsync.",
    buckets: SECONDS,
    registers: this.#registers,
  });
  readonly refused = new Counter({
    name: "collector_refused_total",
    help: "Requests that were answered 503 because the disk refused or too much was pending.",
    registers: this.#registers,
  });
  readonly indexed = new Counter({
    name: "collector_indexed_total",
    help: "Events and spans that were added to the index.",
    labelNames: ["project", "kind"],
    registers: this.#registers,
  });
  readonly duplicates = new Counter({
    name: "collector_duplicates_total",
    help: "Events and spans that the index had already.",
    labelNames: ["project", "kind"],
    registers: this.#registers,
  });
  readonly indexing = new Histogram({
    name: "collector_indexing_seconds",
    help: "Time that a batch takes to be indexed.",
    buckets: SECONDS,
    registers: this.#registers,
  });
  readonly erased = new Counter({
    name: "collector_erased_total",
    help: "Events and spans that were erased because a person asked for it, or as abuse.",
    labelNames: ["project"],
    registers: this.#registers,
  });
  readonly backlog = new Gauge({
    name: "collector_index_backlog_bytes",
    help: "Bytes of the journal that the index does not have yet.",
    labelNames: ["project"],
    registers: this.#registers,
  });
  readonly lag = new Gauge({
    name: "collector_index_lag_seconds",
    help: "How long the oldest data that the index lacks has been waiting.",
    labelNames: ["project"],
    registers: this.#registers,
  });
  readonly isIndexOpen = new Gauge({
    name: "collector_index_open",
    help: "1 if the index answers questions.",
    labelNames: ["project"],
    registers: this.#registers,
  });
  readonly newestEvent = new Gauge({
    name: "collector_newest_event_timestamp_seconds",
    help: "When the newest event arrived, since the epoch. Missing until the first one after a start.",
    labelNames: ["project"],
    registers: this.#registers,
  });
  readonly #diskFree = new Gauge({
    name: "collector_disk_free_bytes",
    help: "Free bytes of the disk of the data folder.",
    registers: this.#registers,
  });
  readonly pendingBytes = new Gauge({
    name: "collector_pending_bytes",
    help: "Bytes of requests that are not durable yet.",
    registers: this.#registers,
  });
  readonly #memory = new Gauge({
    name: "collector_memory_bytes",
    help: "Resident memory of the server process.",
    registers: this.#registers,
  });

  constructor() {
    this.#registry.setContentType(Registry.OPENMETRICS_CONTENT_TYPE);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** @param dataFolder whose disk is measured */
  async render(dataFolder: string): Promise<string> {
    this.#memory.set(process.memoryUsage.rss());
    const { bavail, bsize } = statfsSync(dataFolder);
    this.#diskFree.set(bavail * bsize);
    return this.#registry.metrics();
  }
}
