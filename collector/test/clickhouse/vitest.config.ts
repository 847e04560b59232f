import { defineConfig } from "vitest/config";

// A process has one engine, so each file has a process of its own, one after the other.
export default defineConfig({
  test: {
    include: ["test/clickhouse/**/*.test.ts"],
    testTimeout: 120_000,
    pool: "forks",
    fileParallelism: false,
  },
});
