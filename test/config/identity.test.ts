import { execFile, spawnSync } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getInstallationId, getInstallationSalt } from "../../src/config/identity.js";

/** A namespace in which a disk can be mounted. It ends with its process. */
const NAMESPACE = ["--user", "--map-root-user", "--mount"];
const isMountable = spawnSync("unshare", [...NAMESPACE, "true"]).status === 0;

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "telemetry-install-")), "telemetry");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

const DAY = 24 * 60 * 60 * 1000;

/** Returns the salt of a process of its own, or `of this process` with the reason. */
async function readSaltInProcess(flags: readonly string[] = []): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [
    ...flags,
    "--input-type=module",
    "-e",
    `import { getInstallationSalt } from ${JSON.stringify(new URL("../../lib/config/identity.js", import.meta.url).href)};
    const { value, fault } = getInstallationSalt(${JSON.stringify(folder)}, "of this process");
    process.stdout.write(fault === undefined ? value : fault.error + ", " + value);`,
  ]);
  return stdout;
}

/** A module that makes every hard link fail, as FAT, some FUSE file systems and Android do. */
const WITHOUT_LINKS = `data:text/javascript,${encodeURIComponent(`
  import fs from "node:fs";
  import { syncBuiltinESMExports } from "node:module";
  fs.linkSync = () => { throw Object.assign(new Error("EPERM: operation not permitted, link"), { code: "EPERM", errno: -1 }); };
  syncBuiltinESMExports();`)}`;

function writePrivateFile(name: string, text: string): void {
  writeFileSync(join(folder, name), text, { mode: 0o600 });
}

describe("getInstallationSalt", () => {
  it("creates 32 random bytes once, in a file that only its owner can read", () => {
    const salt = getInstallationSalt(folder, "of this process").value;
    expect(salt).toMatch(/^[0-9a-f]{64}$/);
    expect(getInstallationSalt(folder, "of this process").value).toBe(salt);
    expect(statSync(join(folder, "salt")).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(["salt"]);
  });

  it("is the same for processes that create it at the same time", async () => {
    const salts = await Promise.all(Array.from({ length: 12 }, () => readSaltInProcess()));
    expect(salts[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(salts).size).toBe(1);
    expect(readdirSync(folder)).toEqual(["salt"]);
  });

  it("needs no hard links, which FAT, some FUSE file systems and Android do not have", async () => {
    const salt = await readSaltInProcess(["--import", WITHOUT_LINKS]);
    expect(salt).toMatch(/^[0-9a-f]{64}$/);
    expect(await readSaltInProcess(["--import", WITHOUT_LINKS])).toBe(salt);
  });

  it.each(["", "0123", "not a salt"])("replaces %j, which a crash or another program has left", (text) => {
    mkdirSync(folder, { mode: 0o700 });
    writePrivateFile("salt", text);
    const salt = getInstallationSalt(folder, "of this process").value;
    expect(salt).toMatch(/^[0-9a-f]{64}$/);
    expect(getInstallationSalt(folder, "of this process").value).toBe(salt);
    expect(readdirSync(folder)).toEqual(["salt"]);
  });

  it("waits for another process that is writing it", async () => {
    mkdirSync(folder, { mode: 0o700 });
    writePrivateFile("salt", "0123");
    const salt = "ab".repeat(32);
    const writer = new Worker(
      `const { parentPort } = require("node:worker_threads");
      const { writeFileSync } = require("node:fs");
      parentPort.postMessage("ready");
      setTimeout(() => writeFileSync(${JSON.stringify(join(folder, "salt"))}, "${salt}"), 30);`,
      { eval: true },
    );
    await once(writer, "message");
    expect(getInstallationSalt(folder, "of this process").value).toBe(salt);
    await once(writer, "exit");
  });

  it.each([0o640, 0o604, 0o666])("does not use a salt with the mode %o, which others may know", (mode) => {
    const salt = getInstallationSalt(folder, "of this process").value;
    chmodSync(join(folder, "salt"), mode);
    expect(getInstallationSalt(folder, "of this process").value).toBe("of this process");
    expect(readFileSync(join(folder, "salt"), "utf8")).toBe(salt);
  });

  it("returns the salt of the process without a folder, or if the disk refuses", () => {
    expect(getInstallationSalt(undefined, "of this process").value).toBe("of this process");
    writeFileSync(folder, "a file where the folder should be");
    expect(getInstallationSalt(folder, "of this process").value).toBe("of this process");
    expect(existsSync(join(folder, "salt"))).toBe(false);
    // Node's recursive mkdir would never come back from here.
    expect(getInstallationSalt("/proc/no/such/folder", "of this process").value).toBe("of this process");
  });
});

describe("a salt that cannot be kept", () => {
  it.each<[string, () => void, string]>([
    ["whose folder is a file", () => writeFileSync(folder, ""), "is not a folder"],
    ["that is a folder", () => mkdirSync(join(folder, "salt"), { recursive: true }), "it is a folder"],
    [
      "that every account may write",
      () => {
        mkdirSync(folder);
        writePrivateFile("salt", "0".repeat(64));
        chmodSync(join(folder, "salt"), 0o666);
      },
      "it can be written by other accounts",
    ],
    [
      "that is a link without a target",
      () => {
        mkdirSync(folder);
        symlinkSync("gone", join(folder, "salt"));
      },
      "it is a link",
    ],
  ])("is reported with its reason: one %s", (_, prepare, error) => {
    prepare();
    expect(getInstallationSalt(folder, "of this process")).toEqual({
      value: "of this process",
      fault: { file: join(folder, "salt"), error: expect.stringContaining(error) },
    });
  });

  it.skipIf(!isMountable)("is reported on a full disk, and nothing of it is left there", async () => {
    const disk = join(folder, "..");
    const program = `
      import { readdirSync } from "node:fs";
      import { getInstallationSalt } from ${JSON.stringify(new URL("../../lib/config/identity.js", import.meta.url).href)};
      const { value, fault } = getInstallationSalt(${JSON.stringify(folder)}, "of this process");
      console.log(fault.error);
      console.log(value, readdirSync(${JSON.stringify(folder)}).length);`;
    const script = `mount -t tmpfs -o size=64k tmpfs ${disk} && mkdir ${folder}
      for i in $(seq 40); do head -c 4096 /dev/zero > ${disk}/ballast$i; done 2>/dev/null
      exec "$0" --input-type=module -e "$1"`;
    const { stdout } = await promisify(execFile)("unshare", [
      ...NAMESPACE,
      ...["sh", "-c", script, process.execPath, program],
    ]);
    expect(stdout).toBe("ENOSPC: no space left on device\nof this process 0\n");
  });
});

describe("getInstallationId", () => {
  it("returns the same id for 30 days", () => {
    const id = getInstallationId(folder, 0, "of this process").value;
    expect(getInstallationId(folder, 29 * DAY, "of this process").value).toBe(id);
    const next = getInstallationId(folder, 30 * DAY, "of this process").value;
    expect(next).not.toBe(id);
    expect(getInstallationId(folder, 31 * DAY, "of this process").value).toBe(next);
  });

  it("returns the id of the process without a folder", () => {
    expect(getInstallationId(undefined, 0, "of this process").value).toBe("of this process");
  });

  it("replaces an id from the future, as after a clock was set back", () => {
    const id = getInstallationId(folder, 100 * DAY, "of this process").value;
    expect(getInstallationId(folder, 10 * DAY, "of this process").value).not.toBe(id);
  });
});
