/** Counts what the collector does, for `/metrics` in the OpenMetrics format. */
import { statfsSync } from "node:fs";
import { Counter, Gauge, Histogram, Registry } from "prom-client";
import { DROP_REASONS } from "../ingest/drop-reason.js";
import { RECORD_KINDS, type RecordKind } from "../store/store.js";

const SECONDS = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** What happened to the events and spans of a project since the start. */
export interface ProjectCounts {
  readonly accepted: Readonly<Record<RecordKind, number>>;
  readonly indexed: Readonly<Record<RecordKind, number>>;
  readonly duplicates: Readonly<Record<RecordKind, number>>;
  /** By reason, without the reasons that did not occur. An event can have several parts that are dropped. */
  readonly dropped: Readonly<Record<string, number>>;
}

export interface RenderedMetrics {
  readonly contentType: string;
  readonly text: string;
}

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
  readonly refusals = new Counter({
    name: "collector_requests_refused_total",
    help: "Requests that were refused with status 401, 403 or 429, by reason.",
    labelNames: ["reason"],
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
  readonly tornLines = new Counter({
    name: "collector_torn_lines_total",
    help: "Lines that a crash or a full disk left unfinished, and that were removed. None was acknowledged.",
    labelNames: ["project"],
    registers: this.#registers,
  });
  readonly damagedSegments = new Counter({
    name: "collector_damaged_segments_total",
    help: "Compressed segments of the journal whose rest cannot be read.",
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

  /** Begins the counters of a project at zero, because Prometheus sees no increase in a value that was not there before. */
  addProject(project: string): void {
    for (const kind of RECORD_KINDS)
      for (const counter of [this.accepted, this.indexed, this.duplicates]) counter.inc({ project, kind }, 0);
    for (const reason of DROP_REASONS) this.dropped.inc({ project, reason }, 0);
    this.erased.inc({ project }, 0);
    for (const counter of [this.damagedSegments, this.tornLines]) counter.inc({ project }, 0);
  }

  async count(project: string): Promise<ProjectCounts> {
    const dropped = await sumByLabel(this.dropped, project, "reason");
    return {
      accepted: await this.#countKinds(this.accepted, project),
      indexed: await this.#countKinds(this.indexed, project),
      duplicates: await this.#countKinds(this.duplicates, project),
      dropped: Object.fromEntries([...dropped].filter(([, count]) => count > 0)),
    };
  }

  /** Returns the refused requests of all projects by reason, because a request with a wrong key belongs to none. */
  async countRefusals(): Promise<Readonly<Record<string, number>>> {
    const { values } = await this.refusals.get();
    return Object.fromEntries(values.map(({ labels, value }) => [String(labels.reason), value]));
  }

  /**
   * Renders all metrics in OpenMetrics, or in the older text format for a client that asks for that one only.
   * @param dataFolder whose disk is measured
   * @param accept the header of the request
   */
  async render(dataFolder: string, accept = ""): Promise<RenderedMetrics> {
    this.#memory.set(process.memoryUsage.rss());
    const { bavail, bsize } = statfsSync(dataFolder);
    this.#diskFree.set(bavail * bsize);
    const text = await this.#registry.metrics();
    if (accept.includes("openmetrics") || !accept.includes("text/plain"))
      return { contentType: Registry.OPENMETRICS_CONTENT_TYPE, text };
    return { contentType: Registry.PROMETHEUS_CONTENT_TYPE, text: toTextFormat(text) };
  }

  async #countKinds(
    counter: Counter<"project" | "kind">,
    project: string,
  ): Promise<Readonly<Record<RecordKind, number>>> {
    const byKind = await sumByLabel(counter, project, "kind");
    return { events: byKind.get("events") ?? 0, spans: byKind.get("spans") ?? 0 };
  }
}

async function sumByLabel<Label extends string>(
  counter: Counter<"project" | Label>,
  project: string,
  label: Label,
): Promise<Map<string, number>> {
  const { values } = await counter.get();
  return new Map(
    values
      .filter(({ labels }) => labels.project === project)
      .map(({ labels, value }) => [String(labels[label]), value]),
  );
}

/** In OpenMetrics, the name of a counter is without `_total`, and the end is marked. */
function toTextFormat(openMetrics: string): string {
  return openMetrics
    .replace(/^# HELP (\S+) (.*)\n# TYPE \1 counter$/gm, "# HELP $1_total $2\n# TYPE $1_total counter")
    .replace(/# EOF\n$/, "");
}
