/**
 * Compares the time that the receiver needs for hostile bodies with its time for an ordinary body of the same length. Run
 * `node bench/receiver.mjs` after a build. It has no limits: compare the ratios.
 */
import { gzipSync } from "node:zlib";
import { startReceiver } from "../dist/receiver/index.js";

const BYTES = 4_000_000;
const TIMES = 5;

const event = JSON.stringify({
  event: "search_done",
  distinct_id: "d",
  properties: { files: 3, mode: "fast" },
});
const posthog = (value) =>
  `{"api_key":"k","batch":[{"event":"e","distinct_id":"d","properties":{"a":${value}}}]}`;
const plain = (value) => `{"version":"1.0","events":[{"event_type":"e","timestamp":1,"a":${value}}]}`;
const span = (members) =>
  `{"resourceSpans":[{"scopeSpans":[{"spans":[{"traceId":"${"a".repeat(32)}","spanId":"${"b".repeat(16)}",${members}}]}]}]}`;
const fill = (text) => text.repeat(BYTES / text.length);
const attributes = (count) =>
  Array.from({ length: count }, (_, index) => `{"key":"k${index}","value":{"intValue":"1"}}`).join();

const ordinary = `{"api_key":"k","batch":[${fill(`${event},`)}${event}]}`;
const CASES = [
  ["ordinary events", "/batch/", ordinary],
  ["a number of 4,000,000 digits", "/batch/", posthog(fill("9"))],
  [
    "a time of 4,000,000 digits",
    "/v1/traces",
    span(`"startTimeUnixNano":"${fill("9")}","endTimeUnixNano":"1"`),
  ],
  ["lists within lists", "/batch/", posthog(fill("[") + fill("]"))],
  ["lists within lists, plain", "/any", plain(fill("[") + fill("]"))],
  ["many small lists", "/batch/", posthog(`[${fill("[],")}1]`)],
  [
    "many keys",
    "/batch/",
    posthog(`{${Array.from({ length: BYTES / 10 }, (_, index) => `"${index}":1`).join()}}`),
  ],
  ["escaped quotes", "/batch/", posthog(`"${fill('\\"')}"`)],
  ["backslashes", "/batch/", posthog(`"${fill("\\\\")}"`)],
  ["blanks", "/batch/", fill(" ")],
  ["a text", "/batch/", posthog(`"${fill("x")}"`)],
  [
    "many attributes of a resource with many spans",
    "/v1/traces",
    `{"resourceSpans":[{"resource":{"attributes":[${attributes(20_000)}]},"scopeSpans":[{"spans":[${Array(1000).fill(`{"traceId":"${"a".repeat(32)}","spanId":"${"b".repeat(16)}","startTimeUnixNano":"1","endTimeUnixNano":"1"}`)}]}]}]}`,
  ],
];

const receiver = await startReceiver();
/** Returns the shortest time for a body in milliseconds, and the status. */
async function measure(path, body, headers = {}) {
  let shortest = Number.POSITIVE_INFINITY;
  let status = 0;
  for (let time = 0; time < TIMES; time++) {
    const start = performance.now();
    const response = await fetch(receiver.url + path, { method: "POST", body, headers });
    await response.arrayBuffer();
    status = response.status;
    shortest = Math.min(shortest, performance.now() - start);
  }
  return { ms: shortest, status };
}

const reference = await measure("/batch/", ordinary);
console.log("per byte of the body, compared with ordinary events; and the status");
for (const [name, path, body] of CASES) {
  const { ms, status } = await measure(path, body);
  const ratio = ms / body.length / (reference.ms / ordinary.length);
  console.log(`${ratio.toFixed(2).padStart(8)}  ${status}  ${name}`);
}
const small = JSON.stringify({ api_key: "k", batch: Array(20).fill(JSON.parse(event)) });
const each = [];
for (let index = 0; index < 300; index++)
  each.push(await measure("/batch/", gzipSync(small), { "content-encoding": "gzip" }));
console.log(
  `${(each.reduce((sum, { ms }) => sum + ms, 0) / each.length).toFixed(3)} ms for a request with 20 small events`,
);
await receiver.close();
