/** Deletes what the projects no longer keep, from its journals and from the index. */
import type { IndexSupervisor } from "../index/index-supervisor.js";
import type { JournalBacklogs } from "../index/journal-backlogs.js";
import { describeError } from "../internal/errors.js";
import type { Project } from "../project/project.js";

export interface RetentionOptions {
  readonly backlogs: JournalBacklogs;
  readonly log: (text: string) => void;
  /** ClickHouse deletes old rows by itself, a day later. */
  readonly expiresByItself: boolean;
}

/** Applies the retention of each project. An error is logged, and does not concern the other projects. Never rejects. */
export async function applyRetention(
  projects: Iterable<Project>,
  index: IndexSupervisor,
  options: RetentionOptions,
): Promise<void> {
  for (const project of projects) {
    try {
      await applyToProject(project, index, options);
    } catch (error) {
      options.log(`the retention of ${project.name} failed: ${describeError(error)}`);
    }
  }
}

/** @throws the system's error, or that of the index */
async function applyToProject(
  project: Project,
  index: IndexSupervisor,
  { backlogs, log, expiresByItself }: RetentionOptions,
): Promise<void> {
  let isIndexStale = false;
  for (const { kind, day, segments, hasWrongDay } of await project.deleteExpired()) {
    if (segments.length === 0) continue;
    backlogs.forget(project.name, kind, segments);
    const rows = await index.deleteBefore(project.name, kind, day).catch(() => undefined);
    const count = rows === undefined ? "the index was not open" : `${rows} rows`;
    log(
      `retention of ${project.name}: ${kind} before ${day} deleted (${segments.length} segments, ${count})`,
    );
    isIndexStale ||= hasWrongDay || (rows === undefined && !expiresByItself); // its rows have the day of the segment's name
  }
  if (isIndexStale) await index.rebuild(project.name);
}
