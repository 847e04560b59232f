/** Reads the bodies of logged requests in any wire format: events, spans, and flag requests. */

import { type LoggedRequest, parseJsonObject } from "../delivery/request-log-reader.js";
import { SPAN_EVENT } from "../events/event-names.js";
import { escapeForTerminal } from "../internal/terminal-text.js";

/** An event or a span in a body. */
export interface BodyItem {
  readonly kind: "event" | "span";
  readonly name: string;
  /** Equal in each request that sends the item again. Undefined in plain HTTP, which has no ids. */
  readonly id: string | undefined;
  /** The item as it is in the body. */
  readonly value: object;
}

/** An event or a span of a logged request. */
export interface SentItem extends BodyItem {
  readonly request: LoggedRequest;
}

export type RequestContent =
  | { readonly kind: "items"; readonly items: readonly BodyItem[] }
  | { readonly kind: "flags" }
  /** Spans in protobuf. Only the server can read their names. */
  | { readonly kind: "binary" };

const contents = new WeakMap<LoggedRequest, RequestContent>();

/** Parses the body of a logged request, but only once, because a log has up to 5 MB and each part of a report reads it. */
export function getRequestContent(request: LoggedRequest): RequestContent {
  const known = contents.get(request);
  if (known !== undefined) return known;
  const content = parseRequestBody(request.text);
  contents.set(request, content);
  return content;
}

/** Returns each event and span of each request. One that was sent again after a failure is listed again. */
export function listSentItems(requests: readonly LoggedRequest[]): SentItem[] {
  return requests.flatMap((request) => {
    const content = getRequestContent(request);
    return content.kind === "items" ? content.items.map((item) => ({ ...item, request })) : [];
  });
}

/** PostHog's wire format has `batch`, plain HTTP has `events`, and OTLP has `resourceSpans`. */
function parseRequestBody(text: string): RequestContent {
  if (!text.startsWith("{")) return { kind: "binary" }; // protobuf may begin with a line break and a brace
  const { batch, events, resourceSpans } = parseJsonObject(text);
  if (Array.isArray(batch)) return { kind: "items", items: batch.map(parsePostHogEvent) };
  if (Array.isArray(events)) return { kind: "items", items: events.map(parsePlainEvent) };
  if (Array.isArray(resourceSpans)) return { kind: "items", items: parseSpans(resourceSpans) };
  return { kind: "flags" };
}

/** Returns whether an item has this name, also as a terminal shows it. Every span also has the name `span`. */
export function isItemNamed({ kind, name }: Pick<BodyItem, "kind" | "name">, wanted: string): boolean {
  return (
    name === wanted ||
    (wanted.includes("\\u") && escapeForTerminal(name) === wanted) ||
    (kind === "span" && wanted === SPAN_EVENT)
  );
}

/** Returns the host of a logged request. The log may be damaged. */
export function getHost(url: string): string {
  return URL.canParse(url) ? new URL(url).host : "an unknown host";
}

function parsePostHogEvent(value: unknown): BodyItem {
  const { event, uuid } = Object(value);
  return { kind: "event", name: toName(event), id: toId(uuid), value: Object(value) };
}

function parsePlainEvent(value: unknown): BodyItem {
  return { kind: "event", name: toName(Object(value).event_type), id: undefined, value: Object(value) };
}

/** The file may be damaged, so each list may be missing. */
function parseSpans(resourceSpans: readonly unknown[]): BodyItem[] {
  const scopes = resourceSpans.flatMap((resource) => toList(Object(resource).scopeSpans));
  const spans = scopes.flatMap((scope) => toList(Object(scope).spans));
  return spans.map((span) => {
    const { name, spanId } = Object(span);
    return { kind: "span", name: toName(name), id: toId(spanId), value: Object(span) };
  });
}

function toList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The log may be damaged, and not every object can be converted to a text. */
function toName(value: unknown): string {
  return typeof value === "string" ? value : "(no name)";
}

function toId(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
