/** Generates the values of fields that a manifest lists. The same random numbers give the same values. */
import type { ManifestField } from "codeweaver-telemetry/manifest";
import type { Random } from "./generated-events.js";

export type GeneratedField = Pick<ManifestField, "path" | "type">;

export interface Properties {
  [key: string]: unknown;
}

/** The share of fields that an event has not. */
export const MISSING = 0.15;

/** Values that questions compare, by the paths of fields or the names of attributes and entries. Other texts are a few words. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  tool_version: ["0.9.0", "0.10.0", "0.10.1"],
  platform: ["linux", "darwin", "win32"],
  status: ["success", "partial", "error"],
  week: ["2026-W36", "2026-W37", "2026-W38"],
  period: ["day", "week", "month"],
  install_age: ["days", "weeks", "months", "years"],
  result: ["failed", "succeeded"],
  "features[]": ["ast", "bm25", "dense"],
  "failover.active_store": ["primary", "backup", "none"],
  "gen_ai.operation.name": ["invoke_agent", "execute_tool", "chat"],
  "zen.status": ["completed", "failed", "cancelled"],
  source: ["price_table", "platform"],
  "service.version": ["0.9.0", "0.10.0", "0.10.1"],
  "os.type": ["linux", "darwin", "win32"],
};
/** The keys of maps of which questions read single ones, with the types of their values. Other maps have words as keys. */
const ENTRIES: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  "mechanism.*": { type: "string", handled: "boolean", synthetic: "boolean", exception_id: "number" },
  "zen.cost.*": { usd: "number", source: "string" },
  "zen.tokens.*": { input: "number", output: "number", cache_read: "number", cache_creation: "number" },
  "resource.*": {
    "service.name": "string",
    "service.version": "string",
    "session.id": "string",
    "process.runtime.name": "string",
    "process.runtime.version": "string",
    "os.type": "string",
    "telemetry.distro.name": "string",
    "telemetry.distro.version": "string",
    is_ci: "boolean",
  },
};
const WORDS = ["alpha", "beta", "gamma", 'say "it\'s"\n\\n', "delta/x.y"];

/** Events and spans are of these three weeks. */
export function createTime(random: Random): number {
  return START_MS + Math.floor(random() * DAYS * DAY_MS);
}

const START_MS = Date.parse("2026-09-07T00:00:00Z");
const DAY_MS = 24 * 3600 * 1000;
const DAYS = 21;

export function createEventId(index: number): string {
  return `0198c0de-0000-7000-8000-${String(index).padStart(12, "0")}`;
}

/** Returns the entries of a map, whose path ends in `*`. */
export function* createEntries(path: string, type: string, random: Random): Generator<[string, unknown]> {
  const types = ENTRIES[path] ?? { alpha: type, beta: type, gamma: type };
  for (const [name, entryType] of Object.entries(types))
    if (random() < 0.6) yield [name, createValue({ path: name, type: entryType }, random)];
}

export function createValue({ path, type }: GeneratedField, random: Random): unknown {
  if (path.endsWith("sample_rate") || path.endsWith("sampling.rate")) return choose([1, 0.5, 0.25], random);
  const types = type.split(" | ");
  switch (choose(types, random)) {
    case "number":
      // Zeros are frequent, because questions distinguish them. Quarters have the same sum in any order.
      return Math.max(0, Math.floor(random() * 500) - 100) / 4;
    case "boolean":
      return random() < (path === "is_ci" ? 0.1 : 0.7);
    case "null":
      return null;
    default:
      return choose(TEXTS[path] ?? WORDS, random);
  }
}

export function choose<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("there is nothing to choose from");
  return item;
}

export function createUuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join("-");
}
