/** Reads the flags of a project, and reads them again when their file changes. */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type FlagRules, FlagRulesError, parseFlagRules } from "codeweaver-telemetry/receiver";
import { ConfigError } from "../config/config-error.js";
import { getErrorCode } from "../internal/errors.js";
import { WatchedFile } from "../internal/watched-file.js";

export interface ServedFlags {
  readonly rules: FlagRules;
  /** The body of `/flags/definitions`. */
  readonly definitions: string;
  /** Changes with the definitions (RFC 9110, 8.8.3). */
  readonly etag: string;
}

/** @throws ConfigError if the file cannot be used */
export function watchFlags(path: string, log: (text: string) => void): WatchedFile<ServedFlags> {
  return new WatchedFile({ path, read: readFlags, content: "The flags", log });
}

/** For a project without flags. */
export const NO_FLAGS: ServedFlags = createServedFlags(parseFlagRules(""));

function readFlags(path: string): ServedFlags {
  try {
    return createServedFlags(parseFlagRules(readFileSync(path, "utf8"), path));
  } catch (error) {
    if (error instanceof FlagRulesError) throw new ConfigError(error.message);
    throw new ConfigError(`the flags ${path} could not be read (${getErrorCode(error) ?? "unknown"}).`);
  }
}

function createServedFlags(rules: FlagRules): ServedFlags {
  const definitions = JSON.stringify(rules.definitions);
  return {
    rules,
    definitions,
    etag: `"${createHash("sha256").update(definitions).digest("hex").slice(0, 32)}"`,
  };
}
