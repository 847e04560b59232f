import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/isolation.ts"],
    // End-to-end tests start real processes and servers.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
