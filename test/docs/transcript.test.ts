/** The transcript in the documentation is what its commands print. */
import { spawnSync } from "node:child_process";
import { expect, it } from "vitest";
import { hasTerminals } from "../support/cli.js";

// script(1) of util-linux provides the terminal.
it.skipIf(!hasTerminals)(
  "docs/TRANSCRIPT.md shows what its commands print today",
  () => {
    const check = spawnSync(process.execPath, ["scripts/transcript.mjs", "--check"], { encoding: "utf8" });
    expect(check.stderr).toBe("");
    expect(check.status).toBe(0);
  },
  60_000,
);
