import {
  lstatSync,
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
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { isFromThisRun, readNoticeRecord, writeNoticeRecord } from "../../src/consent/notice-record.js";
import {
  getFileSignature,
  hasOptedOutSince,
  readSavedChoice,
  watchSavedChoice,
  writeSavedChoice,
} from "../../src/consent/saved-choice.js";
import { getCurrentProcess } from "../../src/internal/ids.js";
import { IN_PLACE_OF_FILE, replacePath } from "../support/unusable-files.js";

const takeSnapshot = (file: string) => ({ file, signature: getFileSignature(file) });

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "choice-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

describe("readSavedChoice and writeSavedChoice", () => {
  it.each([
    ['{"telemetry":"enabled"}', { telemetry: "enabled" }],
    ['{"telemetry":"disabled","date":"2026-01-01"}', { telemetry: "disabled", date: "2026-01-01" }],
    ['{"telemetry":"enabled","policy":7}', { telemetry: "enabled" }],
    ['{"telemetry":"maybe"}', { telemetry: "unreadable", error: "damaged" }],
    ['{"telemetry":', { telemetry: "unreadable", error: "damaged" }],
    ["null", { telemetry: "unreadable", error: "damaged" }],
    ["", { telemetry: "unreadable", error: "damaged" }],
    ['{"version":2,"telemetry":"enabled"}', { telemetry: "unreadable", error: "it is of a newer version" }],
  ])("reads %s as %j", (text, choice) => {
    const file = join(folder, "choice.json");
    writeFileSync(file, text);
    expect(readSavedChoice(file)).toEqual(choice);
  });

  it("returns undefined without a file, and `unreadable` for a folder or a device", () => {
    expect(readSavedChoice(join(folder, "none"))).toBeUndefined();
    expect(readSavedChoice(folder)).toEqual({ telemetry: "unreadable", error: "not a regular file" });
    symlinkSync("/dev/zero", join(folder, "endless"));
    expect(readSavedChoice(join(folder, "endless"))).toMatchObject({ telemetry: "unreadable" });
  });

  it("writes a file that only the person can read, and creates its folder", () => {
    const file = join(folder, "a", "b", "choice.json");
    const choice = { telemetry: "disabled", date: "2026-11-21T10:00:00.000Z", policy: "2026-11-21" } as const;
    writeSavedChoice(file, choice);
    writeSavedChoice(file, choice);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ version: 1, ...choice });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "a", "b"))).toEqual(["choice.json"]);
  });

  it("removes the temporary file if the choice cannot be written", () => {
    const file = join(folder, "choice.json");
    mkdirSync(file);
    expect(() => writeSavedChoice(file, { telemetry: "disabled" })).toThrow(/EISDIR|EEXIST|EPERM/);
    expect(readdirSync(folder)).toEqual(["choice.json"]);
  });

  it("watches a file that does not exist yet, until the watch ends", async () => {
    const file = join(folder, "not", "there", "choice.json");
    const heard = vi.fn();
    const other = vi.fn();
    const stop = watchSavedChoice(takeSnapshot(file), heard);
    onTestFinished(watchSavedChoice(takeSnapshot(file), other));
    writeSavedChoice(file, { telemetry: "disabled" });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), 2000);
    stop();
    heard.mockClear();
    other.mockClear();
    writeSavedChoice(file, { telemetry: "enabled" });
    await vi.waitFor(() => expect(other).toHaveBeenCalled(), 2000);
    expect(heard).not.toHaveBeenCalled();
  });

  it("tells each watcher once of a choice that was made after its snapshot", async () => {
    const file = join(folder, "choice.json");
    const before = takeSnapshot(file);
    writeSavedChoice(file, { telemetry: "disabled" });
    const after = takeSnapshot(file);
    const heardBefore = vi.fn();
    const heardAfter = vi.fn();
    onTestFinished(watchSavedChoice(before, heardBefore));
    onTestFinished(watchSavedChoice(after, heardAfter));
    await vi.waitFor(() => expect(heardBefore).toHaveBeenCalled(), 2000);
    await new Promise((resolve) => setTimeout(resolve, 700)); // longer than the time between two polls
    expect(heardBefore).toHaveBeenCalledTimes(1);
    expect(heardAfter).not.toHaveBeenCalled();
  });

  it("shares one timer among all watches of a file", () => {
    const warned = vi.fn();
    process.on("warning", warned);
    const stops = Array.from({ length: 20 }, () =>
      watchSavedChoice(takeSnapshot(join(folder, "choice.json")), () => {}),
    );
    for (const stop of stops) stop();
    process.removeListener("warning", warned);
    expect(warned).not.toHaveBeenCalled();
  });
});

describe("hasOptedOutSince", () => {
  it.each<[string, string | undefined, string | undefined, boolean, boolean]>([
    ["false without a choice", undefined, undefined, false, false],
    ["true after an opt-out", '{"telemetry":"disabled","refused":"2"}', undefined, false, true],
    [
      "false after an opt-out that the environment overrides",
      '{"telemetry":"disabled","refused":"2"}',
      undefined,
      true,
      false,
    ],
    ["true for a damaged file", "{", undefined, true, true],
    ["false after a first opt-in", '{"telemetry":"enabled"}', undefined, false, false],
    ["true after an opt-out and an opt-in", '{"telemetry":"enabled","refused":"2"}', undefined, false, true],
    [
      "false after an opt-in that follows the known opt-out",
      '{"telemetry":"enabled","refused":"2"}',
      "2",
      false,
      false,
    ],
    ["true after another opt-out and opt-in", '{"telemetry":"enabled","refused":"3"}', "2", false, true],
    [
      "false after another opt-out that the environment overrides",
      '{"telemetry":"enabled","refused":"3"}',
      "2",
      true,
      false,
    ],
  ])("returns %s", (_, text, optOutDate, isForcedOn, expected) => {
    const file = join(folder, "choice.json");
    if (text !== undefined) writeFileSync(file, text);
    expect(hasOptedOutSince({ file, signature: "", optOutDate, isForcedOn })).toBe(expected);
  });

  it("returns false without a home directory", () => {
    expect(hasOptedOutSince(undefined)).toBe(false);
  });
});

describe("the record of the notice", () => {
  const record = (policy: string) => ({
    policy,
    date: "2026-11-21T10:00:00.000Z",
    by: { hostId: "0000abcd", pid: 4242 },
  });

  it("is written once for each policy", () => {
    const file = join(folder, "new", "notice.json");
    expect(readNoticeRecord(file)).toBeUndefined();
    expect(writeNoticeRecord(file, record("2026-01-01"), undefined)).toBe(true);
    expect(writeNoticeRecord(file, record("2026-01-01"), undefined)).toBe(false);
    expect(readNoticeRecord(file)).toMatchObject({ policy: "2026-01-01" });
    expect(writeNoticeRecord(file, record("2026-11-21"), record("2026-01-01"))).toBe(true);
    expect(readNoticeRecord(file)).toMatchObject({ policy: "2026-11-21" });
  });

  it("has the same fields on the disk as without a version of its format, and the version", () => {
    const file = join(folder, "notice.json");
    const text =
      '{"policy":"2026-11-21","date":"2026-11-21T10:00:00.000Z","by":{"place":"0000abcd","pid":4242}}\n';
    writeFileSync(file, text);
    const { policy, by } = record("2026-11-21");
    expect(readNoticeRecord(file)).toEqual({ policy, by });
    writeNoticeRecord(file, record("2026-11-21"), {});
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ version: 1, ...JSON.parse(text) });
  });

  it("is replaced if it is damaged", () => {
    const file = join(folder, "notice.json");
    writeFileSync(file, "{");
    expect(readNoticeRecord(file)).toEqual({});
    expect(writeNoticeRecord(file, record("2026-11-21"), {})).toBe(true);
    expect(readNoticeRecord(file)).toMatchObject({ policy: "2026-11-21" });
  });

  it("is recognised by the process that showed the notice, and by its children", () => {
    const { hostId, pid } = getCurrentProcess();
    expect(isFromThisRun({ by: { hostId, pid } })).toBe(true);
    expect(isFromThisRun({ by: { hostId, pid: process.ppid } })).toBe(true);
    expect(isFromThisRun({ by: { hostId, pid: 4_194_305 } })).toBe(false);
    expect(isFromThisRun({ by: { hostId: "another container", pid } })).toBe(false);
    expect(isFromThisRun({})).toBe(false);
  });

  it("is not written if the disk refuses", () => {
    writeFileSync(join(folder, "file"), "");
    expect(writeNoticeRecord(join(folder, "file", "notice.json"), record("2026-11-21"), undefined)).toBe(
      false,
    );
  });
});

describe("writeSavedChoice through a link", () => {
  const choice = { telemetry: "disabled" } as const;

  it("writes to the person's own file behind it", () => {
    const [file, target] = [join(folder, "choice.json"), join(folder, "dotfiles.json")];
    writeFileSync(target, "{}");
    symlinkSync(target, file);
    writeSavedChoice(file, choice);
    expect([readSavedChoice(target), lstatSync(file).isSymbolicLink()]).toEqual([choice, true]);
  });

  it.each(
    Object.entries(IN_PLACE_OF_FILE).filter(
      ([kind]) => kind !== "a link to a file" && !kind.startsWith("a folder"),
    ),
  )("replaces %s, and nothing behind it", async (kind, place) => {
    const [file, aside] = [join(folder, "choice.json"), join(folder, "aside")];
    mkdirSync(aside);
    await replacePath(file, aside, place);
    const before = readdirSync(aside).map((name) => [name, lstatSync(join(aside, name)).mode]);
    writeSavedChoice(file, choice);
    expect(readSavedChoice(file)).toEqual(choice);
    if (kind.includes("link")) expect(lstatSync(file).isFile()).toBe(true);
    expect(readdirSync(aside).map((name) => [name, lstatSync(join(aside, name)).mode])).toEqual(before);
  });
});
