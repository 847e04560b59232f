/** Formats the events of `preview` for a terminal. */
import type { RecordedEvent, RemovedProperty } from "../../client/recording-client.js";
import { EVERY_EVENT, explainField, type ManifestEvent, type ManifestField } from "../../events/manifest.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import type { WireFormat } from "../../transports/transport.js";
import type { CommandContext } from "../subcommand.js";
import { formatColumns } from "../terminal-format.js";

/** An event with a sample of it. */
export interface PreviewEvent extends ManifestEvent {
  readonly sample: RecordedEvent | null;
  /** The properties that were removed when the sample was captured. */
  readonly removed: readonly Pick<RemovedProperty, "property" | "reason">[];
}

interface PreviewContent {
  readonly wire: WireFormat;
  readonly toolsOverPrivacy: boolean;
  readonly shown: readonly PreviewEvent[];
  /** Events that are listed only by their names. */
  readonly otherEvents: readonly PreviewEvent[];
  readonly mistakes: readonly string[];
  readonly hasOwnEvents: boolean;
}

const WIRE_NOTES: Readonly<Record<WireFormat, readonly string[]>> = {
  posthog: [],
  http: [
    "This tool sends to a plain endpoint: the properties of each event below, its name and its time. Nothing else. Errors are sent as the event `error`.",
  ],
  otlp: ["This tool sends traces: the spans below and the attributes of their resource. Nothing else."],
};

export function formatPreview(content: PreviewContent, context: CommandContext): string {
  const { wire, toolsOverPrivacy, shown, otherEvents, mistakes, hasOwnEvents } = content;
  const { tool, colors } = context;
  const lines = [
    ...WIRE_NOTES[wire],
    `Samples are made by the code that makes the events, or taken from what ${tool} has sent. tools_over_privacy is ${toolsOverPrivacy}.`,
    ...mistakes.map((mistake) => colors.red(`One of ${tool}'s events is described wrongly: ${mistake}`)),
  ];
  if (!hasOwnEvents && mistakes.length === 0)
    lines.push(
      `The author of ${tool} has described none of its own events; those that were sent or are pending on this machine are below, if any.`,
    );
  for (const event of shown) lines.push(...formatEventSection(event, context));
  if (otherEvents.length > 0) {
    const names = otherEvents.map(({ event }) => event).join(", ");
    lines.push("", `Events of other tools: ${names} (--event NAME shows one, with its reasons).`);
  }
  return lines.join("\n");
}

function formatEventSection(
  { event, description, fields, sample, removed }: PreviewEvent,
  { colors }: CommandContext,
): string[] {
  const rows = fields.map((field) => [
    field.path,
    formatSampleValue(field, sample),
    colors.dim(explainField(field)),
  ]);
  return [
    "",
    colors.bold(event === EVERY_EVENT ? "with every event" : event),
    ...(description === undefined ? [] : [`  ${description}`]),
    formatColumns(rows),
    ...removed.map(({ property, reason }) =>
      colors.red(`  ${escapeForTerminal(property)} is not sent: ${REMOVAL_REASONS[reason] ?? reason}`),
    ),
  ];
}

const REMOVAL_REASONS: Readonly<Record<string, string>> = {
  undeclared_text: "its text, or the name of a key in it, is neither declared nor a single word",
};

const MAX_VALUE_CHARACTERS = 40;

/** Formats the sample's value of a field, or `–` when the field is absent, as opt-in fields are by default. */
function formatSampleValue({ path, type }: ManifestField, sample: RecordedEvent | null): string {
  if (sample === null) return type;
  const value = getValueAtPath({ ...sample, ...sample.properties }, path);
  const text = value === undefined ? "–" : escapeForTerminal(JSON.stringify(value));
  return text.length > MAX_VALUE_CHARACTERS ? `${text.slice(0, MAX_VALUE_CHARACTERS - 1)}…` : text;
}

/**
 * Returns the value at a path of the manifest, or undefined if there is none.
 *
 * - `results.returned`: the value of the key `returned` in `results`
 * - `matches[].score`: the score of the first match
 * - `languages.*`: the value of the first key in `languages`
 * - `$feature/*`: the value of the first key that begins with `$feature/`
 * - `attributes.error.type`: the value of the key `error.type`, because the rest of a path is tried as one key first
 */
function getValueAtPath(value: unknown, path: string): unknown {
  const key = Object.keys(Object(value)).find((name) =>
    path.endsWith("*") ? name.startsWith(path.slice(0, -1)) : name === path,
  );
  if (key !== undefined) return Reflect.get(Object(value), key);
  const [first = "", ...rest] = path.split(".");
  const isList = first.endsWith("[]");
  const child: unknown = Reflect.get(Object(value), isList ? first.slice(0, -2) : first);
  const item: unknown = isList ? Object(child)[0] : child;
  return rest.length === 0 ? item : getValueAtPath(item, rest.join("."));
}
