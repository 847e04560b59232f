import { chmodSync, mkdirSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { getPeriodKeys } from "../../src/installation/calendar.js";
import {
  deleteSavedNumbers,
  INSTALLATION_FILE,
  readInstallation,
  updateInstallation,
} from "../../src/installation/installation-file.js";
import { createState, type InstallationState } from "../../src/installation/installation-state.js";
import { createTempFolder } from "../support/run.js";

const today = getPeriodKeys(Date.parse("2026-11-27"));
if (today === undefined) throw new Error("no periods");
const state: InstallationState = {
  ...createState(today),
  week: { key: "2026-W48", version: "1.0.0", sessions: 3, values: { searches: 5 } },
};

/** Writes the state, and returns the path of its file. */
function writeState(folder: string): string {
  expect(updateInstallation(folder, true, () => ({ state, result: "written" }))).toBe("written");
  return join(folder, INSTALLATION_FILE);
}

describe("updateInstallation", () => {
  it("creates a file that only this account can read, and leaves no lock", () => {
    const folder = join(createTempFolder(), "telemetry");
    const file = writeState(folder);
    expect(readInstallation(folder)).toEqual(state);
    expect(statSync(file).mode & 0o077).toBe(0);
    expect(() => statSync(`${file}.lock`)).toThrow("ENOENT");
  });

  it("passes what is stored to the change", () => {
    const folder = createTempFolder();
    writeState(folder);
    updateInstallation(folder, true, (found) => {
      expect(found).toEqual(state);
      return { state, result: undefined };
    });
  });

  it("keeps fields of another version of the package", () => {
    const folder = createTempFolder();
    const file = writeState(folder);
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, "utf8")), later: { a: 1 } }));
    updateInstallation(folder, true, () => ({ state: createState(today), result: undefined }));
    const stored = JSON.parse(readFileSync(file, "utf8"));
    expect(stored.later).toEqual({ a: 1 });
    expect(stored).not.toHaveProperty("week");
  });

  it.each([
    ["is cut off", '{"version":1,"firstDay":"2026'],
    ["is empty", ""],
    ["has other fields", '{"version":1,"firstDay":7}'],
  ])("says that a file is damaged if it %s", (_, text) => {
    const folder = createTempFolder();
    writeFileSync(join(folder, INSTALLATION_FILE), text, { mode: 0o600 });
    expect(readInstallation(folder)).toBeUndefined();
    expect(updateInstallation(folder, true, (found) => ({ state, result: found }))).toBe("damaged");
    expect(readInstallation(folder)).toEqual(state);
  });

  it.each<[string, (folder: string) => void]>([
    [
      "a newer package wrote it",
      (folder) => writeFileSync(join(folder, INSTALLATION_FILE), '{"version":2}', { mode: 0o600 }),
    ],
    [
      "it is a link",
      (folder) => {
        writeFileSync(join(folder, "elsewhere"), "{}", { mode: 0o600 });
        symlinkSync("elsewhere", join(folder, INSTALLATION_FILE));
      },
    ],
    ["it is a folder", (folder) => mkdirSync(join(folder, INSTALLATION_FILE))],
    ["its folder can be written by others", (folder) => chmodSync(folder, 0o777)],
    [
      "a process holds the lock",
      (folder) =>
        writeFileSync(join(folder, `${INSTALLATION_FILE}.lock`), `unknown-host ${process.pid}`, {
          mode: 0o600,
        }),
    ],
    [
      "its folder is a file",
      (folder) => {
        rmSync(folder, { recursive: true });
        writeFileSync(folder, "");
      },
    ],
  ])("changes nothing if %s", (_, prepare) => {
    const folder = join(createTempFolder(), "telemetry");
    mkdirSync(folder, { mode: 0o700 });
    prepare(folder);
    expect(updateInstallation(folder, true, () => ({ state, result: "changed" }))).toBeUndefined();
  });

  it("takes over the lock of a process that has ended", () => {
    const folder = createTempFolder();
    const file = writeState(folder);
    const lock = `${file}.lock`;
    updateInstallation(folder, true, () => {
      const [hostId] = readFileSync(lock, "utf8").split(" ");
      writeFileSync(lock, `${hostId} 4194304`); // more than Linux's highest number
      return { state, result: undefined };
    });
    expect(updateInstallation(folder, true, () => ({ state, result: "changed" }))).toBe("changed");
  });

  it("writes nothing if another process has taken over its lock", () => {
    const folder = createTempFolder();
    const file = writeState(folder);
    const before = readFileSync(file, "utf8");
    const result = updateInstallation(folder, true, () => {
      writeFileSync(`${file}.lock`, "other-host 1");
      return { state: createState(today), result: "changed" };
    });
    expect(result).toBeUndefined();
    expect(readFileSync(file, "utf8")).toBe(before);
  });
});

describe("deleteSavedNumbers", () => {
  it("deletes the numbers of the week and nothing else", () => {
    const folder = createTempFolder();
    writeState(folder);
    expect(deleteSavedNumbers(folder, today)).toBe("deleted");
    expect(readInstallation(folder)).toEqual({ ...createState(today), setup: "ended" });
    expect(deleteSavedNumbers(folder, today)).toBe("none");
  });

  it("ends the experiments that the installation takes part in", () => {
    const folder = createTempFolder();
    writeState(folder);
    const running = { variant: "test", firstDay: "2026-11-01", values: { rank: { n: 1, sum: 2 } } };
    const experiments = { running, ended: "ended" as const };
    updateInstallation(folder, true, () => ({ state: { ...state, experiments }, result: undefined }));
    expect(deleteSavedNumbers(folder, today)).toBe("deleted");
    expect(readInstallation(folder)?.experiments).toEqual({ running: "ended", ended: "ended" });
    expect(deleteSavedNumbers(folder, today)).toBe("none");
  });

  it("replaces a damaged file, which may have numbers", () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, INSTALLATION_FILE), '{"week":{"searches":5', { mode: 0o600 });
    expect(deleteSavedNumbers(folder, today)).toBe("deleted");
    expect(readFileSync(join(folder, INSTALLATION_FILE), "utf8")).not.toContain("searches");
  });

  it("creates no file", () => {
    const folder = createTempFolder();
    expect(deleteSavedNumbers(folder, today)).toBe("none");
    expect(() => statSync(join(folder, INSTALLATION_FILE))).toThrow("ENOENT");
  });

  it("fails for a file that it must not change", () => {
    const folder = createTempFolder();
    writeFileSync(join(folder, INSTALLATION_FILE), '{"version":2}', { mode: 0o600 });
    expect(deleteSavedNumbers(folder, today)).toBe("failed");
  });
});
