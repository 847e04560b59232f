/** Sends spans by OTLP over HTTP, in requests that OpenTelemetry's own serializer writes. */
import type { IExportTraceServiceResponse, ISerializer } from "@opentelemetry/otlp-transformer";
import type { ReadableSpan } from "@opentelemetry/sdk-trace-node";
import type { Envelope } from "../envelope.js";
import { rethrow } from "../internal/errors.js";
import { createLazy } from "../internal/lazy-module.js";
import { getGoogleHeaders } from "./google-credentials.js";
import {
  type BatchRequest,
  compressBody,
  createHttpTransport,
  wrapSerializationError,
} from "./http-transport.js";
import { createDistinctIdAttribute, toReadableSpans } from "./otlp-spans.js";
import { OptedOutError, type OtlpOptions, type Transport, type TransportOptions } from "./transport.js";

type Serializer = ISerializer<ReadableSpan[], IExportTraceServiceResponse>;

export function createOtlpTransport(options: TransportOptions & { readonly otlp: OtlpOptions }): Transport {
  const { host, apiKey, otlp } = options;
  const getSerializer = createLazy(() => loadSerializer(otlp.protocol));
  const createRequest = async (batch: readonly Envelope[]): Promise<BatchRequest> => {
    // The `fetch` of `loadFetch` checks for an opt-out, but a token is requested earlier and without it.
    if (!options.isSendingAllowed()) throw new OptedOutError();
    const { serializeRequest } = await getSerializer();
    const bytes =
      wrapSerializationError(() => serializeRequest(toReadableSpans(batch, otlp.exporter))) ??
      new Uint8Array();
    const { body, headers } = await compressBody(bytes);
    return {
      url: host,
      body,
      headers: {
        ...headers,
        ...(otlp.protocol === "protobuf" && { "Content-Type": "application/x-protobuf" }),
        ...(otlp.exporter === "posthog" && { Authorization: `Bearer ${apiKey}` }),
        ...(otlp.exporter === "google" && (await getGoogleHeaders(host, otlp.gcpProject))),
      },
    };
  };
  return createHttpTransport(options, createRequest, async (answer) =>
    countRejectedSpans(answer, await getSerializer()),
  );
}

/** Reads OTLP's partial success: the server accepted the request but not all of its spans, which must not be sent again. */
function countRejectedSpans(answer: Uint8Array, { deserializeResponse }: Serializer): number {
  const { rejectedSpans } = Object(deserializeResponse(answer).partialSuccess);
  const rejectedCount = Number(String(rejectedSpans ?? 0)); // 64 bits: text in JSON, an object in protobuf
  return rejectedCount > 0 ? rejectedCount : 0;
}

/** Rejects if the optional package is not installed. */
async function loadSerializer(protocol: OtlpOptions["protocol"]): Promise<Serializer> {
  const serializers = await import("@opentelemetry/otlp-transformer").catch(rethrow);
  const { JsonTraceSerializer, ProtobufTraceSerializer } = serializers;
  return protocol === "protobuf" ? ProtobufTraceSerializer : JsonTraceSerializer;
}

/** Returns a span in the format in which `dry_run = true` prints it. */
export function toPrintedSpan(
  { properties, distinctId }: Envelope,
  exporter: OtlpOptions["exporter"],
): object {
  const ownProperties = Object.entries(properties).filter(([key]) => !key.startsWith("$")); // `$` marks PostHog's
  const { attributes, resource } = properties;
  return {
    ...Object.fromEntries(ownProperties),
    resource: { ...Object(resource), ...createDistinctIdAttribute(distinctId, exporter) },
    ...(Array.isArray(attributes) && { attributes: Object.assign({}, ...attributes) }),
  };
}
