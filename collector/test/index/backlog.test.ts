/** Tests how far the index is said to be behind. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { Backlog } from "../../src/index/backlog.js";
import { createTempFolder } from "../support/temp-folder.js";

const place = (sequence: number, offset: number) => ({ sequence, offset });

it("is the bytes after the position of the index, over several segments", () => {
  const folder = createTempFolder();
  writeFileSync(join(folder, "00000001-2026-11-27.ndjson"), "x".repeat(100));
  writeFileSync(join(folder, "00000002-2026-11-27.ndjson.gz"), "x".repeat(10));
  const names = ["00000001-2026-11-27.ndjson", "00000002-2026-11-27.ndjson.gz"];
  const backlog = new Backlog(folder, names);
  backlog.setEnd(place(3, 0));
  backlog.setEnd(place(3, 50));
  expect(backlog.measure(place(0, 0))).toBe(100 + 80 + 50); // a compressed segment is estimated
  expect(backlog.measure(place(1, 40))).toBe(60 + 80 + 50);
  expect(backlog.measure(place(3, 50))).toBe(0);
  // What was there at the start does not count for the limit, so that a rebuild does not refuse events.
  expect(backlog.measureSinceStart(place(0, 0))).toBe(50);
});

it("is the time that the oldest data has waited", () => {
  let now = 0;
  const backlog = new Backlog(createTempFolder(), [], () => now);
  backlog.setEnd(place(1, 10));
  now = 1000;
  backlog.setEnd(place(1, 20));
  now = 1010;
  backlog.setEnd(place(1, 30)); // counts as one with the end before it
  now = 1500;
  expect(backlog.measureLagMs(place(0, 0))).toBe(1500);
  expect(backlog.measureLagMs(place(1, 10))).toBe(500);
  expect(backlog.measureLagMs(place(1, 20))).toBe(500);
  expect(backlog.measureLagMs(place(1, 30))).toBe(0);
});

it("needs no memory for ends that the index has, and little for those that it never reaches", () => {
  let now = 0;
  const backlog = new Backlog(createTempFolder(), [], () => now);
  const addEnds = (count: number, from: number) => {
    for (let offset = from; offset < from + count; offset++) {
      backlog.setEnd(place(1, offset));
      now += 1000;
    }
  };
  addEnds(100, 1);
  backlog.setIndexed(place(1, 90));
  expect(backlog.markCount).toBe(10);
  addEnds(100_000, 101);
  expect(backlog.markCount).toBeLessThanOrEqual(10_000);
  expect(backlog.measureLagMs(place(1, 90))).toBe(now - 90_000); // the oldest one is still known
  expect(backlog.measureLagMs(place(1, 100_100))).toBe(0);
});

it("is nothing if the journal has begun a segment without lines", () => {
  const backlog = new Backlog(createTempFolder(), [], () => 0);
  backlog.setEnd(place(1, 10));
  backlog.setEnd(place(2, 0));
  expect([backlog.measure(place(1, 10)), backlog.measureLagMs(place(1, 10))]).toEqual([0, 0]);
});
