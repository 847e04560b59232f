/** `preview`: a sample of each event, and beside every field why it is collected. */
import { packageManifest } from "../client/package-manifest.js";
import { sampleSearch, sampleSession, sampleToolCall } from "../events/catalogue.js";
import { type Describable, describeEvents } from "../events/describe.js";
import type { TelemetryEvent } from "../events/event.js";
import type { ManifestEvent, ManifestField } from "../events/manifest.js";
import { createRecordingTelemetry, type RecordedEvent } from "../testing/test-telemetry.js";
import { columns } from "./paint.js";
import type { Context, Verb } from "./verb.js";

export const preview: Verb = {
  description: "A sample of each event, with the reason for every field",
  args: { event: { type: "string", description: "Only this event", valueHint: "name" } },
  async run(context) {
    const { settings } = (await context.situation()).resolved;
    const samples = await sampled(context, settings.toolsOverPrivacy);
    const described = describedFor(context);
    const { event } = context.args;
    const wanted = described.filter(({ event: name }) => event === undefined || name === event);
    if (wanted.length === 0)
      throw new Error(
        `no event ${JSON.stringify(event)}; there are ${described.map(({ event: name }) => name).join(", ")}`,
      );
    const shown = wanted.map((each) => ({ ...each, sample: samples.get(each.event) ?? null }));
    return {
      code: 0,
      json: { toolsOverPrivacy: settings.toolsOverPrivacy, events: shown },
      text: [
        `Samples, made by the code that makes the events. tools_over_privacy is ${settings.toolsOverPrivacy}.`,
        ...shown.flatMap((each) => section(each, context)),
      ].join("\n"),
    };
  },
};

type Sampled = ManifestEvent & { readonly sample: RecordedEvent | null };

/** An author who lists events of their own leaves CodeWeaver's out, unless they are among them. */
function describedFor({ options }: Context): readonly ManifestEvent[] {
  const own = describeEvents(options.events ?? []).events;
  const named = new Set(own.map(({ event }) => event));
  const others = packageManifest().events.filter(({ event }) => !named.has(event));
  return [...others.filter(({ event }) => own.length === 0 || !event.startsWith("codeweaver_")), ...own];
}

async function sampled(
  { tool, options }: Context,
  toolsOverPrivacy: boolean,
): Promise<Map<string, RecordedEvent>> {
  const { telemetry, events } = createRecordingTelemetry({ tool, toolsOverPrivacy, flags: { a_flag: true } });
  await telemetry.ready(); // what is captured before goes without its opt-in part
  telemetry.captureFromEvent(sampleSearch());
  telemetry.captureFromEvent(sampleSession());
  telemetry.captureFromEvent(sampleToolCall());
  for (const event of options.events ?? []) if (isSample(event)) telemetry.captureFromEvent(event);
  await telemetry.getFeatureFlag("a_flag");
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
  const rows = fields.map((field) => [field.path, valueText(field, sample), paint.faint(field.purpose)]);
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

/** `a.b`, `a[]` (the first of them), `a.*` and `$feature/*` (any). */
function at(value: unknown, [part, ...rest]: readonly string[]): unknown {
  if (part === undefined || value === undefined) return value;
  if (part.endsWith("[]")) {
    const list: unknown = Reflect.get(Object(value), part.slice(0, -2));
    return Array.isArray(list) ? at(list[0], rest) : undefined;
  }
  if (!part.endsWith("*")) return at(Reflect.get(Object(value), part), rest);
  const [, found] = Object.entries(Object(value)).find(([key]) => key.startsWith(part.slice(0, -1))) ?? [];
  return at(found, rest);
}
