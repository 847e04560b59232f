/** Tests that a signal which comes while the collector starts ends it as later ones do. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { expect, it } from "vitest";
import { DIST } from "../support/built-module.js";
import { startNode } from "../support/node-process.js";
import { createTempFolder } from "../support/temp-folder.js";

/** Starts `serve`, and returns as soon as it has created its folder. */
async function startUntilFolderExists() {
  const data = join(createTempFolder(), "data");
  const started = startNode([join(DIST, "cli", "main.js"), "serve", "--port", "0", "--data", data]);
  while (!existsSync(data)) await sleep(1);
  return started;
}

it.each(["SIGTERM", "SIGINT"] as const)(
  "%s during the start ends the collector with code 0",
  async (name) => {
    const { child, output, finished } = await startUntilFolderExists();
    expect(output.stderr).not.toContain("listening");
    child.kill(name);
    const { code, signal } = await finished;
    expect({ code, signal }).toEqual({ code: 0, signal: null });
  },
);
