/** Where a tool keeps what belongs to a person: their settings, their choice, their salt. */
import { isAbsolute, join } from "node:path";
import envPaths from "env-paths";

export interface ToolFolders {
  /** `<tool>.toml` and the saved choice. */
  readonly config: string;
  /** Salt and identity. */
  readonly data: string;
  /** In that: what waits to be sent, and what was. */
  readonly spool: string;
  readonly receipts: string;
}

/** XDG folders on Linux, their counterparts on macOS and Windows; undefined where the system knows no home. */
export function findToolFolders(tool: string): ToolFolders | undefined {
  try {
    const { config, data: parent } = envPaths(tool, { suffix: "" });
    // With an empty HOME they would be the working directory's, and a choice somebody else's.
    if (!isAbsolute(config) || !isAbsolute(parent)) return undefined;
    const data = join(parent, "telemetry");
    return { config, data, spool: join(data, "spool"), receipts: join(data, "receipts") };
  } catch {
    return undefined;
  }
}
