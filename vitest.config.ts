import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/isolate.ts"],
    // Real processes and servers start in the end-to-end tests, on two cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
