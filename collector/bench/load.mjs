// Sends batches to a collector over HTTP, in a process of its own, and prints the result as JSON.
// `node load.mjs URL EVENTS BATCH_SIZE CONNECTIONS [EVENTS_PER_SECOND]`
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { createBatch } from "./events.mjs";

const [, , url, ...numbers] = process.argv;
const [eventCount, batchSize, connections, rate = 0] = numbers.map(Number);
const agent = new Agent({ keepAlive: true, maxSockets: connections });
// Created before the measurement, because the sender must not be what is measured.
const bodies = [];
for (let first = 0; first < eventCount; first += batchSize) bodies.push(createBatch(first, batchSize));

function send(body) {
  return new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": "application/json",
      "Content-Encoding": "gzip",
      "Content-Length": body.length,
    };
    const sent = request(`${url}/batch/`, { method: "POST", agent, headers }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode));
    });
    sent.on("error", reject);
    sent.end(body);
  });
}

const durations = [];
const statuses = {};
let next = 0;
const start = performance.now();

async function sendInTurn() {
  for (;;) {
    const index = next++;
    if (index >= bodies.length) return;
    if (rate > 0) {
      const due = start + ((index * batchSize) / rate) * 1000;
      if (due > performance.now()) await sleep(due - performance.now());
    }
    const sentAt = performance.now();
    const status = await send(bodies[index]);
    durations.push(performance.now() - sentAt);
    statuses[status] = (statuses[status] ?? 0) + 1;
  }
}
await Promise.all(Array.from({ length: connections }, sendInTurn));
const seconds = (performance.now() - start) / 1000;
durations.sort((a, b) => a - b);
const quantile = (share) => durations[Math.min(durations.length - 1, Math.floor(durations.length * share))];
agent.destroy();
process.stdout.write(
  `${JSON.stringify({ eventsPerSecond: eventCount / seconds, p50: quantile(0.5), p99: quantile(0.99), max: durations.at(-1), statuses })}\n`,
);
