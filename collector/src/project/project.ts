/** One project: its manifests, what it accepts into its journals, and for how long it keeps that. */
import { join } from "node:path";
import type { ProjectConfig } from "../config/collector-config.js";
import type { IndexTarget } from "../index/messages.js";
import type { DropReason } from "../ingest/drop-reason.js";
import { ManifestSet } from "../ingest/manifest-set.js";
import { type CheckedRequest, checkRequest, type IngestRequest } from "../ingest/request-check.js";
import type { JournalPosition } from "../journal/position.js";
import { type SegmentName, toUtcDay } from "../journal/segment-name.js";
import { SourceLog } from "../sources/source-log.js";
import { RECORD_KINDS, type RecordKind } from "../store/store.js";
import { type AddedManifest, copyManifest, loadManifests, type VersionedManifest } from "./manifest-files.js";
import { RecordJournal } from "./record-journal.js";
import { UnlistedEvents } from "./unlisted-events.js";
import { VersionWatch } from "./version-watch.js";

export interface ProjectOptions {
  readonly name: string;
  readonly config: ProjectConfig;
  readonly folder: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
  /** Whether the time may be wrong, because the clock has jumped. */
  readonly isClockDoubtful: () => boolean;
  readonly onCommitted: (kind: RecordKind, end: JournalPosition) => void;
  readonly onDrop: (reason: DropReason) => void;
  readonly onError: (error: unknown) => void;
  /** Called when the last line of a journal was not finished and was removed. */
  readonly onTornLine: () => void;
  /** Prints one line for the operator. */
  readonly log: (text: string) => void;
}

export interface AcceptResult {
  readonly accepted: number;
  readonly dropped: CheckedRequest["dropped"];
}

const DAY_MS = 24 * 3600 * 1000;

export class Project {
  readonly name: string;
  readonly config: ProjectConfig;
  readonly folder: string;
  readonly sources: SourceLog;
  readonly unlistedEvents = new UnlistedEvents();
  readonly journals: Readonly<Record<RecordKind, RecordJournal>>;
  readonly #options: ProjectOptions;
  #manifests: readonly VersionedManifest[];
  #manifestSet: ManifestSet | undefined;
  #versions: VersionWatch;

  private constructor(
    options: ProjectOptions,
    manifests: readonly VersionedManifest[],
    journals: Readonly<Record<RecordKind, RecordJournal>>,
  ) {
    this.name = options.name;
    this.config = options.config;
    this.folder = options.folder;
    this.#options = options;
    this.journals = journals;
    this.sources = new SourceLog(join(options.folder, "sources"));
    this.#manifests = manifests;
    this.#manifestSet = compileManifests(manifests);
    this.#versions = new VersionWatch(manifests, options.log);
  }

  /** @throws ConfigError about a manifest, or the system's error */
  static async open(options: ProjectOptions): Promise<Project> {
    const { folder, config, now, onCommitted, onError, onTornLine, log } = options;
    const manifests = await loadManifests(config.manifests, getManifestFolder(folder));
    const open = (kind: RecordKind) =>
      RecordJournal.open({
        folder: join(folder, kind),
        now,
        onCommitted: (end) => onCommitted(kind, end),
        onError,
        onTornLine: (fileName, bytes) => {
          onTornLine();
          log(`an unfinished line of ${bytes} bytes was removed from ${kind}/${fileName}`);
        },
      });
    const journals = { events: await open("events"), spans: await open("spans") };
    const project = new Project(options, manifests, journals);
    for (const kind of RECORD_KINDS) onCommitted(kind, journals[kind].end);
    return project;
  }

  get hasManifests(): boolean {
    return this.#manifestSet !== undefined;
  }

  /** Adds a manifest, which is used for the events that arrive from now on. @throws ConfigError */
  async addManifest(file: string, version?: string): Promise<AddedManifest> {
    const folder = getManifestFolder(this.folder);
    const added = await copyManifest(file, folder, version);
    this.#manifests = await loadManifests(this.config.manifests, folder);
    this.#manifestSet = compileManifests(this.#manifests);
    this.#versions = new VersionWatch(this.#manifests, this.#options.log);
    return added;
  }

  /** A change of them makes a new list. */
  get manifests(): readonly VersionedManifest[] {
    return this.#manifests;
  }

  /** Describes the project to the index process. */
  getIndexTarget(): IndexTarget {
    const { name, folder } = this;
    return {
      name,
      path: join(folder, "index.duckdb"),
      journals: { events: join(folder, "events"), spans: join(folder, "spans") },
      manifests: this.#manifests,
    };
  }

  /** Milliseconds since the epoch. */
  now(): number {
    return this.#options.now();
  }

  /**
   * Checks what was received, and resolves when what is kept is durable.
   * @param tag the source
   * @throws TooLargeError, or the system's error if the disk refuses. The client then sends the request again.
   */
  async accept(request: IngestRequest, tag: string): Promise<AcceptResult> {
    const { retention_days, trace_retention_days } = this.config;
    const { isClockDoubtful, onDrop } = this.#options;
    if (request.kind === "events") this.#versions.look(request.events);
    const retentionDays = request.kind === "events" ? retention_days : trace_retention_days;
    const limits = { now: this.now(), retentionDays, isClockDoubtful: isClockDoubtful() };
    const { lines, dropped } = await checkRequest(request, this.#manifestSet, limits, onDrop);
    this.unlistedEvents.add(request, dropped);
    if (lines.length === 0) return { accepted: 0, dropped };
    const bytes = Buffer.from(`${lines.join("\n")}\n`);
    const { sequence, offset: start } = await this.journals[request.kind].append(bytes);
    const end = start + bytes.length;
    const count = lines.length;
    this.sources.add({ tag, time: this.now(), kind: request.kind, sequence, start, end, count });
    return { accepted: count, dropped };
  }

  /**
   * Deletes the segments that are older than the project keeps them.
   * @returns by kind, the first day that is kept, and whether a segment's name had a wrong day
   */
  async deleteExpired(): Promise<readonly RetentionResult[]> {
    const now = this.now();
    const { retention_days: events, trace_retention_days: spans } = this.config;
    const results: RetentionResult[] = [];
    for (const [kind, days] of Object.entries({ events, spans }) as [RecordKind, number][]) {
      const day = toUtcDay(now - days * DAY_MS);
      const { segments, hasWrongDay } = await this.journals[kind].deleteBefore(day, toUtcDay(now));
      results.push({ kind, day, segments, hasWrongDay });
    }
    return results;
  }

  async close(): Promise<void> {
    await Promise.all(RECORD_KINDS.map((kind) => this.journals[kind].close()));
    await this.sources.flush();
  }
}

export interface RetentionResult {
  readonly kind: RecordKind;
  readonly day: string;
  /** The segments that were deleted. */
  readonly segments: readonly SegmentName[];
  readonly hasWrongDay: boolean;
}

function compileManifests(manifests: readonly VersionedManifest[]): ManifestSet | undefined {
  return manifests.length === 0 ? undefined : new ManifestSet(manifests);
}

function getManifestFolder(projectFolder: string): string {
  return join(projectFolder, "manifests");
}
