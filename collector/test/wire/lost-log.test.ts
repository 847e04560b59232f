/** Tests that the server goes on when nobody takes the lines of its log any more. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { DIST } from "../support/built-module.js";
import { runCollectorCli } from "../support/cli-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

it.each([
  ["the reader of its log has ended", "pipe"],
  ["the disk of its log is full", "/dev/full"],
])("the server answers although %s", async (_, log) => {
  const data = createTempFolder();
  const stderr = log === "pipe" ? log : openSync(log, "w");
  const args = [join(DIST, "cli", "main.js"), "serve", "--port", "0", "--data", data];
  const child = spawn(process.execPath, args, { cwd: data, stdio: ["ignore", "ignore", stderr] });
  onTestFinished(() => void child.kill("SIGKILL"));
  if (typeof stderr === "number") closeSync(stderr);
  child.stderr?.destroy();
  const askStatus = async () => (await runCollectorCli(["status", "--data", data])).code;
  await expect.poll(askStatus, { timeout: 15_000, interval: 200 }).toBe(0);
  child.kill("SIGHUP"); // is answered with a line in the log
  expect(await askStatus()).toBe(0);
  child.kill("SIGTERM");
  expect(await once(child, "exit")).toEqual([0, null]);
});
