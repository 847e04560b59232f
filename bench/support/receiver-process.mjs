// A server on loopback that accepts everything at once. It stores the bodies, and reads them only when it is asked for counts.
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";

/** Connections stay open for a minute, so that no contestant has to open one again. */
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    bodies.push({ body: Buffer.concat(chunks), encoding: request.headers["content-encoding"] });
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": 2 }).end("{}");
  });
});
let bodies = [];

/** Events that the library adds to those that a program captures. */
const REPORTS = new Set(["telemetry_active", "telemetry_week"]);

/** Returns the ids of the captured events in PostHog's and Segment's batches, and of the spans in OTLP's. */
function readIds({ body, encoding }) {
  const { batch, resourceSpans } = JSON.parse(encoding === "gzip" ? gunzipSync(body) : body);
  if (batch !== undefined)
    return batch.filter(({ event }) => !REPORTS.has(event)).map(({ uuid, messageId }) => uuid ?? messageId);
  return resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map(({ spanId }) => spanId)),
  );
}

server.listen(0, "127.0.0.1", () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on("disconnect", () => process.exit());
process.on("message", () => {
  const ids = bodies.flatMap(readIds);
  const bytes = bodies.reduce((sum, { body }) => sum + body.length, 0);
  process.send({
    events: new Set(ids).size,
    duplicates: ids.length - new Set(ids).size,
    bytes,
    requests: bodies.length,
  });
  bodies = [];
});
