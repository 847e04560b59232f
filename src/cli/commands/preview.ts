/** `preview`: a sample of each event, and beside every field why it is collected. */

import { createPackageManifest } from "../../bootstrap/package-manifest.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { FLAG_CALLED_EVENT } from "../../client/flag-exposure.js";
import { AgentUsageEvent, ErrorEvent, PerformanceEvent, SystemInfoEvent } from "../../events/agent-events.js";
import { createBuiltInSamples } from "../../events/built-in-events.js";
import { type Describable, describeEvents } from "../../events/describe-events.js";
import { explainField, type ManifestEvent, type ManifestField } from "../../events/manifest.js";
import { SPAN_EVENT } from "../../events/span-fields.js";
import type { TelemetryEvent } from "../../events/telemetry-event.js";
import { getErrorMessage } from "../../internal/errors.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import { createSampleSpan } from "../../otel/span-sample.js";
import { EXCEPTION } from "../../privacy/errors/posthog-exception.js";
import {
  createRecordingTelemetry,
  type RecordedEvent,
  type RemovedProperty,
} from "../../testing/test-telemetry.js";
import type { WireFormat } from "../../transports/transport.js";
import { readLocalEvents } from "../local-data.js";
import { type CommandContext, type Subcommand, UsageError } from "../subcommand.js";
import { formatColumns } from "../terminal-format.js";

export const preview: Subcommand = {
  description: "A sample of each event, with the reason for every field",
  args: { event: { type: "string", description: "Only this event", valueHint: "name" } },
  async run(context) {
    const situation = await context.resolveTelemetry();
    const { toolsOverPrivacy } = situation.resolved.settings;
    const { samples, removed } = await captureSamples(context, toolsOverPrivacy);
    const { own, library, mistakes } = describeAllEvents(context);
    const seen = describeLocalEvents(situation, [...own, ...library]);
    const all = [...own, ...seen.map(({ event }) => event), ...library];
    for (const { event, sample } of seen) samples.set(event.event, sample);
    const { event: name } = context.args;
    const { wire } = situation.destination;
    const isOthers = ({ event }: ManifestEvent) => !isRelevantEvent(context.tool, wire, event);
    const wanted = all.filter((each) => (name === undefined ? !isOthers(each) : each.event === name));
    if (wanted.length === 0)
      throw new UsageError(
        `no event ${JSON.stringify(name)}; there are ${all.map(({ event }) => event).join(", ")} (* is what every event has)`,
      );
    const shown = wanted.map((each) => ({
      ...each,
      sample: samples.get(each.event) ?? null,
      removed: removed
        .filter(({ event }) => event === each.event)
        .map(({ property, reason }) => ({ property, reason })),
    }));
    const left = all.filter((each) => name === undefined && isOthers(each)).map(({ event }) => event);
    return {
      code: 0,
      json: { toolsOverPrivacy, events: shown, mistakes },
      text: [
        ...(wire === "posthog" ? [] : [WIRE_NOTES[wire]]),
        `Samples, made by the code that makes the events, or taken from what ${context.tool} sent. tools_over_privacy is ${toolsOverPrivacy}.`,
        ...mistakes.map((mistake) =>
          context.colors.bad(`One of ${context.tool}'s events is described wrongly: ${mistake}`),
        ),
        ...(own.length + mistakes.length > 0
          ? []
          : [
              `The author of ${context.tool} has described none of its own events; those that it sent or that wait here are below, if any.`,
            ]),
        ...shown.flatMap((each) => formatEventSection(each, context)),
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
const EVENT_OWNERS: Readonly<Record<string, readonly string[]>> = {
  codeweaver: ["codeweaver_search", "codeweaver_session", "mcp_tool_call"],
  mycelium: [AgentUsageEvent, PerformanceEvent, ErrorEvent, SystemInfoEvent].map(
    ({ EVENT_NAME }) => EVENT_NAME,
  ),
  zen: [SPAN_EVENT],
};

/** What only PostHog gets. */
const POSTHOG_ONLY_EVENTS = new Set(["*", FLAG_CALLED_EVENT, EXCEPTION]);

function isRelevantEvent(tool: string, wire: WireFormat, event: string): boolean {
  if (wire !== "posthog" && POSTHOG_ONLY_EVENTS.has(event)) return false;
  if (wire === "otlp" && event === SPAN_EVENT) return true;
  const owners = Object.keys(EVENT_OWNERS).filter((owner) => EVENT_OWNERS[owner]?.includes(event) === true);
  return owners.length === 0 || owners.includes(tool);
}

const WIRE_NOTES = {
  http: "It sends to a plain endpoint: each event as below, with its name and its time, and nothing besides. An error is `error`, as below.",
  otlp: "It sends traces: spans as below, with what they are from (`resource`), and nothing besides.",
};

interface SampledEvent extends ManifestEvent {
  readonly sample: RecordedEvent | null;
  /** What was removed when the sample was captured. */
  readonly removed: readonly Pick<RemovedProperty, "property" | "reason">[];
}

/** What the author describes, and what the library sends of its own accord. One that cannot be described hides no other. */
function describeAllEvents({ options }: CommandContext) {
  const own: ManifestEvent[] = [];
  const mistakes: string[] = [];
  for (const event of options.events ?? []) {
    try {
      own.push(...describeEvents([event]).events);
    } catch (error) {
      mistakes.push(getErrorMessage(error));
    }
  }
  const named = new Set(own.map(({ event }) => event));
  return { own, mistakes, library: createPackageManifest().events.filter(({ event }) => !named.has(event)) };
}

/** Events that this tool has sent from here, or is about to, and nobody has described. */
function describeLocalEvents(telemetry: ResolvedTelemetry, described: readonly ManifestEvent[]) {
  const known = new Set(described.map(({ event }) => event));
  const common = new Set(described.find(({ event }) => event === "*")?.fields.map(({ path }) => path));
  const seen = new Map(
    readLocalEvents(telemetry)
      .filter(({ event }) => !known.has(event))
      .map((sample) => [sample.event, sample]),
  );
  return [...seen.values()].map((sample) => ({
    sample,
    event: {
      event: escapeForTerminal(sample.event),
      description: "Seen on this machine; its author gives no reasons.",
      fields: Object.entries(sample.properties)
        .filter(([key]) => !common.has(key))
        .map(([key, value]) => describeLocalField(key, value)),
    },
  }));
}

function describeLocalField(path: string, value: unknown): ManifestField {
  return { path: escapeForTerminal(path), type: typeof value, purpose: "", sensitivity: "usage", since: "" };
}

async function captureSamples(
  { tool, options }: CommandContext,
  toolsOverPrivacy: boolean,
): Promise<{ samples: Map<string, RecordedEvent>; removed: readonly RemovedProperty[] }> {
  const { telemetry, events, removed } = createRecordingTelemetry({
    tool,
    version: options.version,
    toolsOverPrivacy,
    errorMessages: options.errorMessages,
    flags: { a_flag: true },
  });
  await telemetry.ready(); // what is captured before goes without its opt-in part
  const samples = [...createBuiltInSamples(), ...(options.events ?? []).filter(isSampleEvent)];
  for (const sample of samples) telemetry.captureFromEvent(sample);
  await telemetry.getFeatureFlag("a_flag");
  telemetry.capture(SPAN_EVENT, createSampleSpan());
  telemetry.captureException(new TypeError("cannot read /home/jane/plan.md"));
  await telemetry.flush();
  const byName = new Map(events.map((event) => [event.event, event]));
  const [any] = events;
  if (any !== undefined) byName.set("*", any);
  return { samples: byName, removed };
}

/** What `defineEvent` made is a class without a sample. */
function isSampleEvent(event: Describable): event is TelemetryEvent {
  return typeof event !== "function";
}

function formatEventSection(
  { event, description, fields, sample, removed }: SampledEvent,
  { colors }: CommandContext,
): string[] {
  const rows = fields.map((field) => [
    field.path,
    formatSampleValue(field, sample),
    colors.faint(explainField(field)),
  ]);
  return [
    "",
    colors.strong(event === "*" ? "with every event" : event),
    ...(description === undefined ? [] : [`  ${description}`]),
    formatColumns(rows),
    ...removed.map(({ property, reason }) =>
      colors.bad(`  ${escapeForTerminal(property)} is not sent: ${REMOVAL_REASONS[reason] ?? reason}`),
    ),
  ];
}

const REMOVAL_REASONS: Readonly<Record<string, string>> = {
  undeclared_text: "its text, or the name of a key in it, is neither declared nor a single word",
};

/** What the sample has in a field's place; `–` where it has nothing, as without opting in. */
function formatSampleValue({ path, type }: ManifestField, sample: RecordedEvent | null): string {
  if (sample === null) return type;
  const value = getValueAtPath({ ...sample, ...sample.properties }, path.split("."));
  const text = value === undefined ? "–" : escapeForTerminal(JSON.stringify(value));
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS - 1)}…` : text;
}

const MAX_VALUE_CHARACTERS = 40;

/** `a.b`, `a[]` (the first of them), `a.*` and `$feature/*` (any). Names of a span's attributes have dots of their own. */
function getValueAtPath(value: unknown, parts: readonly string[]): unknown {
  const [part, ...rest] = parts;
  if (part === undefined || value === undefined) return value;
  const whole = parts.join(".");
  const isOpen = whole.endsWith("*");
  const key = Object.keys(Object(value)).find((name) =>
    isOpen ? name.startsWith(whole.slice(0, -1)) : name === whole,
  );
  if (key !== undefined) return Reflect.get(Object(value), key);
  if (!part.endsWith("[]")) return getValueAtPath(Reflect.get(Object(value), part), rest);
  const list: unknown = Reflect.get(Object(value), part.slice(0, -2));
  return Array.isArray(list) ? getValueAtPath(list[0], rest) : undefined;
}
