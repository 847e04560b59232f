import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { RequestLog } from "../../src/delivery/request-log.js";
import { readRequestLog } from "../../src/delivery/request-log-reader.js";
import type { Fetch } from "../../src/net/http-client.js";
import type { FetchResponse } from "../../src/net/http-response.js";

const DAY = 24 * 60 * 60 * 1000;
const NOON = Date.parse("2026-11-21T12:00:00.000Z");

let folder: string;
let now: number;
beforeEach(() => {
  const parent = mkdtempSync(join(tmpdir(), "receipts-"));
  folder = join(parent, "a", "receipts");
  now = NOON;
  return () => rmSync(parent, { recursive: true, force: true });
});

const answer = (status: number): FetchResponse => ({
  status,
  headers: { get: () => null },
  body: null,
  bytes: () => Promise.resolve(new Uint8Array()),
  text: () => Promise.resolve(""),
  json: () => Promise.resolve({}),
});
/** A server that takes all of a request before it answers. */
const answering =
  (status: number): Fetch =>
  async (_, { onSent }) => {
    onSent?.();
    return answer(status);
  };
const recording = (fetch: Fetch) => new RequestLog({ folder, now: () => now }).wrapFetch(fetch);
const post = (fetch: Fetch, body: string | Uint8Array) =>
  recording(fetch)("http://127.0.0.1/batch/", { method: "POST", headers: {}, body });

describe("RequestLog", () => {
  it("logs the bytes, the decoded text, the URL, the time and the status", async () => {
    const body = gzipSync('{"batch":[]}');
    await post(answering(200), body);
    expect(readRequestLog(folder, now)).toEqual({
      requests: [
        {
          time: "2026-11-21T12:00:00.000Z",
          method: "POST",
          url: "http://127.0.0.1/batch/",
          status: 200,
          isIncomplete: false,
          bytes: body,
          text: '{"batch":[]}',
        },
      ],
      dropCounts: { dropped: {}, omitted: {} },
      damagedLineCount: 0,
      damagedFiles: [],
    });
  });

  it("logs a request whatever the answer, and without an answer", async () => {
    await post(answering(500), "first");
    const silent: Fetch = (_, { onSent }) => {
      onSent?.();
      return Promise.reject(new Error("reset"));
    };
    await expect(post(silent, "second")).rejects.toThrow("reset");
    await expect
      .poll(() => readRequestLog(folder, now).requests.map(({ text, status }) => [text, status]))
      .toEqual([
        ["first", 500],
        ["second", undefined],
      ]);
  });

  it("also tells its caller that the request was sent", async () => {
    const onSent = vi.fn();
    const fetch = new RequestLog({ folder, now: () => now }).wrapFetch(answering(200));
    await fetch("http://127.0.0.1:9/", { method: "POST", headers: {}, body: "x", onSent });
    expect(onSent).toHaveBeenCalledOnce();
  });

  it("does not show a request that was not sent", async () => {
    await expect(post(() => Promise.reject(new Error("refused")), "kept")).rejects.toThrow("refused");
    expect(readRequestLog(folder, now).requests).toEqual([]);
  });

  it("logs a request that was answered before all of it was sent", async () => {
    await post(() => Promise.resolve(answer(413)), "much");
    expect(readRequestLog(folder, now).requests).toMatchObject([
      { text: "much", status: 413, isIncomplete: true },
    ]);
  });

  it.each([
    ["a request", () => post(answering(200), "x")],
    [
      "drop counts",
      () =>
        new RequestLog({ folder, now: () => now }).recordDropCounts({
          dropped: { overflow: 1 },
          omitted: {},
        }),
    ],
  ])("creates files for the user alone: %s", async (_, write) => {
    await write();
    const [file = ""] = readdirSync(folder);
    expect(statSync(join(folder, file)).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it("sends requests if the disk cannot be written", async () => {
    writeFileSync(join(folder, "..", "..", "a"), "a file where a folder should be");
    expect(await post(answering(200), "x")).toMatchObject({ status: 200 });
    new RequestLog({ folder, now: () => now }).recordDropCounts({ dropped: { overflow: 1 }, omitted: {} });
    expect(() => readRequestLog(folder, now)).toThrow("ENOTDIR");
  });
});

describe("RequestLog, retention", () => {
  it("keeps seven days", async () => {
    for (let day = 0; day < 9; day++) {
      now = NOON + day * DAY;
      await post(answering(200), `day ${day}`);
    }
    expect(readRequestLog(folder, now).requests.map(({ text }) => text)).toEqual(
      [2, 3, 4, 5, 6, 7, 8].map((day) => `day ${day}`),
    );
  });

  it("does not show older requests that are not removed yet", async () => {
    await post(answering(200), "long ago");
    now = NOON + 8 * DAY;
    expect(readRequestLog(folder, now).requests).toEqual([]);
  });

  it("removes old files even if only drop counts are written", async () => {
    const receipts = new RequestLog({ folder, now: () => now });
    await post(answering(200), "long ago");
    now = NOON + 8 * DAY;
    const tally = { dropped: { [`r${"x".repeat(200_000)}`]: 1 }, omitted: {} };
    for (let each = 0; each < 12; each++) receipts.recordDropCounts(tally);
    expect(readdirSync(folder)).toEqual(["2026-11-29-0000.jsonl", "2026-11-29-0001.jsonl"]);
  });

  it("keeps the newest 5 MB", async () => {
    for (let part = 0; part < 24; part++) await post(answering(200), Buffer.alloc(400_000, 65 + part));
    const bytes = readdirSync(folder).reduce((sum, file) => sum + statSync(join(folder, file)).size, 0);
    expect(bytes).toBeLessThan(5.5 * 1024 * 1024);
    const texts = readRequestLog(folder, now).requests.map(({ text }) => text[0]);
    expect(texts.length).toBeGreaterThan(6);
    expect(texts).toEqual([..."ABCDEFGHIJKLMNOPQRSTUVWX"].slice(-texts.length));
  });
});

describe("RequestLog, drop counts", () => {
  it("adds up the counts of all processes by reason", () => {
    const receipts = new RequestLog({ folder, now: () => now });
    receipts.recordDropCounts({ dropped: { sampled_out: 2 }, omitted: { too_deep: 1 } });
    receipts.recordDropCounts({ dropped: { sampled_out: 3, overflow: 1 }, omitted: {} });
    expect(readRequestLog(folder, now).dropCounts).toEqual({
      dropped: { sampled_out: 5, overflow: 1 },
      omitted: { too_deep: 1 },
    });
  });
});

describe("readRequestLog", () => {
  it("skips a damaged line, and no other", async () => {
    await post(answering(200), "before");
    const [file = ""] = readdirSync(folder);
    appendFileSync(join(folder, file), '\n{"id":"cut","time":"2026-11-21T12');
    appendFileSync(join(folder, file), '\nnull\n[]\n{"id":"x","body":"H4sIAAAA"}\n');
    writeFileSync(join(folder, "notes.txt"), "somebody else's");
    await post(answering(201), "after");
    const { requests, damagedLineCount } = readRequestLog(folder, now);
    expect(requests.map(({ text, status }) => [text, status])).toEqual([
      ["before", 200],
      ["after", 201],
    ]);
    expect(damagedLineCount).toBe(4);
    expect(readFileSync(join(folder, "notes.txt"), "utf8")).toBe("somebody else's");
  });

  it("returns nothing without a log", () => {
    expect(readRequestLog(folder, now)).toEqual({
      requests: [],
      dropCounts: { dropped: {}, omitted: {} },
      damagedLineCount: 0,
      damagedFiles: [],
    });
  });
});
