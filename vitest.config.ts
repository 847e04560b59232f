import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/isolation.ts"],
    env: { CI: "false" }, // tests in this process see a person's machine, also where CI runs them
    maxWorkers: "100%", // vitest's default is one less, so that one of two cores would be idle
    // End-to-end tests start real processes and servers.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
