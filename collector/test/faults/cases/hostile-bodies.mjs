/** Sends bombs, endless bodies and generated nonsense to every endpoint, while another client is served. */
import { request } from "node:http";
import { gzipSync } from "node:zlib";
import fc from "fast-check";
import { hostileRequest, PATHS } from "../support/hostile-bodies.mjs";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare } from "../support/truth.mjs";

const MAX_PEAK_MIB = 900;
const ENDLESS_BYTES = 300 * 1024 * 1024;
/** An answer of `sendEndlessly`. */
const READ_TO_END = "read to the end";
const FAILURES = [500, READ_TO_END];
const CHUNK = Buffer.alloc(256 * 1024, 0x20);
/** Each takes up to a second of the processor, and the other client waits in the same queue. */
const BOMBS_AT_ONCE = 4;
const REQUESTS_AT_ONCE = 16;
const GENERATED_AT_ONCE = 100;
const JSON_HEADERS = { "content-type": "application/json", authorization: "Bearer phc_faults" };

export const hostileBodies = {
  name: "hostile-bodies",
  async run({ folder, isQuick }) {
    const runs = isQuick ? 500 : 30_000;
    const bombPaths = isQuick ? ["/batch/", "/v1/traces"] : PATHS;
    const server = await ServerProcess.start(folder);
    const load = Load.start(server.url, { senders: 1, batchSize: 10, pauseMs: 20 });
    const statuses = new Map();
    const problems = [];
    const judge = (status, name) => {
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (FAILURES.includes(status)) problems.push(`${status} for ${name}`);
    };
    for (const { name, headers = {}, body } of createBombs())
      await runAtOnce(BOMBS_AT_ONCE, bombPaths, async (path) => {
        const sent = { method: "POST", path, headers: { ...JSON_HEADERS, ...headers }, body };
        judge(await send(server, sent), `${name} to ${path}`);
      });
    await runAtOnce(REQUESTS_AT_ONCE, bombPaths, async (path) =>
      judge(await sendEndlessly(server, path), `endless to ${path}`),
    );
    // All at once would take a minute, in which this process could not read the answers to the other client.
    for (let done = 0; done < runs; done += GENERATED_AT_ONCE)
      await runAtOnce(REQUESTS_AT_ONCE, fc.sample(hostileRequest, GENERATED_AT_ONCE), async (each) =>
        judge(await send(server, each), JSON.stringify(each).slice(0, 400)),
      );
    const peakMib = server.readPeakMib();
    if (peakMib > MAX_PEAK_MIB) problems.push(`the server had ${peakMib} MiB`);
    await load.stop();
    if (load.statuses.size > 1) problems.push(`ingest was disturbed: ${JSON.stringify([...load.statuses])}`);
    if (/a request failed|refused events/.test(server.errors)) problems.push(server.errors.slice(-500));
    const result = await endAndCompare(folder, server, load.acknowledged);
    const counts = [...statuses].map(([status, count]) => `${count} × ${status}`).join(", ");
    return {
      ...result,
      problems: [...result.problems, ...problems],
      done: `bombs, endless bodies and ${runs} generated requests to ${PATHS.length} paths: ${counts}; longest answer to another client ${load.longestMs} ms; server peak ${peakMib} MiB`,
    };
  },
};

async function runAtOnce(count, items, action) {
  const rest = [...items];
  const work = async () => {
    for (let item = rest.pop(); item !== undefined; item = rest.pop()) await action(item);
  };
  await Promise.all(Array.from({ length: count }, work));
}

function createBombs() {
  const zeros = Buffer.alloc(200 * 1024 * 1024, 0x20);
  const bomb = gzipSync(zeros);
  const deep = (open, close) => Buffer.from(open.repeat(100_000) + close.repeat(100_000));
  const wide = Buffer.from(`{"api_key":"phc_faults","batch":[${"{},".repeat(5_000_000)}{}]}`);
  const keys = Array.from({ length: 500_000 }, (_, index) => `"k${index}":${index}`).join(",");
  const events = Array(600_000).fill('{"event":"e","distinct_id":"d"}').join(",");
  const many = `{"api_key":"phc_faults","event":"e","distinct_id":"d","properties":{${keys}}}`;
  return [
    { name: "a gzip bomb", headers: { "content-encoding": "gzip" }, body: bomb },
    { name: "a gzip bomb of gzip bombs", headers: { "content-encoding": "gzip" }, body: gzipSync(bomb) },
    { name: "a gzip bomb as protobuf", headers: { "content-type": "application/x-protobuf" }, body: bomb },
    { name: "deep lists", body: deep("[", "]") },
    { name: "deep objects", body: deep('{"a":', "}") },
    { name: "five million values", body: wide },
    {
      name: "nearly two million values",
      body: Buffer.from(`{"api_key":"phc_faults","batch":[${"{},".repeat(990_000)}{}]}`),
    },
    { name: "as many events as fit", body: Buffer.from(`{"api_key":"phc_faults","batch":[${events}]}`) },
    { name: "half a million properties", body: Buffer.from(many) },
    {
      name: "one long text",
      body: Buffer.from(`{"api_key":"phc_faults","event":"${"a".repeat(15_000_000)}"}`),
    },
    { name: "one long number", body: Buffer.from("9".repeat(15_000_000)) },
  ];
}

function send({ port }, { method, path, headers, body }) {
  return new Promise((resolve) => {
    const sent = request({ port, host: "127.0.0.1", method, path, headers, agent: false }, (response) => {
      response.resume().on("error", () => {});
      response.on("close", () => resolve(response.statusCode));
    });
    sent.on("error", () => resolve("none"));
    sent.end(body);
  });
}

/** Sends until the server closes the connection, or a limit that it should not accept. */
function sendEndlessly({ port }, path) {
  return new Promise((resolve) => {
    let status = "none";
    let length = 0;
    const options = { port, host: "127.0.0.1", method: "POST", path, headers: JSON_HEADERS, agent: false };
    const sent = request(options, (response) => {
      status = response.statusCode;
      response.resume().on("error", () => {});
      response.on("close", () => sent.destroy());
    });
    sent.on("error", () => {}).on("close", () => resolve(length >= ENDLESS_BYTES ? READ_TO_END : status));
    const write = () => {
      while (length < ENDLESS_BYTES && !sent.destroyed) {
        length += CHUNK.length;
        if (!sent.write(CHUNK)) return sent.once("drain", write);
      }
      sent.destroy();
    };
    write();
  });
}
