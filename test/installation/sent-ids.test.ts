import {
  appendFileSync,
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readSentIds, recordSentIds } from "../../src/installation/sent-ids.js";
import { createUuidV4, createUuidV7 } from "../../src/internal/ids.js";
import { createTempFolder } from "../support/run.js";

const now = Date.parse("2026-11-27T10:00:00Z");
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;

describe("the list of ids", () => {
  it("has the ids that were recorded, each once", () => {
    const folder = createTempFolder();
    const [a, b, c] = [createUuidV7(), createUuidV4(), createUuidV4()];
    recordSentIds(folder, [a], now - WEEK_MS);
    recordSentIds(folder, [b, c], now);
    recordSentIds(folder, [b], now);
    expect(readSentIds(folder, now)).toEqual([a, b, c]);
  });

  it("keeps them for more than 90 days", () => {
    const folder = createTempFolder();
    const weeks = Array.from({ length: 20 }, (_, index) => 19 - index);
    for (const week of weeks) recordSentIds(folder, [createUuidV4()], now - week * WEEK_MS);
    const names = readdirSync(folder).sort();
    expect(names).toHaveLength(14);
    const oldestMonday = Date.parse("2026-08-24"); // the Monday of 2026-W35
    expect(names[0]).toBe("2026-W35.ids");
    expect((now - oldestMonday) / (24 * 60 * 60 * 1000)).toBeGreaterThan(90);
  });

  it("keeps them if one run has a wrong clock, and lists no id of a file that is too old", () => {
    const folder = createTempFolder();
    const weeks = Array.from({ length: 14 }, (_, index) => 13 - index);
    const ids = weeks.map(() => createUuidV4());
    for (const [index, week] of weeks.entries())
      recordSentIds(folder, [ids[index] ?? ""], now - week * WEEK_MS);
    recordSentIds(folder, [createUuidV4()], now + 60 * WEEK_MS);
    recordSentIds(folder, [createUuidV4()], now + WEEK_MS);
    expect(readSentIds(folder, now)).toEqual(expect.arrayContaining(ids.slice(2)));
    expect(readSentIds(folder, now + 40 * WEEK_MS)).not.toEqual(expect.arrayContaining(ids.slice(2, 3)));
  });

  it("ignores a line that a crash has cut off", () => {
    const folder = createTempFolder();
    const [a, b] = [createUuidV4(), createUuidV4()];
    recordSentIds(folder, [a], now);
    appendFileSync(join(folder, "2026-W48.ids"), "01a21d65-c1c1");
    recordSentIds(folder, [b], now);
    expect(readSentIds(folder, now)).toEqual([a, b]);
  });

  it("is empty without a folder", () => {
    expect(readSentIds(createTempFolder(), now)).toEqual([]);
  });

  it.each<[string, (file: string) => void]>([
    ["a link", (file) => symlinkSync(`${file}-elsewhere`, file)],
    ["a folder", (file) => mkdirSync(file)],
    ["a file that others can write", (file) => writeFileSync(file, "", { mode: 0o666 })],
  ])("is not written to %s", (_, prepare) => {
    const folder = createTempFolder();
    const file = join(folder, "2026-W48.ids");
    prepare(file);
    chmodSync(folder, 0o700);
    if (lstatSync(file).isFile()) chmodSync(file, 0o666);
    recordSentIds(folder, [createUuidV4()], now);
    expect(() => readSentIds(folder, now)).toThrow();
    expect(readdirSync(folder)).toEqual(["2026-W48.ids"]);
  });
});
