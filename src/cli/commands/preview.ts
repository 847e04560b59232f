/** `preview`: a sample of each event, and beside every field why it is collected. */

import { packageManifest } from "../../bootstrap/package-manifest.js";
import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { FLAG_CALLED } from "../../client/flag-exposure.js";
import { SPAN } from "../../client/span-fields.js";
import { AgentUsageEvent, ErrorEvent, PerformanceEvent, SystemInfoEvent } from "../../events/agent-events.js";
import { builtInSamples } from "../../events/catalogue.js";
import { type Describable, describeEvents } from "../../events/describe.js";
import { explainField, type ManifestEvent, type ManifestField } from "../../events/manifest.js";
import type { TelemetryEvent } from "../../events/telemetry-event.js";
import { messageOf } from "../../internal/file-errors.js";
import { makePrintable } from "../../internal/terminal-text.js";
import { sampleSpan } from "../../otel/sample-span.js";
import { EXCEPTION } from "../../privacy/errors/posthog-exception.js";
import { createRecordingTelemetry, type RecordedEvent } from "../../testing/test-telemetry.js";
import type { Wire } from "../../transports/transport.js";
import { eventsHere } from "../local-state.js";
import { type Context, Misunderstood, type Verb } from "../subcommand.js";
import { columns } from "../terminal-style.js";

export const preview: Verb = {
  description: "A sample of each event, with the reason for every field",
  args: { event: { type: "string", description: "Only this event", valueHint: "name" } },
  async run(context) {
    const situation = await context.situation();
    const { toolsOverPrivacy } = situation.resolved.settings;
    const samples = await sampled(context, toolsOverPrivacy);
    const { own, library, mistakes } = describedFor(context);
    const seen = seenHere(situation, [...own, ...library]);
    const all = [...own, ...seen.map(({ event }) => event), ...library];
    for (const { event, sample } of seen) samples.set(event.event, sample);
    const { event: name } = context.args;
    const { wire } = situation.destination;
    const isOthers = ({ event }: ManifestEvent) => !isOf(context.tool, wire, event);
    const wanted = all.filter((each) => (name === undefined ? !isOthers(each) : each.event === name));
    if (wanted.length === 0)
      throw new Misunderstood(
        `no event ${JSON.stringify(name)}; there are ${all.map(({ event }) => event).join(", ")} (* is what every event has)`,
      );
    const shown = wanted.map((each) => ({ ...each, sample: samples.get(each.event) ?? null }));
    const left = all.filter((each) => name === undefined && isOthers(each)).map(({ event }) => event);
    return {
      code: 0,
      json: { toolsOverPrivacy, events: shown, mistakes },
      text: [
        ...(wire === "posthog" ? [] : [NOTES[wire]]),
        `Samples, made by the code that makes the events, or taken from what ${context.tool} sent. tools_over_privacy is ${toolsOverPrivacy}.`,
        ...mistakes.map((mistake) =>
          context.paint.bad(`One of ${context.tool}'s events is described wrongly: ${mistake}`),
        ),
        ...(own.length + mistakes.length > 0
          ? []
          : [
              `The author of ${context.tool} has described none of its own events; those that it sent or that wait here are below, if any.`,
            ]),
        ...shown.flatMap((each) => section(each, context)),
        ...(left.length === 0
          ? []
          : [
              "",
              `Only if ${context.tool} has to do with them: ${left.join(", ")} (--event NAME shows one, and for what it is).`,
            ]),
      ].join("\n"),
    };
  },
};

/** Events that few tools have, and whose they are. */
const OWNERS: Readonly<Record<string, readonly string[]>> = {
  codeweaver: ["codeweaver_search", "codeweaver_session", "mcp_tool_call"],
  mycelium: [AgentUsageEvent, PerformanceEvent, ErrorEvent, SystemInfoEvent].map(
    ({ EVENT_NAME }) => EVENT_NAME,
  ),
  zen: [SPAN],
};

/** What only PostHog gets. */
const POSTHOGS = new Set(["*", FLAG_CALLED, EXCEPTION]);

function isOf(tool: string, wire: Wire, event: string): boolean {
  if (wire !== "posthog" && POSTHOGS.has(event)) return false;
  if (wire === "otlp" && event === SPAN) return true;
  const owners = Object.keys(OWNERS).filter((owner) => OWNERS[owner]?.includes(event) === true);
  return owners.length === 0 || owners.includes(tool);
}

const NOTES = {
  http: "It sends to a plain endpoint: each event as below, with its name and its time, and nothing besides. An error is `error`, as below.",
  otlp: "It sends traces: spans as below, with what they are from (`resource`), and nothing besides.",
};

type Sampled = ManifestEvent & { readonly sample: RecordedEvent | null };

/** What the author describes, and what the library sends of its own accord. One that cannot be described hides no other. */
function describedFor({ options }: Context) {
  const own: ManifestEvent[] = [];
  const mistakes: string[] = [];
  for (const event of options.events ?? []) {
    try {
      own.push(...describeEvents([event]).events);
    } catch (error) {
      mistakes.push(messageOf(error));
    }
  }
  const named = new Set(own.map(({ event }) => event));
  return { own, mistakes, library: packageManifest().events.filter(({ event }) => !named.has(event)) };
}

/** Events that this tool has sent from here, or is about to, and nobody has described. */
function seenHere(situation: Situation, described: readonly ManifestEvent[]) {
  const known = new Set(described.map(({ event }) => event));
  const common = new Set(described.find(({ event }) => event === "*")?.fields.map(({ path }) => path));
  const seen = new Map(
    eventsHere(situation)
      .filter(({ event }) => !known.has(event))
      .map((sample) => [sample.event, sample]),
  );
  return [...seen.values()].map((sample) => ({
    sample,
    event: {
      event: makePrintable(sample.event),
      description: "Seen on this machine; its author gives no reasons.",
      fields: Object.entries(sample.properties)
        .filter(([key]) => !common.has(key))
        .map(([key, value]) => field(key, value)),
    },
  }));
}

function field(path: string, value: unknown): ManifestField {
  return { path: makePrintable(path), type: typeof value, purpose: "", sensitivity: "usage", since: "" };
}

async function sampled(
  { tool, options }: Context,
  toolsOverPrivacy: boolean,
): Promise<Map<string, RecordedEvent>> {
  const { telemetry, events } = createRecordingTelemetry({
    tool,
    version: options.version,
    toolsOverPrivacy,
    flags: { a_flag: true },
  });
  await telemetry.ready(); // what is captured before goes without its opt-in part
  const samples = [...builtInSamples(), ...(options.events ?? []).filter(isSample)];
  for (const sample of samples) telemetry.captureFromEvent(sample);
  await telemetry.getFeatureFlag("a_flag");
  telemetry.capture(SPAN, sampleSpan());
  telemetry.captureException(new TypeError("cannot read /home/jane/plan.md"));
  await telemetry.flush();
  const byName = new Map(events.map((event) => [event.event, event]));
  const [any] = events;
  if (any !== undefined) byName.set("*", any);
  return byName;
}

/** What `defineEvent` made is a class without a sample. */
function isSample(event: Describable): event is TelemetryEvent {
  return typeof event !== "function";
}

function section({ event, description, fields, sample }: Sampled, { paint }: Context): string[] {
  const rows = fields.map((field) => [
    field.path,
    valueText(field, sample),
    paint.faint(explainField(field)),
  ]);
  return [
    "",
    paint.strong(event === "*" ? "with every event" : event),
    ...(description === undefined ? [] : [`  ${description}`]),
    columns(rows),
  ];
}

/** What the sample has in a field's place; `–` where it has nothing, as without opting in. */
function valueText({ path, type }: ManifestField, sample: RecordedEvent | null): string {
  if (sample === null) return type;
  const value = at({ ...sample, ...sample.properties }, path.split("."));
  const text = value === undefined ? "–" : JSON.stringify(value);
  return text.length > WIDEST ? `${text.slice(0, WIDEST - 1)}…` : text;
}

const WIDEST = 40;

/** `a.b`, `a[]` (the first of them), `a.*` and `$feature/*` (any). Names of a span's attributes have dots of their own. */
function at(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts;
  if (part === undefined || value === undefined) return value;
  const whole = parts.join(".");
  const isOpen = whole.endsWith("*");
  const key = Object.keys(Object(value)).find((name) =>
    isOpen ? name.startsWith(whole.slice(0, -1)) : name === whole,
  );
  if (key !== undefined) return Reflect.get(Object(value), key);
  if (!part.endsWith("[]")) return at(Reflect.get(Object(value), part), rest);
  const list: unknown = Reflect.get(Object(value), part.slice(0, -2));
  return Array.isArray(list) ? at(list[0], rest) : undefined;
}
