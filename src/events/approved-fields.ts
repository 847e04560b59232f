/** The approved manifest at run time: which properties a built-in event may have. */
import { type Listed, listedPaths } from "../privacy/sanitizer/allowlist.js";
import type { Manifest } from "./manifest.js";
import { SearchEvent } from "./search-event.js";
import { SessionEvent } from "./session-event.js";

/** What was approved of an event; undefined for a tool's own, which its author answers for. */
export type AllowlistLookup = (event: string) => Listed | "unlisted_event" | undefined;

const BUILT_IN_EVENTS: ReadonlySet<string> = new Set([SearchEvent.EVENT_NAME, SessionEvent.EVENT_NAME]);

/** Reads the manifest when a built-in event first asks for it, once. Without one that can be read, none of them is approved. */
export function createAllowlistLookup(read: () => string): AllowlistLookup {
  let allowlists: ReadonlyMap<string, Listed> | undefined;
  return (event) => {
    if (!BUILT_IN_EVENTS.has(event)) return undefined;
    allowlists ??= compileAllowlists(read);
    return allowlists.get(event) ?? "unlisted_event";
  };
}

function compileAllowlists(read: () => string): ReadonlyMap<string, Listed> {
  try {
    const { events }: Manifest = JSON.parse(read());
    return new Map(events.map(({ event, fields }) => [event, listedPaths(fields.map(({ path }) => path))]));
  } catch {
    return new Map(); // missing or broken: what cannot be looked up is not approved
  }
}
