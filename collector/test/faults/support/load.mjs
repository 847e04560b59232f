/** Sends batches of events as PostHog's clients do, and remembers which were acknowledged. */
import { randomUUID } from "node:crypto";
import { Agent, request } from "node:http";
import { setTimeout as sleep } from "node:timers/promises";

const RETRY_MS = 20;
const REQUEST_TIMEOUT_MS = 20_000;

/** Each sender has its own number, so that the order of its batches can be checked. */
let senderCount = 0;

export class Load {
  /** The ids of acknowledged events. */
  acknowledged = new Set();
  /** The ids of all events that were in a request. */
  sent = new Set();
  /** How often each status was the answer. `none` counts requests without one. */
  statuses = new Map();
  /** Answers with 503 that did not say when to try again. */
  withoutRetryAfter = 0;
  /** The longest time until an answer. */
  longestMs = 0;
  url;
  #options;
  #agent = new Agent({ keepAlive: true });
  #senders = [];
  #isStopped = false;

  constructor(url, { senders = 8, batchSize = 50, pauseMs = 0, paddingLength = 0 } = {}) {
    this.url = url;
    this.#options = { senders, batchSize, pauseMs, padding: "x".repeat(paddingLength) };
  }

  static start(url, options) {
    const load = new Load(url, options);
    load.#senders = Array.from({ length: load.#options.senders }, () => load.#sendBatches(senderCount++));
    return load;
  }

  countStatus(status) {
    return this.statuses.get(status) ?? 0;
  }

  /** Waits for the requests that have begun. */
  async stop() {
    this.#isStopped = true;
    await Promise.all(this.#senders);
    this.#agent.destroy();
  }

  /** Waits until so many more events are acknowledged. */
  async waitForMore(count, timeoutMs = 30_000) {
    const goal = this.acknowledged.size + count;
    const deadline = performance.now() + timeoutMs;
    while (this.acknowledged.size < goal) {
      if (performance.now() > deadline)
        throw new Error(`no ${count} events were acknowledged in ${timeoutMs} ms`);
      await sleep(5);
    }
  }

  /** A batch that is not acknowledged is sent again, so that the server may get it twice. */
  async #sendBatches(sender) {
    for (let batch = 0; !this.#isStopped; batch++) {
      const ids = Array.from({ length: this.#options.batchSize }, () => randomUUID());
      for (const id of ids) this.sent.add(id);
      const body = this.#createBody(sender, batch, ids);
      for (;;) {
        const start = performance.now();
        const status = await this.#post(body);
        this.longestMs = Math.max(this.longestMs, Math.round(performance.now() - start));
        this.statuses.set(status, this.countStatus(status) + 1);
        if (status === 200) for (const id of ids) this.acknowledged.add(id);
        if (status === 200 || this.#isStopped) break;
        await sleep(RETRY_MS);
      }
      if (this.#options.pauseMs > 0) await sleep(this.#options.pauseMs);
    }
  }

  #createBody(sender, batch, ids) {
    const timestamp = new Date().toISOString();
    const properties = { sender, batch, duration_ms: 12.5, padding: this.#options.padding };
    const events = ids.map((uuid) => ({
      uuid,
      event: "search_completed",
      distinct_id: "an-installation",
      timestamp,
      properties,
    }));
    return JSON.stringify({ api_key: "phc_faults", batch: events });
  }

  #post(body) {
    return new Promise((resolve) => {
      const sent = request(`${this.url}/batch/`, {
        method: "POST",
        agent: this.#agent,
        headers: { "content-type": "application/json" },
        timeout: REQUEST_TIMEOUT_MS,
      });
      sent.on("response", (response) => {
        if (response.statusCode === 503 && !(Number(response.headers["retry-after"]) > 0))
          this.withoutRetryAfter++;
        response.resume().on("error", () => {});
        response.on("close", () => resolve(response.complete ? response.statusCode : "none"));
      });
      sent.on("timeout", () => sent.destroy());
      sent.on("error", () => resolve("none"));
      sent.end(body);
    });
  }
}

/** Sends one batch of so many events at a time until so many are acknowledged. */
export async function sendEvents(url, count, options) {
  const load = Load.start(url, { senders: 1, batchSize: 20, ...options });
  await load.waitForMore(count);
  await load.stop();
  return load;
}
