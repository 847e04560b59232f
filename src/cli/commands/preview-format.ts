/** Formats the events of `preview` for a terminal. */
import type { RecordedEvent } from "../../client/recording-client.js";
import { EVERY_EVENT, explainField, type ManifestField } from "../../events/manifest.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import type { WireFormat } from "../../transports/transport.js";
import { joinLines, LINE_BREAK, PARAGRAPH_BREAK } from "../styled-text.js";
import type { CommandContext } from "../subcommand.js";
import { pluralize } from "../terminal-format.js";
import { wrapText } from "../text-wrap.js";
import { formatEventFields } from "./event-fields.js";
import type { PreviewEvent } from "./preview-events.js";

interface PreviewContent {
  readonly wire: WireFormat;
  readonly toolsOverPrivacy: boolean;
  readonly shown: readonly PreviewEvent[];
  /** The person asks for one event by its name. */
  readonly isOneEvent: boolean;
  readonly hasOwnEvents: boolean;
  /** Events of the library that the tool may send, and that are not shown. */
  readonly library: readonly PreviewEvent[];
  /** Events of other tools, which are listed only by their names. */
  readonly ofOtherTools: readonly PreviewEvent[];
  readonly mistakes: readonly string[];
}

const WIRE_NOTES: Readonly<Record<WireFormat, readonly string[]>> = {
  posthog: [],
  http: [
    "This tool sends to a plain endpoint: the properties of each event below, its name and its time. Nothing else. Errors are sent as the event `error`.",
  ],
  otlp: ["This tool sends traces: the spans below and the attributes of their resource. Nothing else."],
};

export function formatPreview(content: PreviewContent, context: CommandContext): string {
  const { wire, shown, mistakes, isOneEvent, hasOwnEvents } = content;
  const { tool, colors, width } = context;
  const paragraphs = [
    ...WIRE_NOTES[wire],
    ...mistakes.map((mistake) => colors.red(`One of ${tool}'s events is described wrongly: ${mistake}`)),
    ...(hasOwnEvents || isOneEvent || mistakes.length > 0 ? [] : [explainNoEvents(context)]),
  ].map((text) => wrapText(text, width));
  const sections = shown.map((event) => formatEventSection(event, context));
  const notes = listNotes(content, context).map((text) => wrapText(text, width));
  return [...paragraphs, ...sections, joinLines(notes)].join(PARAGRAPH_BREAK);
}

function explainNoEvents({ tool, isForAnyTool }: CommandContext): string {
  const hint = isForAnyTool
    ? "Only the tool's own command knows events that are described in its code."
    : "An author describes events with the option `events` of `telemetryCommand` or `runTelemetryCli`.";
  return `${tool} has no events of its own here: none is described, and none was sent or is pending on this machine. ${hint}`;
}

/** Returns sentences about what is not shown, and how to see it. */
function listNotes(
  { toolsOverPrivacy, shown, library, ofOtherTools }: PreviewContent,
  { tool, command, toolFlag }: CommandContext,
): string[] {
  const notes: string[] = [];
  if (shown.length > 0)
    notes.push(
      `Samples are made by the code that makes the events, or taken from what ${tool} captured. They are as sent with tools_over_privacy = ${toolsOverPrivacy}.`,
    );
  const commonFieldCount = library.find(({ event }) => event === EVERY_EVENT)?.fields.length ?? 0;
  const eventCount = library.length - (commonFieldCount > 0 ? 1 : 0);
  const more = [
    ...(eventCount > 0 ? [pluralize(eventCount, "event of the library", "events of the library")] : []),
    ...(commonFieldCount > 0 ? [`the ${commonFieldCount} fields of every event`] : []),
  ];
  if (more.length > 0)
    notes.push(`To see also ${more.join(" and ")}:${LINE_BREAK}${command} preview --all${toolFlag}`);
  if (ofOtherTools.length > 0) {
    const names = ofOtherTools.map(({ event }) => event).join(", ");
    notes.push(`Events of other tools: ${names} (--event NAME shows one, with its reasons).`);
  }
  return notes;
}

function formatEventSection(event: PreviewEvent, context: CommandContext): string {
  const { fields, sample, removed } = event;
  const { colors, width } = context;
  const rows = fields.map((field) => {
    const explanation = explainField(field);
    // Colours around an empty text would be printed as an empty line.
    return [field.path, formatSampleValue(field, sample), explanation && colors.dim(explanation)];
  });
  return [
    ...formatEventFields(event, rows, context),
    ...removed.map(({ property, reason }) =>
      wrapText(colors.red(`${property} is not sent: ${REMOVAL_REASONS[reason] ?? reason}`), width, 2),
    ),
  ].join(LINE_BREAK);
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
