/** Where a tool keeps what belongs to a person: their settings, their choice, their salt. */
import { isAbsolute, join } from "node:path";

export interface Folders {
  /** `<tool>.toml` and the saved choice. */
  readonly config: string;
  /** Salt, identity and, later, the spool. */
  readonly data: string;
}

/** XDG folders on Linux, their counterparts on macOS and Windows; undefined where the system knows no home. */
export async function foldersOf(tool: string): Promise<Folders | undefined> {
  try {
    const { default: envPaths } = await import("env-paths");
    const { config, data } = envPaths(tool, { suffix: "" });
    // With an empty HOME they would be the working directory's, and a choice somebody else's.
    return isAbsolute(config) && isAbsolute(data) ? { config, data: join(data, "telemetry") } : undefined;
  } catch {
    return undefined;
  }
}
