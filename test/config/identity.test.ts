import { execFile } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { getInstallationId, getInstallationSalt } from "../../src/config/identity.js";

let folder: string;
beforeEach(() => {
  folder = join(mkdtempSync(join(tmpdir(), "telemetry-install-")), "telemetry");
});
afterEach(() => rmSync(join(folder, ".."), { recursive: true, force: true }));

const DAY = 24 * 60 * 60 * 1000;

describe("getInstallationSalt", () => {
  it("creates 32 random bytes once, in a file that only its owner can read", () => {
    const salt = getInstallationSalt(folder, "of this process");
    expect(salt).toMatch(/^[0-9a-f]{64}$/);
    expect(getInstallationSalt(folder, "of this process")).toBe(salt);
    expect(statSync(join(folder, "salt")).mode & 0o777).toBe(0o600);
    expect(statSync(folder).mode & 0o777).toBe(0o700);
    expect(readdirSync(folder)).toEqual(["salt"]);
  });

  it("returns the same salt to processes that create it at the same time", async () => {
    const program = `import { getInstallationSalt } from ${JSON.stringify(new URL("../../lib/config/identity.js", import.meta.url).href)};
      process.stdout.write(getInstallationSalt(${JSON.stringify(folder)}, "of this process"));`;
    const run = promisify(execFile);
    const salts = await Promise.all(
      Array.from(
        { length: 12 },
        async () => (await run(process.execPath, ["--input-type=module", "-e", program])).stdout,
      ),
    );
    expect(new Set(salts).size).toBe(1);
    expect(readdirSync(folder)).toEqual(["salt"]);
  });

  it("returns the same salt in every process on a file system without hard links", async () => {
    const program = `import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      fs.linkSync = () => { throw Object.assign(new Error("no hard links"), { code: "EPERM" }); };
      syncBuiltinESMExports();
      const { getInstallationSalt } = await import(${JSON.stringify(new URL("../../lib/config/identity.js", import.meta.url).href)});
      process.stdout.write(getInstallationSalt(${JSON.stringify(folder)}, "of this process"));`;
    const run = async () =>
      (await promisify(execFile)(process.execPath, ["--input-type=module", "-e", program])).stdout;
    const salt = await run();
    expect(salt).toMatch(/^[0-9a-f]{64}$/);
    expect(await run()).toBe(salt);
    expect(readdirSync(folder)).toEqual(["salt"]);
  });

  it.each([0o640, 0o604, 0o666])("does not use a salt with the mode %o, which others may know", (mode) => {
    const salt = getInstallationSalt(folder, "of this process");
    chmodSync(join(folder, "salt"), mode);
    expect(getInstallationSalt(folder, "of this process")).toBe("of this process");
    expect(readFileSync(join(folder, "salt"), "utf8")).toBe(salt);
  });

  it("replaces a damaged file", () => {
    getInstallationSalt(folder, "of this process");
    writeFileSync(join(folder, "salt"), "");
    const salt = getInstallationSalt(folder, "of this process");
    expect(readFileSync(join(folder, "salt"), "utf8")).toBe(salt);
  });

  it("returns the salt of the process without a folder, or if the disk refuses", () => {
    expect(getInstallationSalt(undefined, "of this process")).toBe("of this process");
    writeFileSync(folder, "a file where the folder should be");
    expect(getInstallationSalt(folder, "of this process")).toBe("of this process");
    expect(existsSync(join(folder, "salt"))).toBe(false);
    // Node's recursive mkdir would never come back from here.
    expect(getInstallationSalt("/proc/no/such/folder", "of this process")).toBe("of this process");
  });
});

describe("getInstallationId", () => {
  it("returns the same id for 30 days", () => {
    const id = getInstallationId(folder, 0, "of this process");
    expect(getInstallationId(folder, 29 * DAY, "of this process")).toBe(id);
    const next = getInstallationId(folder, 30 * DAY, "of this process");
    expect(next).not.toBe(id);
    expect(getInstallationId(folder, 31 * DAY, "of this process")).toBe(next);
  });

  it("returns the id of the process without a folder", () => {
    expect(getInstallationId(undefined, 0, "of this process")).toBe("of this process");
  });

  it("replaces an id from the future, as after a clock was set back", () => {
    const id = getInstallationId(folder, 100 * DAY, "of this process");
    expect(getInstallationId(folder, 10 * DAY, "of this process")).not.toBe(id);
  });
});
