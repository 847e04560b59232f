/** Finds the events of a manifest that are a tool's own, and not those of codeweaver-telemetry, which every tool sends. */
import { createRequire } from "node:module";
import { EVERY_EVENT, type Manifest } from "codeweaver-telemetry/manifest";
import { SPAN_EVENT } from "../ingest/manifest-set.js";

const LIBRARY_MANIFEST = "codeweaver-telemetry/config/telemetry-manifest.json";

/** Returns the names of the events, without the fields of every event and of spans, which a manifest lists beside them. */
export function listEventNames({ events }: Manifest): string[] {
  const names = events
    .map(({ event }) => event)
    .filter((event) => event !== EVERY_EVENT && event !== SPAN_EVENT);
  return [...new Set(names)];
}

export function listOwnEvents(manifest: Manifest): string[] {
  const library: Manifest = createRequire(import.meta.url)(LIBRARY_MANIFEST);
  const known = new Set(listEventNames(library));
  return listEventNames(manifest).filter((event) => !known.has(event));
}
