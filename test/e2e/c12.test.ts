/** The example of a tool that c12 configures, as a process with files and a receiver. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { beforeEach, expect, it } from "vitest";
import type { Receiver } from "../../src/receiver/receiver.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, runNode } from "../support/run.js";

const PROGRAM = resolve("build", "examples", "c12-config", "main.js");
let home: string;
let project: string;
let receiver: Receiver;

beforeEach(async () => {
  home = createTempFolder();
  project = join(home, "project");
  mkdirSync(join(project, ".git"), { recursive: true });
  receiver = await startReceiver();
  return () => receiver.close();
});

const writeConfig = (folder: string, config: object | string) => {
  const path = join(folder, "mytool.config.json");
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, typeof config === "string" ? config : JSON.stringify(config));
};
const writePersons = (config: object | string) => writeConfig(join(home, ".config", "mytool"), config);
const runTool = (...args: string[]) => runNode([PROGRAM, ...args], { home, cwd: project });

it("sends to the destination of a person's file", async () => {
  writePersons({ telemetry: { posthogApiKey: "phc_own", posthogHost: receiver.url, delivery: "inline" } });
  writeConfig(project, { modules: 7 });
  expect((await runTool("build")).stdout).toBe("built 7 modules\n");
  expect(receiver.events).toMatchObject([{ event: "build_done", properties: { modules: 7 } }]);
});

it("sends to the destination of a project's file after the person has trusted it, and not before", async () => {
  const telemetry = { posthogApiKey: "phc_team", posthogHost: receiver.url, delivery: "inline" };
  writeConfig(project, { telemetry });
  await runTool("build");
  expect(receiver.events).toEqual([]);
  expect((await runTool("telemetry", "trust")).stdout).toContain("posthog_host");
  await runTool("build");
  expect(receiver.events).toHaveLength(1);
});

it.each(["mytool.config.json.js", "mytool.config.json/index.cjs", ".config/mytool.config.json.cjs"])(
  "runs no code of a project in %s",
  async (name) => {
    const file = join(project, name);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, "console.log('planted'); module.exports = {};");
    const { stdout, stderr } = await runTool("build");
    expect(stdout).toContain("built");
    expect(stdout + stderr).not.toMatch(/^planted/m);
  },
);

it.each([
  ["a person's file", () => writePersons({ telemetry: { disableTelemetry: true } })],
  ["a project's file", () => writeConfig(project, { telemetry: { disableTelemetry: true } })],
  ["a file that is not JSON", () => writePersons('{ "telemetry": { "disableTelemetry": true }')],
])("is off if %s says so", async (_, write) => {
  write();
  const { stdout } = await runTool("telemetry", "status");
  expect(stdout).toContain("mytool telemetry is off");
});
