import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/support/isolation.ts"],
    env: { CI: "false" }, // tests in this process see a person's machine, also where CI runs them
    // End-to-end tests start real processes and servers.
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
