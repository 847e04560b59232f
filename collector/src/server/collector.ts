/** The collector without its network: projects, index and metrics, and the work that is done by the hour. */
import type { CollectorConfig } from "../config/collector-config.js";
import { activateErasures } from "../index/erasure-orders.js";
import { IndexSupervisor } from "../index/index-supervisor.js";
import { JournalBacklogs } from "../index/journal-backlogs.js";
import type { IndexTarget } from "../index/messages.js";
import { deleteIndex, isStale, unmarkStale } from "../index/stale-index.js";
import { describeError } from "../internal/errors.js";
import type { AddedManifest } from "../project/manifest-files.js";
import type { Project } from "../project/project.js";
import type { Engine } from "../store/dialect.js";
import { applyRetention } from "./apply-retention.js";
import { createClickHouseTarget } from "./clickhouse-target.js";
import { Eraser } from "./eraser.js";
import { createRebuildingErasure, createSharedErasure } from "./index-erasure.js";
import { Metrics } from "./metrics.js";
import { openProjects } from "./open-projects.js";
import { RequestAcceptor } from "./request-acceptor.js";
import { SteadyClock } from "./steady-clock.js";

export interface CollectorOptions {
  readonly config: CollectorConfig;
  readonly dataFolder: string;
  /** Prints one line for the operator. */
  readonly log: (text: string) => void;
  /** @default the system's clock */
  readonly clock?: SteadyClock;
}

const MAINTENANCE_MS = 10 * 60 * 1000;

/** What exists before the collector. */
interface CollectorParts {
  readonly projects: ReadonlyMap<string, Project>;
  readonly backlogs: JournalBacklogs;
  readonly metrics: Metrics;
  readonly clock: SteadyClock;
}

export class Collector {
  readonly metrics: Metrics;
  readonly dataFolder: string;
  /** Whether everybody may read the pages. */
  readonly isPublic: boolean;
  readonly projects: ReadonlyMap<string, Project>;
  readonly index: IndexSupervisor;
  readonly eraser: Eraser;
  readonly acceptor: RequestAcceptor;
  readonly clock: SteadyClock;
  readonly #options: CollectorOptions;
  readonly #backlogs: JournalBacklogs;
  readonly #timer: NodeJS.Timeout;

  private constructor(options: CollectorOptions, { projects, backlogs, metrics, clock }: CollectorParts) {
    this.#options = options;
    this.clock = clock;
    this.#backlogs = backlogs;
    this.metrics = metrics;
    this.dataFolder = options.dataFolder;
    this.isPublic = options.config.server.public;
    this.projects = projects;
    this.index = new IndexSupervisor({
      projects: [...projects.values()].map((project) => this.#getIndexTarget(project)),
      memoryLimitMb: Number.parseInt(options.config.index.memory_limit, 10),
      log: options.log,
      onIndexed: ({ project, kind, position, added, duplicates, durationMs }) => {
        backlogs.setIndexed(project, kind, position);
        metrics.indexed.inc({ project, kind }, added);
        metrics.duplicates.inc({ project, kind }, duplicates);
        metrics.indexing.observe(durationMs / 1000);
      },
      onDamagedSegment: (project) => metrics.damagedSegments.inc({ project }),
    });
    this.acceptor = new RequestAcceptor({
      metrics,
      clock,
      log: options.log,
      measureBacklog: ({ name }) => backlogs.measureSinceStart(this.index, name),
    });
    const erase = this.#usesClickHouse
      ? createSharedErasure(this.index, (project) => this.#getIndexTarget(project))
      : createRebuildingErasure(this.index);
    this.eraser = new Eraser(erase, metrics);
    this.#timer = setInterval(() => void this.maintain(), MAINTENANCE_MS);
  }

  /**
   * Opens the journals, and starts the index process, which opens in the background.
   * @throws ConfigError about a manifest, or the system's error
   */
  static async open(options: CollectorOptions): Promise<Collector> {
    const clock = options.clock ?? new SteadyClock();
    const backlogs = new JournalBacklogs();
    const metrics = new Metrics();
    // The journals report their ends to the index, which exists only when they are open.
    let collector: Collector | undefined;
    const projects = await openProjects({
      ...options,
      clock,
      backlogs,
      metrics,
      onCommitted: (name, kind, end) => collector?.index.follow(name, kind, end),
    });
    collector = new Collector(options, { projects, backlogs, metrics, clock });
    collector.#startIndex();
    await collector.#deleteOldTags();
    return collector;
  }

  /**
   * Returns the project that a key belongs to. If there is only one, a request without a key belongs to it and, unless the project
   * has a key, every write key of PostHog's form.
   */
  findProject(key: string | undefined): Project | undefined {
    const projects = [...this.projects.values()];
    const [only] = projects;
    if (only !== undefined && projects.length === 1) {
      const { key: expected } = only.config;
      const isKnown = expected === undefined ? key?.startsWith("phc_") : key === expected;
      return key === undefined || isKnown ? only : undefined;
    }
    return projects.find(({ config }) => key !== undefined && config.key === key);
  }

  /** Adds a manifest, which is used for the events that arrive from now on. @throws ConfigError */
  async addManifest(project: Project, file: string, version?: string): Promise<AddedManifest> {
    const added = await project.addManifest(file, version);
    await this.index.reopen(this.#getIndexTarget(project));
    return added;
  }

  /** Returns the bytes that the index of a project lacks. */
  measureBacklog(project: Project): number {
    return this.#backlogs.measure(this.index, project.name);
  }

  /** Deletes what is older than the projects keep it, if the clock can be trusted. Never rejects. */
  async maintain(): Promise<void> {
    await this.#deleteOldTags();
    if (!this.clock.isSteady()) return;
    await applyRetention(this.projects.values(), this.index, {
      backlogs: this.#backlogs,
      log: this.#options.log,
      expiresByItself: this.#usesClickHouse,
    });
  }

  /** Waits for the requests that are being committed, and closes the journals and the index. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.projects.values()].map((project) => project.close()));
    await this.index.close();
  }

  /** Sets the metrics that are measured when they are asked for. */
  updateMetrics(): void {
    this.metrics.pendingBytes.set(this.acceptor.pendingBytes);
    for (const project of this.projects.values()) {
      this.metrics.backlog.set({ project: project.name }, this.measureBacklog(project));
      this.metrics.lag.set(
        { project: project.name },
        this.#backlogs.measureLagMs(this.index, project.name) / 1000,
      );
      this.metrics.isIndexOpen.set({ project: project.name }, this.index.isOpen(project.name) ? 1 : 0);
    }
  }

  /** Tags link sessions, so they are deleted also by a clock that may be wrong. Without them, only abuse is harder to undo. */
  async #deleteOldTags(): Promise<void> {
    for (const { name, sources } of this.projects.values())
      await sources
        .deleteOld(this.clock.now())
        .catch((error) => this.#options.log(`old source tags of ${name} remain: ${describeError(error)}`));
  }

  #startIndex(): void {
    for (const project of this.projects.values()) {
      const { path } = project.getIndexTarget();
      activateErasures(path);
      // A crash came before the end of an erasure, or an erasure would not reach the file of the engine before.
      if (!isStale(path) && !this.#usesClickHouse) continue;
      deleteIndex(path);
      unmarkStale(path); // last, so that a crash before it deletes the rest again
    }
    this.#backlogs.sendEnds(this.index);
    this.index.start();
  }

  get engine(): Engine {
    return this.#options.config.index.engine;
  }

  get #usesClickHouse(): boolean {
    return this.engine === "clickhouse";
  }

  /** Describes a project to the index process, with its tables in ClickHouse. */
  #getIndexTarget(project: Project): IndexTarget {
    const { name, folder, config } = project;
    const { index } = this.#options.config;
    const clickhouse = createClickHouseTarget({ index, name, project: config, folder });
    return { ...project.getIndexTarget(), clickhouse };
  }
}
