// A server on loopback that accepts everything at once. It stores the bodies, and reads them only when it is asked for counts.
import { createServer } from "node:http";
import { readCapturedIds } from "./captured-ids.mjs";

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

server.listen(0, "127.0.0.1", () => process.send({ url: `http://127.0.0.1:${server.address().port}` }));
process.on("disconnect", () => process.exit());
process.on("message", () => {
  const ids = bodies.flatMap(({ body, encoding }) => readCapturedIds(body, encoding));
  const bytes = bodies.reduce((sum, { body }) => sum + body.length, 0);
  process.send({
    events: new Set(ids).size,
    duplicates: ids.length - new Set(ids).size,
    bytes,
    requests: bodies.length,
  });
  bodies = [];
});
