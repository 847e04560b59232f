/** Looks up in the approved manifest which properties a built-in event may have. */
import { readFileSync } from "node:fs";
import { resolveModuleFile } from "../internal/package-info.js";
import { type AllowlistNode, compileAllowlist } from "../privacy/sanitizer/allowlist.js";
import type { Manifest } from "./manifest.js";
import { SearchEvent } from "./search-event.js";
import { SessionEvent } from "./session-event.js";

/** Returns the approved properties of an event. Undefined for a tool's own events, for which its author is responsible. */
export type AllowlistLookup = (event: string) => AllowlistNode | "unlisted_event" | undefined;

const BUILT_IN_EVENTS: ReadonlySet<string> = new Set([SearchEvent.EVENT_NAME, SessionEvent.EVENT_NAME]);

/** Creates a look-up that reads the manifest once, for the first built-in event. If it cannot be read, no built-in event is approved. */
export function createAllowlistLookup(read: () => string): AllowlistLookup {
  let allowlists: ReadonlyMap<string, AllowlistNode> | undefined;
  return (event) => {
    if (!BUILT_IN_EVENTS.has(event)) return undefined;
    allowlists ??= compileAllowlists(read);
    return allowlists.get(event) ?? "unlisted_event";
  };
}

/** Looks up events in the manifest that is part of this package. It is read at most once per process. */
export const findPackageAllowlist = createAllowlistLookup(readPackageManifest);

/** Reads the JSON of the manifest that is part of this package. @throws the system's error if it cannot be read */
export function readPackageManifest(): string {
  return readFileSync(resolveModuleFile("../config/telemetry-manifest.json"), "utf8");
}

function compileAllowlists(read: () => string): ReadonlyMap<string, AllowlistNode> {
  try {
    const { events }: Manifest = JSON.parse(read());
    return new Map(
      events.map(({ event, fields }) => [event, compileAllowlist(fields.map(({ path }) => path))]),
    );
  } catch {
    return new Map(); // a missing or broken manifest approves nothing
  }
}
