/** The collector without its network: projects, index and metrics, and the work that is done by the hour. */
import { join } from "node:path";
import type { CollectorConfig } from "../config/collector-config.js";
import { activateErasures } from "../index/erasure-orders.js";
import { IndexSupervisor } from "../index/index-supervisor.js";
import { JournalBacklogs } from "../index/journal-backlogs.js";
import type { IndexedProject } from "../index/messages.js";
import { deleteIndex, isStale } from "../index/stale-index.js";
import { describeError, getErrorCode } from "../internal/errors.js";
import { readLastWriteTime } from "../journal/last-write.js";
import { addManifest, loadManifests } from "../project/manifest-files.js";
import { type AcceptResult, type IngestRequest, Project } from "../project/project.js";
import { SourceTagger } from "../sources/source-tag.js";
import { RECORD_KINDS } from "../store/store.js";
import { applyRetention } from "./apply-retention.js";
import { createClickHouseTarget } from "./clickhouse-target.js";
import { Eraser } from "./eraser.js";
import { UnavailableError } from "./http-answer.js";
import { createRebuildingErasure, createSharedErasure } from "./index-erasure.js";
import { Metrics } from "./metrics.js";
import { RefusalLog } from "./refusal-log.js";
import { SteadyClock } from "./steady-clock.js";

export interface CollectorOptions {
  readonly config: CollectorConfig;
  readonly dataFolder: string;
  /** Prints one line for the operator. */
  readonly log: (text: string) => void;
  /** @default the system's clock */
  readonly clock?: SteadyClock;
}

/** Requests that are not durable yet. Above it, clients wait and send again. */
export const MAX_PENDING_BYTES = 64 * 1024 * 1024;
/** Limits how far the index may be behind. At 500 bytes an event, these are about eight million events. */
export const MAX_BACKLOG_BYTES = 4 * 1024 ** 3;
const RETRY_AFTER_SECONDS = 5;
const MAINTENANCE_MS = 10 * 60 * 1000;

export class Collector {
  readonly metrics = new Metrics();
  readonly dataFolder: string;
  readonly projects: ReadonlyMap<string, Project>;
  readonly index: IndexSupervisor;
  readonly eraser: Eraser;
  readonly #options: CollectorOptions;
  readonly #clock: SteadyClock;
  readonly #backlogs: JournalBacklogs;
  readonly #refusals: RefusalLog;
  readonly #tagger = new SourceTagger();
  readonly #timer: NodeJS.Timeout;
  #pendingBytes = 0;

  private constructor(
    options: CollectorOptions,
    {
      projects,
      backlogs,
      clock,
    }: { projects: Map<string, Project>; backlogs: JournalBacklogs; clock: SteadyClock },
  ) {
    this.#options = options;
    this.#refusals = new RefusalLog(options.log);
    this.#clock = clock;
    this.#backlogs = backlogs;
    this.dataFolder = options.dataFolder;
    this.projects = projects;
    for (const name of projects.keys()) this.metrics.addProject(name);
    this.index = new IndexSupervisor({
      projects: [...projects.values()].map((project) => this.#toIndexedProject(project)),
      memoryLimitMb: Number.parseInt(options.config.index.memory_limit, 10),
      log: options.log,
      onIndexed: ({ project, kind, added, duplicates, durationMs }) => {
        this.metrics.indexed.inc({ project, kind }, added);
        this.metrics.duplicates.inc({ project, kind }, duplicates);
        this.metrics.indexing.observe(durationMs / 1000);
      },
    });
    const erase = this.#usesClickHouse
      ? createSharedErasure(this.index, (project) => this.#toIndexedProject(project))
      : createRebuildingErasure(this.index);
    this.eraser = new Eraser(erase, this.metrics);
    this.#timer = setInterval(() => void this.maintain(), MAINTENANCE_MS);
  }

  /**
   * Opens the journals, and starts the index process, which opens in the background.
   * @throws ConfigError about a manifest, or the system's error
   */
  static async open(options: CollectorOptions): Promise<Collector> {
    const clock = options.clock ?? new SteadyClock();
    const backlogs = new JournalBacklogs();
    const projects = new Map<string, Project>();
    // The journals report their ends and drops to the collector, which exists only when they are open.
    let collector: Collector | undefined;
    const lastWrite = await findLastWrite(options);
    if (lastWrite !== undefined) clock.compareWithLastWrite(lastWrite);
    for (const [name, config] of Object.entries(options.config.projects)) {
      const folder = getProjectFolder(options.dataFolder, name);
      const project = await Project.open({
        name,
        config,
        folder,
        manifests: await loadManifests(config.manifests, join(folder, "manifests")),
        now: () => clock.now(),
        isClockDoubtful: () => clock.isDoubtful(),
        onCommitted: (kind, end) => {
          backlogs.setEnd(name, kind, end, join(folder, kind));
          collector?.index.follow(name, kind, end);
        },
        onDrop: (reason) => collector?.metrics.dropped.inc({ project: name, reason }),
        onError: (error) => options.log(`${name}: ${describeError(error)}`),
        log: (text) => options.log(`${name}: ${text}`),
      });
      projects.set(name, project);
    }
    collector = new Collector(options, { projects, backlogs, clock });
    collector.#startIndex();
    return collector;
  }

  /** Returns the project that a key belongs to. A request without a key belongs to the only project, if there is one. */
  findProject(key: string | undefined): Project | undefined {
    const projects = [...this.projects.values()];
    const [only] = projects;
    if (only !== undefined && projects.length === 1) {
      const { key: expected } = only.config;
      return key === undefined || (expected ?? key) === key ? only : undefined;
    }
    return projects.find(({ config }) => key !== undefined && config.key === key);
  }

  /**
   * Accepts the events or spans of a request. Resolves when they are durable.
   * @throws UnavailableError if the disk refuses, or too much is pending
   */
  async accept(project: Project, request: IngestRequest, address: string): Promise<AcceptResult> {
    const bytes = request.text.length;
    if (this.#pendingBytes + bytes > MAX_PENDING_BYTES || this.#isFarBehind(project)) {
      this.metrics.refused.inc();
      throw new UnavailableError("the collector is busy", RETRY_AFTER_SECONDS);
    }
    this.#pendingBytes += bytes;
    const start = performance.now();
    try {
      const result = await project.accept(request, this.#tagger.createTag(address, this.#clock.now()));
      this.metrics.commit.observe((performance.now() - start) / 1000);
      this.metrics.accepted.inc({ project: project.name, kind: request.kind }, result.accepted);
      if (result.accepted > 0)
        this.metrics.newestEvent.set({ project: project.name }, this.#clock.now() / 1000);
      return result;
    } catch (error) {
      // Without a code it is a fault of this program, and must not be called one of the disk.
      if (getErrorCode(error) === undefined) throw error;
      this.metrics.refused.inc();
      this.#refusals.add(`the disk refused events of ${project.name}: ${describeError(error)}`);
      throw new UnavailableError("the disk refused the events", RETRY_AFTER_SECONDS);
    } finally {
      this.#pendingBytes -= bytes;
    }
  }

  /** Adds a manifest, which is used for the events that arrive from now on. @throws ConfigError */
  async addManifest(project: Project, file: string, version?: string): Promise<string> {
    const folder = join(getProjectFolder(this.dataFolder, project.name), "manifests");
    const path = await addManifest(file, folder, version);
    project.setManifests(await loadManifests(project.config.manifests, folder));
    await this.index.reopen(this.#toIndexedProject(project));
    return path;
  }

  /** Returns the bytes that the index of a project lacks. */
  measureBacklog(project: Project): number {
    return this.#backlogs.measure(this.index, project.name);
  }

  /** Deletes what is older than the projects keep it, if the clock can be trusted. Never rejects. */
  async maintain(): Promise<void> {
    if (!this.#clock.isSteady()) return;
    for (const project of this.projects.values()) {
      try {
        await applyRetention(project, this.index, {
          backlogs: this.#backlogs,
          log: this.#options.log,
          expiresByItself: this.#usesClickHouse,
        });
      } catch (error) {
        this.#options.log(`the retention of ${project.name} failed: ${describeError(error)}`);
      }
    }
  }

  /** Waits for the requests that are being committed, and closes the journals and the index. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all([...this.projects.values()].map((project) => project.close()));
    await this.index.close();
  }

  /** Sets the metrics that are measured when they are asked for. */
  updateMetrics(): void {
    this.metrics.pendingBytes.set(this.#pendingBytes);
    for (const project of this.projects.values()) {
      this.metrics.backlog.set({ project: project.name }, this.measureBacklog(project));
      this.metrics.lag.set(
        { project: project.name },
        this.#backlogs.measureLagMs(this.index, project.name) / 1000,
      );
      this.metrics.isIndexOpen.set({ project: project.name }, this.index.isOpen(project.name) ? 1 : 0);
    }
  }

  #startIndex(): void {
    for (const project of this.projects.values()) {
      const { path } = project.toIndexedProject();
      activateErasures(path);
      // A crash came before the end of an erasure, or an erasure would not reach the file of the engine before.
      if (isStale(path) || this.#usesClickHouse) deleteIndex(path);
    }
    this.#backlogs.announce(this.index);
    this.index.start();
  }

  #isFarBehind(project: Project): boolean {
    return this.#backlogs.measureSinceStart(this.index, project.name) > MAX_BACKLOG_BYTES;
  }

  get #usesClickHouse(): boolean {
    return this.#options.config.index.engine === "clickhouse";
  }

  /** Describes a project to the index process, with its tables in ClickHouse. */
  #toIndexedProject(project: Project): IndexedProject {
    const { config, dataFolder } = this.#options;
    const { name, config: projectConfig } = project;
    const folder = getProjectFolder(dataFolder, name);
    const clickhouse = createClickHouseTarget({ index: config.index, name, project: projectConfig, folder });
    return { ...project.toIndexedProject(), clickhouse };
  }
}

/** Returns when an event was last written, in milliseconds since the epoch. */
async function findLastWrite({ config, dataFolder }: CollectorOptions): Promise<number | undefined> {
  const folders = Object.keys(config.projects).flatMap((name) =>
    RECORD_KINDS.map((kind) => join(getProjectFolder(dataFolder, name), kind)),
  );
  const times = (await Promise.all(folders.map(readLastWriteTime))).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}

export function getProjectFolder(dataFolder: string, project: string): string {
  return join(dataFolder, "projects", project);
}
