/** Holds thousands of connections that say nothing, little or half of a request, while another client is served. */

import { readFileSync } from "node:fs";
import { createConnection } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Load } from "../support/load.mjs";
import { ServerProcess } from "../support/server-process.mjs";
import { endAndCompare } from "../support/truth.mjs";

const CONNECTIONS = 10_000;
/** Files that this process and the server need besides the connections. */
const OTHER_FILES = 200;
const OPENED_AT_ONCE = 500;
const MAX_PEAK_MIB = 700;
/** How long a client may wait for an answer meanwhile. */
const MAX_ANSWER_MS = 2000;
const ANSWER_TIMEOUT_MS = 10_000;
/** The server closes slow connections after 60 seconds and, if the head of the request is not complete, after 15. */
const HEADERS_TIMEOUT_MS = 25_000;

const HEAD =
  "POST /batch/ HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n";
/** What the clients have said at first, and what they say each second. */
const KINDS = [
  { first: "", next: "" },
  { first: "POST /batch/ HTTP/1.1\r\nHost: localhost\r\nX-Slow: ", next: "a" },
  { first: `${HEAD}{"api_key":"phc_faults","batch":[`, next: " " },
  { first: `${HEAD}{"api_key":"phc_faults","batch":[{"event":"half`, next: "" },
  { first: "GET / HTTP/1.1\r\nHost: localhost\r\n\r\nPOST", next: "" },
];

export const slowClients = {
  name: "slow-clients",
  async run({ folder, isQuick }) {
    const count = Math.min(isQuick ? CONNECTIONS / 5 : CONNECTIONS, readFileLimit() - OTHER_FILES);
    const server = await ServerProcess.start(folder);
    const load = Load.start(server.url, { senders: 2, batchSize: 20, pauseMs: 10 });
    await load.waitForMore(100);
    const sockets = await openConnections(server.port, count);
    const longestMs = await talkSlowly(server, sockets, isQuick ? 2000 : HEADERS_TIMEOUT_MS + 5000);
    const peakMib = server.readPeakMib();
    const closed = sockets.filter((socket) => socket.destroyed).length;
    const problems = [];
    if (longestMs > MAX_ANSWER_MS) problems.push(`an answer took ${longestMs} ms`);
    if (peakMib > MAX_PEAK_MIB) problems.push(`the server had ${peakMib} MiB`);
    if (!isQuick && closed < count / KINDS.length)
      problems.push(`the server closed only ${closed} connections`);
    for (const socket of sockets) socket.destroy();
    await load.waitForMore(100);
    await load.stop();
    if (load.statuses.size > 1) problems.push(`ingest was disturbed: ${JSON.stringify([...load.statuses])}`);
    const result = await endAndCompare(folder, server, load.acknowledged);
    return {
      ...result,
      done: `${count} connections that say nothing, a byte per second or half a request; longest answer meanwhile ${longestMs} ms; server peak ${peakMib} MiB`,
      problems: [...result.problems, ...problems],
    };
  },
};

/** The server process inherits the limit (proc(5)). Node raises the soft one to the hard one. */
function readFileLimit() {
  const [, , hard] = /^Max open files\s+(\S+)\s+(\S+)/m.exec(readFileSync("/proc/self/limits", "utf8")) ?? [];
  return hard === "unlimited" ? Number.POSITIVE_INFINITY : Number(hard);
}

async function openConnections(port, count) {
  const sockets = [];
  while (sockets.length < count) {
    const some = Array.from({ length: Math.min(OPENED_AT_ONCE, count - sockets.length) }, (_, index) =>
      openConnection(port, KINDS[index % KINDS.length].first),
    );
    sockets.push(...(await Promise.all(some)));
  }
  return sockets;
}

function openConnection(port, text) {
  return new Promise((resolve, reject) => {
    const socket = createConnection({ port, host: "127.0.0.1" }, () => {
      socket.off("error", reject).on("error", () => {});
      socket.write(text);
      resolve(socket);
    });
    socket.once("error", reject);
    socket.resume();
  });
}

/** Returns the longest time for which another client waited. */
async function talkSlowly(server, sockets, durationMs) {
  const end = performance.now() + durationMs;
  let longestMs = 0;
  while (performance.now() < end) {
    for (const [index, socket] of sockets.entries()) {
      const { next } = KINDS[index % KINDS.length];
      if (next !== "" && !socket.destroyed) socket.write(next);
    }
    const start = performance.now();
    const signal = AbortSignal.timeout(ANSWER_TIMEOUT_MS);
    const response = await fetch(`${server.url}/healthz`, { signal });
    await response.arrayBuffer();
    longestMs = Math.max(longestMs, Math.round(performance.now() - start));
    await sleep(1000);
  }
  return longestMs;
}
