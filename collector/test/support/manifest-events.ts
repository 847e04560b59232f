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

/** The words of fields whose values questions name. All other texts are one of three letters. */
const WORDS: Readonly<Record<string, readonly string[]>> = {
  period: ["day", "week", "month"],
  install_age: ["days", "weeks", "months", "years"],
  status: ["success", "partial", "error"],
  "failover.active_store": ["primary", "backup", "none"],
};
const LETTERS = ["a", "b", "c"];

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

function createProperties(fields: readonly ManifestField[], random: Random): Properties {
  const properties: Properties = {};
  for (const field of fields) {
    if (random() >= PRESENCE) continue;
    const keys = field.path.endsWith("/*") ? [field.path] : field.path.split(".");
    setValue(properties, keys, () => createValue(field, random), random);
  }
  return properties;
}

/** A key is that of an object, of a list (`matches[]`), or any key (`*`). */
function setValue(
  target: Properties,
  [key = "", ...rest]: readonly string[],
  create: () => unknown,
  random: Random,
): void {
  if (key.endsWith("[]")) {
    const name = key.slice(0, -"[]".length);
    const list = Array.isArray(target[name]) ? target[name] : [{}, {}, {}].slice(Math.floor(random() * 3));
    target[name] = rest.length === 0 ? list.map(create) : list;
    if (rest.length > 0) for (const item of list) setValue(item, rest, create, random);
  } else if (rest.length === 0) {
    target[key.endsWith("*") ? `${key.slice(0, -1)}${choose(LETTERS, random)}` : key] = create();
  } else {
    const child: Properties = Object(target[key]);
    target[key] = child;
    setValue(child, rest, create, random);
  }
}

/** Zeros are frequent, because questions distinguish them. Quarters have exact sums in any order. */
function createValue({ path, type }: ManifestField, random: Random): unknown {
  if (path === "telemetry_sample_rate") return choose([0.5, 0.25, 1], random);
  if (type === "null") return null;
  if (type === "number") return Math.max(0, Math.floor(random() * 500) - 150) / 4;
  if (type === "boolean") return path === "is_ci" ? random() < 0.1 : random() < 0.5;
  return choose(WORDS[path] ?? LETTERS, random);
}

function createId(number: number): string {
  return `0198c0de-0000-7000-8000-${String(number).padStart(12, "0")}`;
}

function choose<T>(items: readonly T[], random: Random): T | undefined {
  return items[Math.floor(random() * items.length)];
}
