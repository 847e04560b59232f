/** Notices events of a version whose manifest the operator has not added, because its new fields are dropped. */
import type { ReceivedEvent } from "codeweaver-telemetry/receiver";
import { findNewestVersion, isNewer, type VersionedManifest } from "./manifest-files.js";

/** Anybody can send any version, so the lines that this prints are bounded. */
const MAX_NOTICES = 20;
/** Three numbers, which are no address. */
const VERSION = /^\d{1,6}\.\d{1,6}\.\d{1,6}$/;

export class VersionWatch {
  readonly #newest: string | undefined;
  readonly #log: (text: string) => void;
  readonly #noticed = new Set<string>();

  constructor(manifests: readonly VersionedManifest[], log: (text: string) => void) {
    this.#newest = findNewestVersion(manifests);
    this.#log = log;
  }

  /** Prints one line for each new version. */
  look(events: readonly ReceivedEvent[]): void {
    const newest = this.#newest;
    if (newest === undefined) return;
    for (const { properties } of events) {
      const version = properties.tool_version;
      if (typeof version !== "string" || this.#noticed.has(version) || this.#noticed.size >= MAX_NOTICES)
        continue;
      if (!VERSION.test(version) || !isNewer(version, newest)) continue;
      this.#noticed.add(version);
      this.#log(
        `events of version ${version} arrive, and the newest manifest is of ${newest}: add its manifest`,
      );
    }
  }
}
