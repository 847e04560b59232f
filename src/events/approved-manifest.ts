/** Looks up in the approved manifest which properties a built-in event may have. */
import { readDataFile } from "../internal/data-file.js";
import { type AllowlistNode, compileAllowlist } from "../privacy/sanitizer/allowlist.js";
import {
  ACTIVE_EVENT,
  OUTCOME_EVENT,
  SEARCH_EVENT,
  SESSION_EVENT,
  SETUP_EVENT,
  SETUP_REPORT_EVENT,
  WEEKLY_EVENT,
} from "./event-names.js";
import type { Manifest, ManifestEvent } from "./manifest.js";

/** Whether and how the approved manifest limits the properties of an event. */
export type Approval =
  /** A built-in event, which may have the properties in the allow-list. */
  | { readonly kind: "listed"; readonly allowlist: AllowlistNode }
  /** A built-in event that the manifest does not list. */
  | { readonly kind: "unlisted" }
  /** A tool's own event, for which its author is responsible. */
  | { readonly kind: "tool_event" };

export type AllowlistLookup = (event: string) => Approval;

const UNLISTED: Approval = { kind: "unlisted" };
const TOOL_EVENT: Approval = { kind: "tool_event" };

const BUILT_IN_EVENTS: ReadonlySet<string> = new Set([
  SEARCH_EVENT,
  SESSION_EVENT,
  SETUP_EVENT,
  ACTIVE_EVENT,
  WEEKLY_EVENT,
  OUTCOME_EVENT,
  SETUP_REPORT_EVENT,
]);

/** Creates a look-up that reads the manifest once, for the first built-in event. If it cannot be read, no built-in event is approved. */
export function createAllowlistLookup(read: () => Manifest): AllowlistLookup {
  let events: ReadonlyMap<string, ManifestEvent> | undefined;
  const approvals = new Map<string, Approval>();
  return (event) => {
    if (!BUILT_IN_EVENTS.has(event)) return TOOL_EVENT;
    events ??= readManifestEvents(read);
    const approval = approvals.get(event) ?? createApproval(events.get(event));
    approvals.set(event, approval);
    return approval;
  };
}

/** Compiles the fields of one event, because a process rarely captures all of them. */
function createApproval(event: ManifestEvent | undefined): Approval {
  try {
    if (event === undefined) return UNLISTED;
    return { kind: "listed", allowlist: compileAllowlist(event.fields) };
  } catch {
    return UNLISTED; // the manifest is damaged there
  }
}

/** Looks up events in the manifest that is part of this package. It is read at most once per process. */
export const findPackageAllowlist = createAllowlistLookup(readPackageManifest);

/** Reads the manifest that is part of this package. @throws as `readDataFile` */
export function readPackageManifest(): Manifest {
  return readDataFile("../config/telemetry-manifest.json") as Manifest; // scripts/manifest.mjs has written it
}

function readManifestEvents(read: () => Manifest): ReadonlyMap<string, ManifestEvent> {
  try {
    const { events } = read();
    return new Map(events.map((event) => [event.event, event]));
  } catch {
    return new Map(); // a missing or broken manifest approves nothing
  }
}
