import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { Journal } from "../../src/delivery/journal.js";
import { Spool } from "../../src/delivery/spool.js";
import { parseSpoolText } from "../../src/delivery/spool-format.js";
import type { Envelope } from "../../src/envelope.js";
import { getCurrentProcess } from "../../src/internal/ids.js";
import { trustStored } from "../../src/privacy/sanitizer/seal.js";
import { createEnvelope } from "../support/envelope.js";
import { createTempFolder } from "../support/run.js";

function journalIn(folder = join(createTempFolder(), "spool")) {
  const spool = new Spool({
    folder,
    destinationId: "0000abcd",
    owner: getCurrentProcess(),
    maxBytes: 100 * 1024 * 1024,
    maxAgeMs: Number.POSITIVE_INFINITY,
    now: Date.now,
    reseal: trustStored,
    onLost: () => {},
  });
  const files = () => (existsSync(folder) ? readdirSync(folder) : []);
  const written = (): readonly Envelope[] =>
    files().flatMap(
      (file) => parseSpoolText(readFileSync(join(folder, file), "utf8"), trustStored).envelopes,
    );
  return { journal: new Journal({ spool, delayMs: 1 }), folder, files, written };
}

const createLargeEnvelope = (text: string): Envelope => ({
  ...createEnvelope("e"),
  properties: trustStored({ text }),
});

describe("Journal", () => {
  it("holds pending events, and none that is settled", async () => {
    const { journal, written, files } = journalIn();
    const [a, b, c] = [createEnvelope("a"), createEnvelope("b"), createEnvelope("c")];
    for (const each of [a, b, c]) journal.add(each);
    await vi.waitFor(() => expect(written()).toEqual([a, b, c]));
    journal.settle([a, c]);
    await vi.waitFor(() => expect(written()).toEqual([b]));
    journal.settle([b]);
    await vi.waitFor(() => expect(files()).toEqual([]));
    journal.add(a);
    await vi.waitFor(() => expect(written()).toEqual([a]));
  });

  it("does not write events that are delivered at once", async () => {
    const { journal, folder } = journalIn();
    const a = createEnvelope("a");
    journal.add(a);
    journal.settle([a]);
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(existsSync(folder)).toBe(false);
  });

  it("removes its file, however writing and settling overlap", async () => {
    const { journal, files } = journalIn();
    for (let round = 0; round < 200; round++) {
      const some = [createEnvelope("a"), createEnvelope("b")];
      for (const each of some) journal.add(each);
      await new Promise((resolve) => setTimeout(resolve, round % 4));
      journal.settle(some);
    }
    await vi.waitFor(() => expect(files()).toEqual([]));
  });

  it("does not grow with the number of delivered events", async () => {
    const { journal, folder, files } = journalIn();
    const stays = createEnvelope("stays");
    journal.add(stays);
    let largest = 0;
    for (let round = 0; round < 100; round++) {
      const some = Array.from({ length: 20 }, () => createEnvelope("e", { text: "x".repeat(200) }));
      for (const each of some) journal.add(each);
      await new Promise((resolve) => setTimeout(resolve, 4));
      journal.settle(some);
      for (const file of files())
        largest = Math.max(largest, statSync(join(folder, file), { throwIfNoEntry: false })?.size ?? 0);
    }
    expect(largest).toBeGreaterThan(100_000); // or the test has tested nothing
    expect(largest).toBeLessThan(400_000); // of 1 MB that was written
  });

  it("publishes pending events in a file for any process, and continues", async () => {
    const { journal, written, files } = journalIn();
    const [a, b, c] = [createEnvelope("a"), createEnvelope("b"), createEnvelope("c")];
    journal.add(a);
    await vi.waitFor(() => expect(written()).toEqual([a]));
    journal.add(b);
    expect(journal.publishPending()).toBe(2);
    expect(files().map((file) => file.endsWith(".jsonl"))).toEqual([true]);
    expect(written()).toEqual([a, b]);
    expect(journal.publishPending()).toBe(0);
    journal.add(c);
    await vi.waitFor(() => expect(written()).toEqual([a, b, c]));
  });

  it("publishes each pending event once, whether written or being written", async () => {
    for (let round = 0; round < 60; round++) {
      const { journal, files, written } = journalIn();
      const [a, b, c] = [createEnvelope("a"), createEnvelope("b"), createEnvelope("c")];
      journal.add(a);
      journal.add(b);
      await new Promise((resolve) => setTimeout(resolve, round % 5));
      if (round % 2 === 0) journal.settle([a]);
      if (round % 3 === 0) journal.add(c);
      await new Promise((resolve) => setTimeout(resolve, round % 4));
      const expected = [...(round % 2 === 0 ? [b] : [a, b]), ...(round % 3 === 0 ? [c] : [])];
      expect(journal.publishPending()).toBe(expected.length);
      expect(written()).toEqual(expected);
      expect(files()).toEqual([expect.stringMatching(/\.jsonl$/)]);
      await new Promise((resolve) => setTimeout(resolve, 5)); // a write that was under way brings nothing back
      expect(written()).toEqual(expected);
    }
  });

  it("publishes its file without rewriting it if the file is complete", async () => {
    const { journal, folder, files, written } = journalIn();
    journal.add(createEnvelope("a"));
    await vi.waitFor(() => expect(written()).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 20)); // the write is over
    const { ino } = statSync(join(folder, files()[0] ?? ""));
    journal.publishPending();
    expect(statSync(join(folder, files()[0] ?? "")).ino).toBe(ino);
  });

  it("publishes its file with the present time, so that it is not pruned first", async () => {
    const { journal, files, written } = journalIn();
    const begun = Date.now();
    journal.add(createEnvelope("a"));
    await vi.waitFor(() => expect(written()).toHaveLength(1));
    await new Promise((resolve) => setTimeout(resolve, 50));
    journal.publishPending();
    expect(Number.parseInt(files()[0] ?? "", 10)).toBeGreaterThanOrEqual(begun + 50);
  });

  it("reports that the disk cannot be written, and keeps the events", async () => {
    const home = createTempFolder();
    writeFileSync(join(home, "spool"), "");
    const { journal } = journalIn(join(home, "spool"));
    journal.add(createEnvelope("a"));
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(journal.publishPending()).toBeUndefined();
  });

  it.each(["publishPending", "clear"] as const)(
    "leaves no settled event on the disk after %s while its file is being replaced",
    async (method) => {
      const { journal, files, written } = journalIn();
      const events = Array.from({ length: 20 }, () => createLargeEnvelope("x".repeat(20_000)));
      for (const event of events) journal.add(event);
      await vi.waitFor(() => expect(written()).toHaveLength(20));
      journal.settle(events.slice(0, 10)); // the file is larger than its limit
      while (files().length < 2) await new Promise(setImmediate);
      const pending = method === "clear" ? [] : events.slice(10);
      journal[method]();
      expect(written()).toEqual(pending);
      expect(files()).toHaveLength(pending.length > 0 ? 1 : 0);
      await new Promise((resolve) => setTimeout(resolve, 50)); // a write that was under way brings nothing back
      expect(written()).toEqual(pending);
    },
  );

  it("measures its file in bytes", async () => {
    const { journal, files, written } = journalIn();
    const events = Array.from({ length: 20 }, () => createLargeEnvelope("語".repeat(5000)));
    for (const event of events) journal.add(event);
    await vi.waitFor(() => expect(written()).toHaveLength(20));
    const [first] = files();
    journal.settle(events.slice(0, 10)); // 300 KB in UTF-8, and 100,000 characters
    await vi.waitFor(() => expect(files()).not.toContain(first));
    await vi.waitFor(() => expect(written()).toEqual(events.slice(10)));
  });

  it("removes its file when it is cleared", async () => {
    const { journal, files, written } = journalIn();
    journal.add(createEnvelope("a"));
    await vi.waitFor(() => expect(written()).toHaveLength(1));
    journal.clear();
    expect(files()).toEqual([]);
    expect(journal.publishPending()).toBe(0);
  });
});
