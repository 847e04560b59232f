/** Generates lines of journals with every event and field of a manifest. The same seed gives the same lines. */
import { EVERY_EVENT, type Manifest } from "codeweaver-telemetry/manifest";
import { SPAN_EVENT } from "../../src/questions/row-set.js";
import type { Random } from "./generated-events.js";
import {
  choose,
  createEntries,
  createEventId,
  createTime,
  createUuid,
  createValue,
  type GeneratedField,
  MISSING,
  type Properties,
} from "./manifest-values.js";

export function* generateManifestEvents(
  { events }: Manifest,
  { count, random }: { readonly count: number; readonly random: Random },
): Generator<string> {
  const common = events.find(({ event }) => event === EVERY_EVENT)?.fields ?? [];
  const named = events.filter(({ event }) => event !== EVERY_EVENT && event !== SPAN_EVENT);
  const people = Array.from({ length: Math.ceil(count / 20) }, () => createUuid(random));
  for (let index = 0; index < count; index++) {
    const chosen = named[index % named.length];
    if (chosen === undefined) throw new RangeError("the manifest has no events");
    const fields = [...common, ...chosen.fields];
    yield JSON.stringify({
      distinct_id: choose(people, random),
      uuid: createEventId(index),
      event: chosen.event,
      timestamp: new Date(createTime(random)).toISOString(),
      properties: createProperties(
        fields.filter(({ path }) => !BESIDE_PROPERTIES.has(path)),
        random,
      ),
    });
  }
}

const BESIDE_PROPERTIES: ReadonlySet<string> = new Set(["uuid", "timestamp", "distinct_id"]);

function createProperties(fields: readonly GeneratedField[], random: Random): Properties {
  const properties: Properties = {};
  for (const [root, members] of groupByList(fields))
    if (root !== undefined) {
      if (random() >= MISSING) setValue(properties, root, createList(root, members, random));
    } else for (const field of members) setField(properties, field, random);
  return properties;
}

/** The fields of the items of a list belong together. Undefined has the fields that are in no list. */
function groupByList(fields: readonly GeneratedField[]) {
  const groups = new Map<string | undefined, GeneratedField[]>();
  for (const field of fields) {
    const end = field.path.indexOf("[]");
    const root = end < 0 ? undefined : field.path.slice(0, end);
    groups.set(root, [...(groups.get(root) ?? []), field]);
  }
  return groups;
}

function createList(root: string, members: readonly GeneratedField[], random: Random) {
  const count = Math.floor(random() * 4);
  const [only] = members;
  if (only?.path === `${root}[]`) return Array.from({ length: count }, () => createValue(only, random));
  const items = members.map(({ path, type }) => ({ path: path.slice(`${root}[].`.length), type }));
  return Array.from({ length: count }, () => createProperties(items, random));
}

function setField(properties: Properties, field: GeneratedField, random: Random): void {
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
