/** Generates lines of journals with every event and field of a manifest. The same seed gives the same lines. */
import type { Manifest, ManifestField } from "codeweaver-telemetry/manifest";
import type { Random } from "./generated-events.js";

const START_MS = Date.parse("2026-09-07T00:00:00Z");
const DAY_MS = 24 * 3600 * 1000;
const DAYS = 21;
const NANOSECONDS_PER_MS = 1_000_000n;
/** The share of fields that an event has not. */
const MISSING = 0.15;

/** Values that questions compare, by the ends of their paths. Other texts are words of which each occurs often. */
const TEXTS: Readonly<Record<string, readonly string[]>> = {
  tool_version: ["0.9.0", "0.10.0", "0.10.1"],
  platform: ["linux", "darwin", "win32"],
  status: ["success", "partial", "error"],
  week: ["2026-W36", "2026-W37", "2026-W38"],
  period: ["day", "week", "month"],
  install_age: ["days", "weeks", "months", "years"],
  result: ["failed", "succeeded"],
  "$exception_list[].type": ["TypeError", "Error", "RangeError"],
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

export function* generateManifestEvents(
  { events }: Manifest,
  { count, random }: { readonly count: number; readonly random: Random },
): Generator<string> {
  const common = events.find(({ event }) => event === "*")?.fields ?? [];
  const named = events.filter(({ event }) => event !== "*" && event !== "span");
  const people = Array.from({ length: Math.ceil(count / 20) }, () => createUuid(random));
  for (let index = 0; index < count; index++) {
    const chosen = named[index % named.length];
    if (chosen === undefined) throw new RangeError("the manifest has no events");
    const fields = [...common, ...chosen.fields];
    yield JSON.stringify({
      distinct_id: choose(people, random),
      uuid: createEventId(index),
      event: chosen.event,
      timestamp: new Date(START_MS + Math.floor(random() * DAYS * DAY_MS)).toISOString(),
      properties: createProperties(
        fields.filter(({ path }) => !BESIDE_PROPERTIES.has(path)),
        random,
      ),
    });
  }
}

/** Two thirds of the spans have a parent in the trace. */
export function* generateManifestSpans(
  { events }: Manifest,
  { count, random }: { readonly count: number; readonly random: Random },
): Generator<string> {
  const fields = events.find(({ event }) => event === "span")?.fields ?? [];
  const listOf = (beginning: string) =>
    fields.flatMap((field) =>
      field.path.startsWith(beginning) ? { ...field, path: field.path.slice(beginning.length) } : [],
    );
  const attributes = listOf("attributes.").filter(({ path }) => path !== EVENT_IDS);
  let trace = "";
  let parent: string | undefined;
  for (let index = 0; index < count; index++) {
    if (index % 3 === 0) trace = createUuid(random).replaceAll("-", "");
    const span = createUuid(random).replaceAll("-", "").slice(0, 16);
    const start = BigInt(START_MS + Math.floor(random() * DAYS * DAY_MS)) * NANOSECONDS_PER_MS;
    yield JSON.stringify({
      trace_id: trace,
      span_id: span,
      ...(index % 3 !== 0 && { parent_span_id: parent }),
      ...(random() < 0.3 && { trace_state: "vendor=1" }),
      name: choose(["run", "chat", "tool"], random),
      kind: 1,
      start_ns: String(start),
      end_ns: String(start + BigInt(Math.floor(random() * 1e9))),
      status: random() < 0.9 ? 0 : 2,
      scope: choose(["", "agents"], random),
      ...(random() < 0.2 && { links: [{ trace_id: "b".repeat(32), span_id: "c".repeat(16) }] }),
      ...(random() < 0.2 && { left_out: { events: 1 + Math.floor(random() * 3) } }),
      attributes: {
        ...createAttributes(attributes, random),
        ...(random() < 0.5 && { "posthog.event_ids": listEventIds(random) }),
      },
      resource: createAttributes([{ path: "resource.*", type: "string" }], random),
    });
    parent = span;
  }
}

const EVENT_IDS = "posthog.event_ids[]";

/** Ids of the first events, of which there are some of each name. */
function listEventIds(random: Random): string[] {
  return Array.from({ length: 3 }, () => createEventId(Math.floor(random() * 100)));
}

function createEventId(index: number): string {
  return `0198c0de-0000-7000-8000-${String(index).padStart(12, "0")}`;
}

const BESIDE_PROPERTIES: ReadonlySet<string> = new Set(["uuid", "timestamp", "distinct_id"]);

interface Properties {
  [key: string]: unknown;
}

function createProperties(
  fields: readonly Pick<ManifestField, "path" | "type">[],
  random: Random,
): Properties {
  const properties: Properties = {};
  for (const [root, members] of groupByList(fields))
    if (root !== undefined) {
      if (random() >= MISSING) setValue(properties, root, createList(root, members, random));
    } else for (const field of members) setField(properties, field, random);
  return properties;
}

/** The fields of the items of a list belong together. Undefined has the fields that are in no list. */
function groupByList(fields: readonly Pick<ManifestField, "path" | "type">[]) {
  const groups = new Map<string | undefined, Pick<ManifestField, "path" | "type">[]>();
  for (const field of fields) {
    const end = field.path.indexOf("[]");
    const root = end < 0 ? undefined : field.path.slice(0, end);
    groups.set(root, [...(groups.get(root) ?? []), field]);
  }
  return groups;
}

function createList(root: string, members: readonly Pick<ManifestField, "path" | "type">[], random: Random) {
  const count = Math.floor(random() * 4);
  const [only] = members;
  if (only?.path === `${root}[]`) return Array.from({ length: count }, () => createValue(only, random));
  const items = members.map(({ path, type }) => ({ path: path.slice(`${root}[].`.length), type }));
  return Array.from({ length: count }, () => createProperties(items, random));
}

function setField(properties: Properties, field: Pick<ManifestField, "path" | "type">, random: Random): void {
  if (random() < MISSING) return;
  const { path, type } = field;
  if (!path.endsWith("*")) return setValue(properties, path, createValue(field, random));
  for (const [name, value] of createEntries(path, type, random))
    setValue(properties, path.replace("*", name), value);
}

function setValue(properties: Properties, path: string, value: unknown): void {
  const keys = path.split(".");
  let place = properties;
  for (const key of keys.slice(0, -1)) {
    const next = Object(place[key]);
    place[key] = next;
    place = next;
  }
  place[keys.at(-1) ?? ""] = value;
}

function* createEntries(path: string, type: string, random: Random): Generator<[string, unknown]> {
  const types = ENTRIES[path] ?? { alpha: type, beta: type, gamma: type };
  for (const [name, entryType] of Object.entries(types))
    if (random() < 0.6) yield [name, createValue({ path: name, type: entryType }, random)];
}

/** The names of attributes have dots, and are no objects. */
function createAttributes(
  fields: readonly Pick<ManifestField, "path" | "type">[],
  random: Random,
): Properties {
  const attributes: Properties = {};
  for (const field of fields) {
    if (random() < MISSING) continue;
    const { path, type } = field;
    if (path.endsWith("[]")) attributes[path.slice(0, -"[]".length)] = [createValue(field, random)];
    else if (!path.endsWith("*")) attributes[path] = createValue(field, random);
    else
      for (const [name, value] of createEntries(path, type, random))
        attributes[path === "resource.*" ? name : path.replace("*", name)] = value;
  }
  return attributes;
}

function createValue({ path, type }: Pick<ManifestField, "path" | "type">, random: Random): unknown {
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

function choose<T>(items: readonly T[], random: Random): T {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError("there is nothing to choose from");
  return item;
}

function createUuid(random: Random): string {
  const digits = Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join("");
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `8${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join("-");
}
