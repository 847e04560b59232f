import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    exclude: ["test/clickhouse/**"], // needs an engine of 546 MB: `npm run test:clickhouse`
    testTimeout: 30_000,
  },
});
