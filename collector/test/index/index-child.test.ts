/** Tests that the index process is started again, although the system cannot start one for a while. */
import { afterEach, expect, it, onTestFinished } from "vitest";
import type * as IndexChildModule from "../../src/index/index-child.js";
import { importBuilt } from "../support/built-module.js";

const { IndexChild } = await importBuilt<typeof IndexChildModule>("index/index-child.js");
const { execPath } = process;

afterEach(() => {
  process.execPath = execPath;
});

it.each([
  ["does not exist", "/nonexistent/node"],
  ["has an impossible path", `/${"n".repeat(5000)}`],
])("starts the process as soon as it can be started, if its program %s", async (_, path) => {
  const exitCodes: (number | null)[] = [];
  const child = new IndexChild({
    onStarted: () => {},
    onMessage: () => {},
    onFailed: (exitCode) => exitCodes.push(exitCode),
    onEnded: () => {},
  });
  onTestFinished(() => child.close());
  process.execPath = path; // what fork runs
  child.start();
  await expect.poll(() => exitCodes.length).toBeGreaterThan(0);
  process.execPath = execPath;
  await expect.poll(() => child.pid, { timeout: 10_000 }).toBeDefined();
  expect(exitCodes.every((code) => code === 4)).toBe(true); // the index is not at fault, and is not deleted
});
