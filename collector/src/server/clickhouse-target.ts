/** Derives from the configuration where a project has its tables in ClickHouse. */
import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { IndexConfig, ProjectConfig } from "../config/collector-config.js";
import { createSettingError } from "../config/config-error.js";
import type { IndexTarget } from "../index/messages.js";
import { readOrCreate } from "../internal/read-or-create.js";

export type ClickHouseTarget = NonNullable<IndexTarget["clickhouse"]>;

export interface TargetOptions {
  readonly index: IndexConfig;
  readonly name: string;
  readonly project: ProjectConfig;
  /** The folder of the project's journals. */
  readonly folder: string;
}

/** Returns undefined for another engine. @throws ConfigError about the file of the password, or the system's error */
export function createClickHouseTarget(options: TargetOptions): ClickHouseTarget | undefined {
  const { index, name, project, folder } = options;
  if (index.engine !== "clickhouse" || index.clickhouse === undefined) return undefined;
  const { url, username, database, password, password_file } = index.clickhouse;
  return {
    url,
    username,
    password: password ?? (password_file === undefined ? "" : readPassword(password_file)),
    database: `${database}_${name}`,
    collector: loadCollectorId(folder),
    retention: { events: project.retention_days, spans: project.trace_retention_days },
  };
}

/** Without the newline that editors add. */
function readPassword(path: string): string {
  try {
    return readFileSync(path, "utf8").replace(/\r?\n$/, "");
  } catch {
    throw createSettingError("index.clickhouse.password_file", path, "a file that this account can read");
  }
}

/**
 * The id belongs to the journals, because the positions in the database are places in them. So a collector with new journals
 * has a new id, and begins at their beginning.
 */
function loadCollectorId(folder: string): string {
  return readOrCreate(join(folder, "collector-id"), randomUUID);
}
