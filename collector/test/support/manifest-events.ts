/** Generates lines of journals that have every field of a manifest. The same random numbers give the same lines. */
import { EVERY_EVENT, type Manifest, type ManifestField } from "codeweaver-telemetry/manifest";
import type { Random } from "./generated-events.js";

const START_MS = Date.parse("2026-11-01T00:00:00Z");
const DAYS = 28;
const DAY_MS = 24 * 3600 * 1000;
/** Few enough that several ids ask the same question. */
const INSTALLATIONS = 40;
/** Each field is missing in a tenth of the events. */
const PRESENCE = 0.9;

/** The values of fields that questions compare with. All other texts are one of three letters. */
const VALUES: Readonly<Record<string, readonly unknown[]>> = {
  telemetry_sample_rate: [0.5, 0.25, 1],
  "attributes.sampling.rate": [0.5, 0.25, 1],
  is_ci: [true, ...Array(9).fill(false)],
  period: ["day", "week", "month"],
  install_age: ["days", "weeks", "months", "years"],
  status: ["success", "partial", "error"],
  "failover.active_store": ["primary", "backup", "none"],
  result: ["succeeded", "failed"],
  "attributes.gen_ai.operation.name": ["invoke_agent", "execute_tool", "chat"],
  "attributes.zen.status": ["completed", "failed", "cancelled"],
  "attributes.posthog.event_ids[]": Array.from({ length: 2000 }, (_, number) => createId(number)),
};
const LETTERS = ["a", "b", "c"];
/** The last one has what a text of SQL or JSON escapes. */
const TEXTS = ["a", "b", 'c "it\'s"\n\\n'];
/** The keys of maps that questions name. */
const KEYS: Readonly<Record<string, readonly string[]>> = {
  "$exception_list[].mechanism.*": ["handled", "synthetic", "type"],
  "attributes.zen.cost.*": ["usd"],
  "attributes.zen.tokens.*": ["input", "output", "cache_read", "cache_creation"],
  "left_out.*": ["attributes", "events", "links"],
  "resource.*": [
    "service.name",
    "service.version",
    "session.id",
    "process.runtime.name",
    "process.runtime.version",
    "os.type",
    "telemetry.distro.name",
    "telemetry.distro.version",
    "is_ci",
  ],
};

type Properties = Record<string, unknown>;

export function* generateManifestEvents(
  manifest: Manifest,
  count: number,
  random: Random,
): Generator<string> {
  const common = manifest.events.find(({ event }) => event === EVERY_EVENT)?.fields ?? [];
  const events = manifest.events.filter(({ event }) => event !== EVERY_EVENT && event !== "span");
  for (let index = 0; index < count; index++) {
    const { event = "", fields = [] } = events[index % events.length] ?? {};
    yield JSON.stringify({
      uuid: createId(index),
      distinct_id: createId(Math.floor(random() * INSTALLATIONS)),
      event,
      timestamp: new Date(START_MS + Math.floor(random() * DAYS * DAY_MS)).toISOString(),
      properties: createProperties([...common, ...fields], random),
    });
  }
}

/** Spans have attributes whose names contain dots. */
export function* generateManifestSpans(manifest: Manifest, count: number, random: Random): Generator<string> {
  const fields = manifest.events.find(({ event }) => event === "span")?.fields ?? [];
  const listed = fields.filter(({ path }) =>
    /^(?:attributes|resource|links|left_out|trace_state)\b/.test(path),
  );
  for (let index = 0; index < count; index++) {
    const start = BigInt(START_MS + Math.floor(random() * DAYS * DAY_MS)) * 1_000_000n;
    yield JSON.stringify({
      trace_id: createHex(Math.floor(index / 3), 32),
      span_id: createHex(index, 16),
      ...(index % 3 > 0 && { parent_span_id: createHex(index - (index % 3), 16) }),
      name: choose(LETTERS, random),
      kind: choose([1, 2, 3], random),
      start_ns: String(start),
      end_ns: String(start + BigInt(Math.floor(random() * 1000)) * 1_000_000n),
      status: choose([0, 1, 2], random),
      scope: choose(LETTERS, random),
      attributes: {},
      resource: {},
      ...createProperties(listed, random),
    });
  }
}

function createProperties(fields: readonly ManifestField[], random: Random): Properties {
  const properties: Properties = {};
  for (const field of fields) {
    if (random() >= PRESENCE) continue;
    setValue(properties, splitPath(field.path), field, random);
  }
  return properties;
}

function splitPath(path: string): readonly string[] {
  if (path.endsWith("/*")) return [path];
  const [, part, name] = /^(attributes|resource)\.(.*)$/.exec(path) ?? [];
  return part === undefined || name === undefined ? path.split(".") : [part, name];
}

/** A key is that of an object, of a list (`matches[]`), or ends with any key (`*`). */
function setValue(
  target: Properties,
  [key = "", ...rest]: readonly string[],
  field: ManifestField,
  random: Random,
): void {
  if (key.endsWith("[]")) {
    const name = key.slice(0, -"[]".length);
    const list = Array.isArray(target[name]) ? target[name] : [{}, {}, {}].slice(Math.floor(random() * 3));
    target[name] = rest.length === 0 ? list.map(() => createValue(field, random)) : list;
    if (rest.length > 0) for (const item of list) setValue(item, rest, field, random);
  } else if (rest.length > 0) {
    const child: Properties = Object(target[key]);
    target[key] = child;
    setValue(child, rest, field, random);
  } else if (key.endsWith("*")) {
    for (const name of KEYS[field.path] ?? [choose(LETTERS, random)])
      target[`${key.slice(0, -1)}${name}`] = createValue(field, random);
  } else target[key] = createValue(field, random);
}

/** Zeros are frequent, because questions distinguish them. Quarters have exact sums in any order. */
function createValue({ path, type }: ManifestField, random: Random): unknown {
  if (VALUES[path] !== undefined) return choose(VALUES[path], random);
  const chosen = choose(type.split(" | "), random);
  if (chosen === "null") return null;
  if (chosen === "number") return Math.max(0, Math.floor(random() * 500) - 150) / 4;
  return chosen === "boolean" ? random() < 0.5 : choose(TEXTS, random);
}

function createHex(number: number, digits: number): string {
  return (number + 1).toString(16).padStart(digits, "0");
}

function createId(number: number): string {
  return `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

function choose<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}
