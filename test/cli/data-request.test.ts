/** Requests about a person's events: their limits of time, and how ids are divided. */
import { describe, expect, it, onTestFinished } from "vitest";
import {
  DATA_TIMEOUTS,
  DataConnection,
  type DataTimeouts,
  splitIds,
} from "../../src/cli/commands/data-request.js";
import { type Answer, startDataServer } from "../support/data-server.js";
import { startBlackHole } from "../support/network.js";

const LONG_MS = 20_000;
const ALL_LONG: DataTimeouts = { answerMs: LONG_MS, pauseMs: LONG_MS, totalMs: LONG_MS };

/** Sends a request, and reads the whole answer. */
async function request(host: string, timeouts: DataTimeouts, connectTimeoutMs = LONG_MS): Promise<string> {
  const server = { host, apiKey: "phc_x", proxy: undefined, connectTimeoutMs };
  const connection = new DataConnection(server, timeouts);
  onTestFinished(() => connection.close());
  const answer = await connection.post("/api/export", ["an id"]);
  const parts: Uint8Array[] = [];
  for await (const part of connection.readParts(answer)) parts.push(part);
  return Buffer.concat(parts).toString();
}

describe("DataConnection", () => {
  it.each<[string, Answer, Partial<DataTimeouts>, string]>([
    ["does not answer", () => {}, { answerMs: 300 }, "did not answer within 1 s"],
    ["pauses", (response) => void response.write("a"), { pauseMs: 300 }, "sent nothing for 1 s"],
    [
      "is slow as a whole",
      (response) => void response.write("a"),
      { totalMs: 300 },
      "ended its answer early",
    ],
  ])("rejects if the server %s", async (_, answer, limits, problem) => {
    const { url } = await startDataServer(answer);
    const started = performance.now();
    await expect(request(url, { ...ALL_LONG, ...limits })).rejects.toThrow(`${url} ${problem}`);
    expect(performance.now() - started).toBeLessThan(5000);
  });

  it("rejects if there is no connection in the time for one", async () => {
    const url = `https://${await startBlackHole()}`;
    await expect(request(url, ALL_LONG, 300)).rejects.toThrow(
      `${url} cannot be reached (no connection within 1 s)`,
    );
  });

  it("waits longer for the answer than for the connection, and does not count the time between reads", async () => {
    const { url } = await startDataServer((response) => {
      setTimeout(() => response.write("a"), 600);
      setTimeout(() => response.end("b"), 1000);
    });
    expect(await request(url, { ...ALL_LONG, pauseMs: 800 }, 300)).toBe("ab");
  });

  it("waits for minutes by default", () => {
    expect(DATA_TIMEOUTS.answerMs).toBeGreaterThanOrEqual(5 * 60_000);
  });
});

describe("splitIds", () => {
  it.each([
    [0, []],
    [1, [1]],
    [3, [3]],
    [4, [3, 1]],
    [7, [3, 3, 1]],
  ])("divides %i ids", (count, sizes) => {
    const ids = Array.from({ length: count }, (_, index) => String(index));
    const parts = splitIds(ids, 3);
    expect(parts.map((part) => part.length)).toEqual(sizes);
    expect(parts.flat()).toEqual(ids);
  });
});
