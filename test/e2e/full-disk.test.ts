/** A disk without room: pending events are sent nevertheless, and `doctor` and the messages name the cause. */
import { execFile, spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { createReceiverEnv, MAIN, unwrap } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createEnvironment, createTempFolder, DIST } from "../support/run.js";

/** A namespace in which a disk can be mounted. It ends with its process. */
const NAMESPACE = ["--user", "--map-root-user", "--mount"];
const isMountable = spawnSync("unshare", [...NAMESPACE, "true"]).status === 0;

const KEEP_AN_EVENT = `
  import { createTelemetryClient } from ${JSON.stringify(`${DIST}/index.js`)};
  createTelemetryClient({ tool: "codeweaver" }).capture("kept");`;

const FILL = `for i in $(seq 200); do head -c 4096 /dev/zero > "$HOME/ballast$i"; done 2>/dev/null`;
const TAKE_ALL_NAMES = `for i in $(seq 200); do touch "$HOME/ballast$i"; done 2>/dev/null`;
const MAKE_READ_ONLY = `mount -o remount,ro "$HOME"`;

/** Mounts a small disk as the home folder, runs a shell script there, and returns what it prints. */
async function runOnSmallDisk(script: string, env: Record<string, string>): Promise<string> {
  const home = createTempFolder();
  const { stdout } = await promisify(execFile)(
    "unshare",
    [
      ...NAMESPACE,
      ...[
        "sh",
        "-c",
        `mount -t tmpfs -o size=256k,nr_inodes=60 tmpfs "$HOME" && cd "$HOME"\n${script}\ntrue`,
      ],
      ...[process.execPath, MAIN, KEEP_AN_EVENT],
    ],
    { env: createEnvironment(home, env) },
  );
  return unwrap(stdout);
}

const keepAnEvent = `CODEWEAVER__TELEMETRY__DELIVERY=spool "$0" --input-type=module -e "$2"`;

describe.skipIf(!isMountable)("on a full disk", () => {
  it("flush sends the pending events", async () => {
    await using receiver = await startReceiver();
    const printed = await runOnSmallDisk(
      `${keepAnEvent}\n${FILL}\n"$0" "$1" flush`,
      createReceiverEnv(receiver.url),
    );
    expect(printed).toContain("4 events were delivered.");
    expect(receiver.events.map(({ event }) => event)).toEqual(["kept"]);
  });

  it("a child process of the next run sends the pending events", async () => {
    await using receiver = await startReceiver();
    await runOnSmallDisk(
      `${keepAnEvent}\n${FILL}\n"$0" --input-type=module -e "$2"\nsleep 2`,
      createReceiverEnv(receiver.url),
    );
    expect(receiver.events.map(({ event }) => event)).toEqual(["kept", "kept"]);
  });

  it.each([
    ["without room for a text", FILL],
    ["without room for a name", TAKE_ALL_NAMES],
  ])("doctor names a disk %s, and leaves no file", async (_, fill) => {
    await using receiver = await startReceiver();
    const printed = await runOnSmallDisk(
      `${keepAnEvent}\n${fill}\n"$0" "$1" doctor\nls "$HOME/.data/codeweaver/telemetry"`,
      createReceiverEnv(receiver.url),
    );
    expect(printed).toMatch(/✗ data folder .* cannot be written: ENOSPC.* → make room on this disk/);
    expect(printed).toMatch(/ ids installation\.json salt spool $/);
  });
});

describe.skipIf(!isMountable)("a choice that cannot be saved", () => {
  it.each([
    ["a read-only disk", MAKE_READ_ONLY, "EROFS"],
    ["a disk without room for a name", TAKE_ALL_NAMES, "ENOSPC"],
  ])("is reported with its cause on %s", async (_, prepare, cause) => {
    const printed = await runOnSmallDisk(`${prepare}\n"$0" "$1" disable 2>&1`, {});
    expect(printed).toContain(`the choice could not be saved (${cause}: `);
  });
});
