/** DuckDB's messages decide whether an index is rebuilt, opened again, or waited for. */
import { closeSync, openSync, statSync, writeSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DuckDbStore } from "../../src/store/duckdb/duckdb-store.js";
import { classifyEngineError } from "../../src/store/duckdb/engine-error.js";
import { DamagedStoreError, LockedStoreError, RefusingDiskError } from "../../src/store/store.js";
import { createTempFolder } from "../support/temp-folder.js";

it.each([
  ['IO Error: Could not set lock on file "index.duckdb": Conflicting lock is held', LockedStoreError],
  ['IO Error: Cannot open file "index.duckdb": Read-only file system', RefusingDiskError],
  ['IO Error: Could not write file "index.duckdb.wal": No space left on device', RefusingDiskError],
  [
    "IO Error: Corrupt database file: computed checksum 1 does not match stored checksum 2",
    DamagedStoreError,
  ],
])("classifies %s", (message, expected) => {
  expect(classifyEngineError(new Error(message))).toBeInstanceOf(expected);
});

it("does not change another error", () => {
  const error = new Error("Parser Error: syntax error");
  expect(classifyEngineError(error)).toBe(error);
});

it("finds a damaged block when a later statement reads it", async () => {
  const path = join(createTempFolder(), "index.duckdb");
  const options = { path, memoryLimit: "100MB", tables: undefined };
  const toLine = (index: number) => {
    const uuid = `00000000-0000-4000-8000-${String(index).padStart(12, "0")}`;
    return JSON.stringify({ uuid, event: "e", timestamp: "2026-11-28T12:00:00.000Z", properties: { index } });
  };
  const createBatch = (start: number, count: number) => ({
    kind: "events" as const,
    day: "2026-11-28",
    lines: Array.from({ length: count }, (_, index) => Buffer.from(`${toLine(start + index)}\n`)),
    end: { sequence: 1, offset: start + count },
  });
  const first = await DuckDbStore.open(options);
  await first.append(createBatch(0, 20_000));
  await first.close();
  const file = openSync(path, "r+");
  for (let offset = 16_384; offset < statSync(path).size - 64; offset += 65_536)
    writeSync(file, Buffer.alloc(64, 0xa5), 0, 64, offset);
  closeSync(file);
  const append = async () => {
    const second = await DuckDbStore.open(options);
    await second.append(createBatch(20_000, 10));
  };
  await expect(append()).rejects.toBeInstanceOf(DamagedStoreError);
});
