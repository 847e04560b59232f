/** What every event carries: which library, on what kind of machine. Never whose. */
import type { Json } from "../envelope.js";
import { LIBRARY } from "../version.js";

/** The tool and its runtime; a caller's tags and properties of the same name win. */
export function runtimeProperties(tool: string, isCi: boolean): Record<string, Json> {
  return {
    tool,
    runtime: "node",
    runtime_version: Number.parseInt(process.versions.node, 10), // the major version only: the exact one narrows down a machine
    platform: process.platform,
    arch: process.arch,
    is_ci: isCi,
  };
}

/** What no caller can change. */
export function fixedProperties(sessionId: string): Record<string, Json> {
  return {
    $lib: LIBRARY.name,
    $lib_version: LIBRARY.version,
    $session_id: sessionId,
    $process_person_profile: false,
    $geoip_disable: true,
    // PostHog's ingestion notes the sender's address unless the event has an `$ip` of its own, be it empty
    // (PostHog/posthog, plugin-server process-event: `!('$ip' in properties)`).
    $ip: null,
  };
}
