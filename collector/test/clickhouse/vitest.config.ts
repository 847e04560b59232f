import { defineConfig } from "vitest/config";

// A process has one engine, so each file has a process of its own, one after the other.
export default defineConfig(({ mode }) => ({
  test: {
    include: mode === "measure" ? ["test/clickhouse/measure.ts"] : ["test/clickhouse/**/*.test.ts"],
    testTimeout: mode === "measure" ? 3_600_000 : 120_000,
    pool: "forks",
    fileParallelism: false,
  },
}));
