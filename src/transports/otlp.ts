/** OTLP over HTTP: a batch of spans is one request, written by OpenTelemetry's own serializer, in JSON or protobuf. */
import type { SpanKind, SpanStatusCode } from "@opentelemetry/api";
import type { IExportTraceServiceResponse, ISerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import type { Envelope, JsonObject } from "../envelope.js";
import { googleHeaders } from "./google-credentials.js";
import { compressed, openedOnce, type Post, posting, written } from "./http-transport.js";
import { missing, type OtlpOptions, type Transport, type TransportOptions } from "./transport.js";

/** A span as `otel/span-record.ts` seals it: what a batch consists of. Times are nanoseconds since the epoch, as digits. */
export interface SpanForm {
  readonly trace_id: string;
  readonly span_id: string;
  readonly parent_span_id?: string;
  readonly trace_state?: string;
  readonly name: string;
  readonly kind: SpanKind;
  readonly start_ns: string;
  readonly end_ns: string;
  readonly status: SpanStatusCode;
  /** Together they are the span's. */
  readonly attributes?: readonly Attributes[];
  readonly links?: readonly { readonly trace_id: string; readonly span_id: string }[];
  readonly scope: string;
  readonly left_out: { readonly attributes: number; readonly events: number; readonly links: number };
  readonly resource?: Attributes;
}

type Attributes = ReadableSpan["attributes"];
type Serializer = ISerializer<ReadableSpan[], IExportTraceServiceResponse>;

export function otlpTransport(options: TransportOptions & { readonly otlp: OtlpOptions }): Transport {
  const { host, apiKey, otlp, library, now } = options;
  const serializer = openedOnce(() => serializerFor(otlp.protocol));
  const opened = { library, now, openFetch: openedOnce(options.openFetch) };
  const postOf = async (batch: readonly Envelope[]): Promise<Post> => {
    if (!options.mayAsk()) throw new Error("telemetry is off"); // a token is asked for before the request is
    const { serializeRequest } = await serializer();
    const bytes = written(() => serializeRequest(spansOf(batch))) ?? new Uint8Array();
    const { body, headers } = await compressed(bytes);
    return {
      url: host,
      body,
      headers: {
        ...headers,
        ...(otlp.protocol === "protobuf" && { "Content-Type": "application/x-protobuf" }),
        ...(otlp.exporter === "posthog" && { Authorization: `Bearer ${apiKey}` }),
        ...(otlp.exporter === "google" && (await googleHeaders(host, otlp.gcpProject))),
      },
    };
  };
  return posting(opened, postOf, async (answer) => refusedIn(answer, await serializer()));
}

/** OTLP's partial success: the server took the request, but not all of its spans, and they are not to be sent again. */
function refusedIn(answer: Uint8Array, { deserializeResponse }: Serializer): number {
  const { rejectedSpans } = Object(deserializeResponse(answer).partialSuccess);
  const refused = Number(String(rejectedSpans ?? 0)); // a 64-bit integer: a text in JSON, an object in protobuf
  return refused > 0 ? refused : 0;
}

/** Rejects where the optional package is not there. */
async function serializerFor(protocol: OtlpOptions["protocol"]): Promise<Serializer> {
  const serializers = await import("@opentelemetry/otlp-transformer").catch(missing);
  const { JsonTraceSerializer, ProtobufTraceSerializer } = serializers;
  return protocol === "protobuf" ? ProtobufTraceSerializer : JsonTraceSerializer;
}

/** The spans of a batch as the serializer takes them. It groups by the resource's identity, so equal ones are one. */
function spansOf(batch: readonly Envelope[]): ReadableSpan[] {
  const resources = new Map<string, ReadableSpan["resource"]>();
  return batch.flatMap(({ properties }) => {
    const form = formOf(properties);
    if (form === undefined) return []; // an event of a client that has the name of a tool that is traced
    const key = JSON.stringify(form.resource);
    const resource = resources.get(key) ?? resourceOf(form.resource ?? {});
    resources.set(key, resource);
    return [spanOf({ ...form, attributes: [...(form.attributes ?? []), refusalsOf(properties)] }, resource)];
  });
}

/** What was not sent, by reason, rides on the next span: whoever scales counts has to know. */
function refusalsOf({ telemetry_refused: refused }: JsonObject): Attributes {
  const entries = Object.entries(Object(refused)).map(([reason, count]) => [
    `telemetry.refused.${reason}`,
    Number(count),
  ]);
  return Object.fromEntries(entries);
}

/** A span as it is printed. */
export function spanForm({ properties }: Envelope): object {
  const own = Object.entries(properties).filter(([key]) => !key.startsWith("$")); // those are PostHog's
  const { attributes } = properties;
  return {
    ...Object.fromEntries(own),
    ...(Array.isArray(attributes) && { attributes: Object.assign({}, ...attributes) }),
  };
}

function formOf(properties: JsonObject): SpanForm | undefined {
  return typeof properties.trace_id === "string" && typeof properties.span_id === "string"
    ? (properties as unknown as SpanForm) // sealed from a record that has these fields
    : undefined;
}

function spanOf(form: SpanForm, resource: ReadableSpan["resource"]): ReadableSpan {
  const { trace_id: traceId, trace_state: traceState, links = [], left_out: leftOut } = form;
  const contextOf = (spanId: string) => ({ traceId, spanId, traceFlags: SAMPLED });
  return {
    name: form.name,
    kind: form.kind,
    spanContext: () => ({
      ...contextOf(form.span_id),
      ...(traceState !== undefined && { traceState: stateOf(traceState) }),
    }),
    ...(form.parent_span_id !== undefined && { parentSpanContext: contextOf(form.parent_span_id) }),
    startTime: timeOf(form.start_ns),
    endTime: timeOf(form.end_ns),
    duration: [0, 0], // not on the wire
    status: { code: form.status },
    attributes: Object.assign({}, ...(form.attributes ?? [])),
    links: links.map((link) => ({
      context: { traceId: link.trace_id, spanId: link.span_id, traceFlags: SAMPLED },
    })),
    events: [],
    ended: true,
    resource,
    instrumentationScope: { name: form.scope },
    droppedAttributesCount: leftOut.attributes,
    droppedEventsCount: leftOut.events,
    droppedLinksCount: leftOut.links,
  };
}

/** W3C Trace Context, 3.2.2.5. */
const SAMPLED = 1;

function stateOf(text: string) {
  const state = { get: () => undefined, set: () => state, unset: () => state, serialize: () => text };
  return state;
}

const NANOSECONDS = 1_000_000_000n;

function timeOf(digits: string): [seconds: number, nanoseconds: number] {
  const time = BigInt(digits);
  return [Number(time / NANOSECONDS), Number(time % NANOSECONDS)];
}

/** Attributes are all that is asked of a resource whose values are known. */
function resourceOf(attributes: Attributes): ReadableSpan["resource"] {
  const resource = {
    attributes,
    merge: () => resource,
    getRawAttributes: () => Object.entries(attributes),
  };
  return resource;
}
