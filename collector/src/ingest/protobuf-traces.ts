/**
 * Decodes traces in protobuf to their form in JSON. The numbers of the fields are those of opentelemetry/proto, version 1
 * (github.com/open-telemetry/opentelemetry-proto).
 */
import protobuf from "protobufjs";

/** The fields that the collector reads. protobufjs skips the others. */
const SCHEMA = `
  syntax = "proto3";
  message Request { repeated ResourceSpans resource_spans = 1; }
  message ResourceSpans { Resource resource = 1; repeated ScopeSpans scope_spans = 2; }
  message Resource { repeated KeyValue attributes = 1; }
  message ScopeSpans { Scope scope = 1; repeated Span spans = 2; }
  message Scope { string name = 1; }
  message Span {
    bytes trace_id = 1;
    bytes span_id = 2;
    string trace_state = 3;
    bytes parent_span_id = 4;
    string name = 5;
    int32 kind = 6;
    fixed64 start_time_unix_nano = 7;
    fixed64 end_time_unix_nano = 8;
    repeated KeyValue attributes = 9;
    uint32 dropped_attributes_count = 10;
    uint32 dropped_events_count = 12;
    repeated Link links = 13;
    uint32 dropped_links_count = 14;
    Status status = 15;
  }
  message Link { bytes trace_id = 1; bytes span_id = 2; }
  message Status { int32 code = 3; }
  message KeyValue { string key = 1; AnyValue value = 2; }
  message AnyValue {
    oneof value {
      string string_value = 1;
      bool bool_value = 2;
      int64 int_value = 3;
      double double_value = 4;
      ArrayValue array_value = 5;
      KeyValueList kvlist_value = 6;
      bytes bytes_value = 7;
    }
  }
  message ArrayValue { repeated AnyValue values = 1; }
  message KeyValueList { repeated KeyValue values = 1; }
`;

const Request = protobuf.parse(SCHEMA).root.lookupType("Request");

/** Ids are hex in OTLP's JSON, and base64 in what protobufjs returns. */
const ID_KEYS: ReadonlySet<string> = new Set(["traceId", "spanId", "parentSpanId"]);

/**
 * Returns an ExportTraceServiceRequest in its JSON form.
 * @throws Error if the bytes are not such a message
 */
export function parseProtobufTraces(bytes: Buffer): unknown {
  const message = Request.toObject(Request.decode(bytes), { longs: String, bytes: String, json: true });
  return JSON.parse(JSON.stringify({ resourceSpans: [], ...message }), (key, value: unknown) =>
    ID_KEYS.has(key) && typeof value === "string" ? Buffer.from(value, "base64").toString("hex") : value,
  );
}
