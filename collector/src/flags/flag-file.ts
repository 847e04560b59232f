/** Reads the flags of a project, and reads them again when their file changes. */
import { createHash } from "node:crypto";
import { readFileSync, statSync } from "node:fs";
import { type FlagRules, FlagRulesError, parseFlagRules } from "codeweaver-telemetry/receiver";
import { ConfigError } from "../config/config-error.js";
import { getErrorCode } from "../internal/errors.js";

export interface ServedFlags {
  readonly rules: FlagRules;
  /** The body of `/flags/definitions`. */
  readonly definitions: string;
  /** Changes with the definitions (RFC 9110, 8.8.3). */
  readonly etag: string;
}

/** A file that is read for each request of a busy server is looked at no more often. */
const CHECK_MS = 1000;

export class FlagFile {
  readonly #path: string;
  readonly #log: (text: string) => void;
  #flags: ServedFlags;
  #modified: number;
  #checkedAt = performance.now();

  /** @throws ConfigError if the file cannot be used */
  constructor(path: string, log: (text: string) => void) {
    this.#path = path;
    this.#log = log;
    this.#modified = getModificationTime(path);
    this.#flags = readFlags(path);
  }

  /** Returns the flags of the file. While it has a mistake, the flags before it. */
  get(): ServedFlags {
    if (performance.now() - this.#checkedAt < CHECK_MS) return this.#flags;
    this.#checkedAt = performance.now();
    const modified = getModificationTime(this.#path);
    if (modified === this.#modified) return this.#flags;
    this.#modified = modified;
    try {
      this.#flags = readFlags(this.#path);
      this.#log(`${this.#path} was read again`);
    } catch (error) {
      this.#log(
        `${error instanceof Error ? error.message : "the flags cannot be read"} The flags before are still served.`,
      );
    }
    return this.#flags;
  }
}

/** For a project without flags. */
export const NO_FLAGS: ServedFlags = serve(parseFlagRules(""));

function readFlags(path: string): ServedFlags {
  try {
    return serve(parseFlagRules(readFileSync(path, "utf8"), path));
  } catch (error) {
    if (error instanceof FlagRulesError) throw new ConfigError(error.message);
    throw new ConfigError(`the flags ${path} could not be read (${getErrorCode(error) ?? "unknown"}).`);
  }
}

function serve(rules: FlagRules): ServedFlags {
  const definitions = JSON.stringify(rules.definitions);
  return {
    rules,
    definitions,
    etag: `"${createHash("sha256").update(definitions).digest("hex").slice(0, 32)}"`,
  };
}

/** A file that is missing has another time than one that exists. */
function getModificationTime(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}
