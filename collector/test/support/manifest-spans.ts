/** Generates lines of journals with every field of spans that a manifest lists. The same seed gives the same lines. */
import type { Manifest } from "codeweaver-telemetry/manifest";
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

const NANOSECONDS_PER_MS = 1_000_000n;

/** Two thirds of the spans have a parent in the trace. */
export function* generateManifestSpans(
  { events }: Manifest,
  { count, random }: { readonly count: number; readonly random: Random },
): Generator<string> {
  const fields = events.find(({ event }) => event === SPAN_EVENT)?.fields ?? [];
  const attributes = fields
    .filter(({ path }) => path.startsWith(ATTRIBUTES) && path !== EVENT_IDS)
    .map(({ path, type }) => ({ path: path.slice(ATTRIBUTES.length), type }));
  let trace = "";
  let parent: string | undefined;
  for (let index = 0; index < count; index++) {
    if (index % 3 === 0) trace = createUuid(random).replaceAll("-", "");
    const span = createUuid(random).replaceAll("-", "").slice(0, 16);
    const start = BigInt(createTime(random)) * NANOSECONDS_PER_MS;
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

const ATTRIBUTES = "attributes.";
const EVENT_IDS = "attributes.posthog.event_ids[]";

/** Ids of the first events, of which there are some of each name. */
function listEventIds(random: Random): string[] {
  return Array.from({ length: 3 }, () => createEventId(Math.floor(random() * 100)));
}

/** The names of attributes have dots, and are no objects. */
function createAttributes(fields: readonly GeneratedField[], random: Random): Properties {
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
