/** FIFOs, devices, links, folders and files of other accounts in place of the files that telemetry keeps on this machine. */
import { lstatSync, mkdirSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { getDestinationId } from "../../src/delivery/spool-destination.js";
import { getPeriodKeys } from "../../src/installation/calendar.js";
import { createReceiverEnv, runCli, runCliJson } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, runProgram } from "../support/run.js";
import { createProgram } from "../support/spool.js";
import {
  findProcessesOf,
  IN_PLACE_OF_FILE,
  IN_PLACE_OF_FOLDER,
  replacePath,
} from "../support/unusable-files.js";

const TODAY = new Date().toISOString().slice(0, 10);
/** No process has such a number. */
const DEAD = "00000000.4194305";

const SUBCOMMANDS: readonly (readonly string[])[] = [
  ["status"],
  ["show"],
  ["show", "--full", "--json"],
  ["preview"],
  ["flush"],
  ["doctor"],
  ["enable"],
  ["disable"],
  ["forget"],
];

/** A run that must not be slower by more than this factor. A blocked one would take as long as the test may. */
const MAX_SLOWDOWN = 8;

function getData(home: string): string {
  return join(home, ".data", "codeweaver", "telemetry");
}

/** Returns every file that telemetry would use for this receiver. */
function listPaths(home: string, url: string): string[] {
  const data = getData(home);
  const id = getDestinationId(url, "phc_x");
  const created = Date.now() - 60_000;
  return [
    join(data, "salt"),
    join(data, "identity.json"),
    join(data, "installation.json"),
    join(data, "installation.json.lock"),
    join(data, "ids", `${getPeriodKeys(Date.now())?.week}.ids`),
    join(data, "spool", `${created}-00000000-${id}.jsonl`),
    join(data, "spool", `${created}-00000001-${id}.jsonl.${DEAD}`),
    join(data, "spool", `sender-${id}.lock`),
    join(data, "spool", `breaker-${id}.json`),
    join(data, "receipts", `${TODAY}-0000.jsonl`),
    join(home, ".config", "codeweaver", "telemetry-notice.json"),
  ];
}

/** Runs a host that captures three events, and waits for its sender. Returns its duration. */
async function runHost(home: string, env: Record<string, string>): Promise<number> {
  const run = await runProgram(createProgram(), { home, env });
  expect(run).toMatchObject({ code: 0, stdout: "ready\n", stderr: "" });
  await vi.waitFor(() => expect(findProcessesOf(home)).toEqual([]), { timeout: 12_000, interval: 50 });
  return run.milliseconds;
}

/** Expects that nothing elsewhere was written, deleted, replaced or created. */
function expectUntouched(aside: string, before: readonly string[]): void {
  expect(listAside(aside)).toEqual(before);
}

/** Returns each name with its kind, and the text of a file. */
function listAside(aside: string): string[] {
  return readdirSync(aside).map((name) => {
    const stats = lstatSync(join(aside, name));
    return `${name} ${stats.mode} ${stats.isFile() ? readFileSync(join(aside, name), "utf8") : ""}`;
  });
}

async function findFailedChecks(home: string, env: Record<string, string>) {
  const { json } = await runCliJson(["doctor"], { home, env });
  return json.checks.filter(({ ok }: { ok?: boolean }) => ok === false);
}

async function expectSubcommandsToEnd(home: string, env: Record<string, string>): Promise<void> {
  const runs = await Promise.all(SUBCOMMANDS.slice(0, -3).map((args) => runCli(args, { home, env })));
  for (const args of SUBCOMMANDS.slice(-3)) runs.push(await runCli(args, { home, env }));
  expect(runs.filter(({ code }) => code !== 0 && code !== 1)).toEqual([]);
  expect(runs.map(({ stderr }) => stderr).join("")).not.toContain("    at ");
}

describe("a host and every subcommand end, the events arrive, and doctor names the cause", () => {
  it.each(Object.entries(IN_PLACE_OF_FILE))(
    "with %s in place of every file",
    {
      timeout: 60_000,
    },
    async (_, place) => {
      await using receiver = await startReceiver();
      const env = createReceiverEnv(receiver.url);
      const [home, aside, controlHome] = [createTempFolder(), createTempFolder(), createTempFolder()];
      for (const name of ["spool", "ids"])
        mkdirSync(join(getData(home), name), { recursive: true, mode: 0o700 });
      for (const path of listPaths(home, receiver.url)) await replacePath(path, aside, place);
      const before = listAside(aside);

      const control = await runHost(controlHome, env);
      expect(await runHost(home, env)).toBeLessThan(MAX_SLOWDOWN * control);
      expect(receiver.events).toHaveLength(6);
      expect(await findFailedChecks(home, env)).toMatchObject([
        { name: "salt", found: expect.stringContaining("is not used") },
        { name: "files", found: expect.stringContaining("files are not used"), fix: "remove them" },
      ]);
      await expectSubcommandsToEnd(home, env);
      expectUntouched(aside, before);
    },
  );

  it.each(
    [["telemetry"], ["telemetry/spool", "telemetry/ids", "telemetry/receipts"]].flatMap((folders) =>
      Object.entries(IN_PLACE_OF_FOLDER).map(([name, place]) => ({ name, folders, place })),
    ),
  )("with $name in place of $folders", { timeout: 60_000 }, async ({ folders, place }) => {
    await using receiver = await startReceiver();
    const env = createReceiverEnv(receiver.url);
    const [home, aside, controlHome] = [createTempFolder(), createTempFolder(), createTempFolder()];
    const paths = folders.map((folder) => join(dirname(getData(home)), folder));
    mkdirSync(dirname(paths[0] ?? ""), { recursive: true, mode: 0o700 });
    for (const path of paths) await replacePath(path, aside, place);
    const before = listAside(aside);

    // Without its folders, the host sends the events itself.
    const control = await runHost(controlHome, { ...env, CODEWEAVER__TELEMETRY__SPOOL: "false" });
    expect(await runHost(home, env)).toBeLessThan(MAX_SLOWDOWN * control);
    expect(receiver.events).toHaveLength(6);
    expect(await findFailedChecks(home, env)).toMatchObject(
      paths.map((path) => ({
        found: expect.stringContaining(`${path.slice(home.length)} `),
        fix: expect.stringContaining(path),
      })),
    );
    const { json: status } = await runCliJson(["status"], { home, env });
    const isNamed = (path: string) => status.trouble.some((line: string) => line.startsWith(`${path} `));
    expect([paths.every(isNamed), status.trouble.join()]).toEqual([
      true,
      expect.stringContaining("To repair it: "),
    ]);
    await expectSubcommandsToEnd(home, env);
    expectUntouched(aside, before);
  });

  it.each([
    ["settings", "codeweaver.toml"],
    ["saved choice", "telemetry-choice.json"],
  ])("with a FIFO or a device in place of the %s", { timeout: 60_000 }, async (_, name) => {
    for (const kind of ["a FIFO", "a link to a FIFO", "a link to a device"]) {
      const [home, aside] = [createTempFolder(), createTempFolder()];
      const path = join(home, ".config", "codeweaver", name);
      await replacePath(path, aside, IN_PLACE_OF_FILE[kind] ?? (() => {}));
      const before = listAside(aside);
      const env = createReceiverEnv("http://127.0.0.1:9");
      await runHost(home, env);
      const { json } = await runCliJson(["status"], { home, env });
      expect(json).toMatchObject({ state: "off", reason: { name: "unreadable_file" } });
      await expectSubcommandsToEnd(home, env);
      expectUntouched(aside, before);
    }
  });
});
