/** Sends generated events to a collector over HTTP, compressed and over several connections, as many clients would. */
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { gzip } from "node:zlib";

const compress = promisify(gzip);

const BATCH_SIZE = 1000;
const CONNECTIONS = 4;
/** A collector that cannot keep up answers with 503. The batch is then sent again. */
const RETRY_MS = 500;
const MAX_TRIES = 120;

/**
 * @param {object} options
 * @param {Iterable<string>} options.lines the JSON of each event
 * @param {string} options.url of the collector
 * @param {AbortSignal} options.signal
 * @param {(sent: number) => void} options.onSent
 * @returns {Promise<number>} the number of events
 */
export async function sendEvents({ lines, url, signal, onSent }) {
  const agent = new Agent({ keepAlive: true, maxSockets: CONNECTIONS });
  const batches = takeBatches(lines);
  let sent = 0;
  const sendInTurn = async () => {
    for (const batch of batches) {
      const text = `{"api_key":"phc_community","batch":[${batch.join(",")}]}`;
      await sendUntilAccepted(await compress(text, { level: 1 }), { url: `${url}/batch/`, agent, signal });
      sent += batch.length;
      onSent(sent);
    }
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, sendInTurn));
  } finally {
    agent.destroy();
  }
  return sent;
}

/** @param {Iterable<string>} lines */
function* takeBatches(lines) {
  let batch = [];
  for (const line of lines) {
    batch.push(line);
    if (batch.length < BATCH_SIZE) continue;
    yield batch;
    batch = [];
  }
  if (batch.length > 0) yield batch;
}

/** @param {Buffer} body @param {{ url: string, agent: Agent, signal: AbortSignal }} options */
async function sendUntilAccepted(body, options) {
  for (let tries = 1; ; tries++) {
    const status = await send(body, options);
    if (status === 200) return;
    if (status !== 503 || tries === MAX_TRIES) throw new Error(`the collector answered with ${status}`);
    await sleep(RETRY_MS, undefined, { signal: options.signal });
  }
}

/**
 * @param {Buffer} body
 * @param {{ url: string, agent: Agent, signal: AbortSignal }} options
 * @returns {Promise<number | undefined>}
 */
function send(body, { url, agent, signal }) {
  return new Promise((resolve, reject) => {
    const headers = {
      "Content-Type": "application/json",
      "Content-Encoding": "gzip",
      "Content-Length": body.length,
    };
    const sending = request(url, { method: "POST", agent, headers, signal }, (response) => {
      response.resume();
      response.once("end", () => resolve(response.statusCode));
      response.once("error", reject);
    });
    sending.once("error", reject);
    sending.end(body);
  });
}
