import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Real processes and servers start in the end-to-end tests, on two cores.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
