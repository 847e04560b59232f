/** Opens the projects of the configuration, each in a folder of its own. */
import { join } from "node:path";
import type { CollectorConfig } from "../config/collector-config.js";
import type { JournalBacklogs } from "../index/journal-backlogs.js";
import { describeError } from "../internal/errors.js";
import { readLastWriteTime } from "../journal/last-write.js";
import type { JournalPosition } from "../journal/position.js";
import { Project } from "../project/project.js";
import { RECORD_KINDS, type RecordKind } from "../store/store.js";
import type { Metrics } from "./metrics.js";
import type { SteadyClock } from "./steady-clock.js";

export interface OpenOptions {
  readonly config: CollectorConfig;
  readonly dataFolder: string;
  readonly clock: SteadyClock;
  readonly backlogs: JournalBacklogs;
  readonly metrics: Metrics;
  /** Prints one line for the operator. */
  readonly log: (text: string) => void;
  /** Called with the end of what is durable in a journal. */
  readonly onCommitted: (project: string, kind: RecordKind, end: JournalPosition) => void;
}

/**
 * Returns the projects by name. Before their journals are opened, the clock is compared with the last write.
 * @throws ConfigError about a manifest, or the system's error
 */
export async function openProjects(options: OpenOptions): Promise<Map<string, Project>> {
  const { config, dataFolder, clock, backlogs, metrics, log, onCommitted } = options;
  const names = Object.keys(config.projects);
  const lastWrite = await findLastWrite(names.map((name) => getFolder(dataFolder, name)));
  if (lastWrite !== undefined) clock.compareWithLastWrite(lastWrite);
  const projects = new Map<string, Project>();
  for (const [name, projectConfig] of Object.entries(config.projects)) {
    const folder = getFolder(dataFolder, name);
    metrics.addProject(name);
    const project = await Project.open({
      name,
      config: projectConfig,
      folder,
      now: () => clock.now(),
      isClockDoubtful: () => clock.isDoubtful(),
      onCommitted: (kind, end) => {
        backlogs.setEnd(name, kind, end, join(folder, kind));
        onCommitted(name, kind, end);
      },
      onDrop: (reason) => metrics.dropped.inc({ project: name, reason }),
      onError: (error) => log(`${name}: ${describeError(error)}`),
      log: (text) => log(`${name}: ${text}`),
    });
    projects.set(name, project);
  }
  return projects;
}

function getFolder(dataFolder: string, project: string): string {
  return join(dataFolder, "projects", project);
}

/** Returns when an event was last written to one of the projects, in milliseconds since the epoch. */
async function findLastWrite(folders: readonly string[]): Promise<number | undefined> {
  const journals = folders.flatMap((folder) => RECORD_KINDS.map((kind) => join(folder, kind)));
  const times = (await Promise.all(journals.map(readLastWriteTime))).filter((time) => time !== undefined);
  return times.length === 0 ? undefined : Math.max(...times);
}
