// A server on loopback that takes everything, as quickly as one can: it keeps the bodies, and looks into them when it is asked.
import { createServer } from "node:http";
import { gunzipSync } from "node:zlib";

/** A minute's worth of keep-alive, so that no contestant pays for a connection that another lost. */
const server = createServer({ keepAliveTimeout: 60_000 }, (request, response) => {
  const chunks = [];
  request.on("data", (chunk) => chunks.push(chunk));
  request.on("end", () => {
    bodies.push({ body: Buffer.concat(chunks), encoding: request.headers["content-encoding"] });
    response.writeHead(200, { "Content-Type": "application/json", "Content-Length": 2 }).end("{}");
  });
});
let bodies = [];

/** Ids of the events in a body, whoever sent it: PostHog's and Segment's batches, OTLP's spans. */
function idsIn({ body, encoding }) {
  const { batch, resourceSpans } = JSON.parse(encoding === "gzip" ? gunzipSync(body) : body);
  if (batch !== undefined) return batch.map(({ uuid, messageId }) => uuid ?? messageId);
  return resourceSpans.flatMap(({ scopeSpans }) =>
    scopeSpans.flatMap(({ spans }) => spans.map(({ spanId }) => spanId)),
  );
}

server.listen(0, "127.0.0.1", () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on("disconnect", () => process.exit());
process.on("message", () => {
  const ids = bodies.flatMap(idsIn);
  const bytes = bodies.reduce((sum, { body }) => sum + body.length, 0);
  process.send({
    events: new Set(ids).size,
    twice: ids.length - new Set(ids).size,
    bytes,
    requests: bodies.length,
  });
  bodies = [];
});
