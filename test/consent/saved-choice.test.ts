import {
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
  isRevoked,
  readSavedChoice,
  watchSavedChoice,
  writeSavedChoice,
} from "../../src/consent/saved-choice.js";
import { getCurrentProcess } from "../../src/internal/ids.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "choice-"));
  return () => rmSync(folder, { recursive: true, force: true });
});

describe("the saved choice", () => {
  it.each([
    ['{"telemetry":"enabled"}', { telemetry: "enabled" }],
    ['{"telemetry":"disabled","date":"2026-01-01"}', { telemetry: "disabled", date: "2026-01-01" }],
    ['{"telemetry":"enabled","policy":7}', { telemetry: "enabled" }],
    ['{"telemetry":"maybe"}', "unreadable"],
    ['{"telemetry":', "unreadable"],
    ["null", "unreadable"],
    ["", "unreadable"],
  ])("%s is %j", (text, choice) => {
    const file = join(folder, "choice.json");
    writeFileSync(file, text);
    expect(readSavedChoice(file)).toEqual(choice);
  });

  it("is none where there is no file, and unreadable where a folder or a device is in its place", () => {
    expect(readSavedChoice(join(folder, "none"))).toBeUndefined();
    expect(readSavedChoice(folder)).toBe("unreadable");
    symlinkSync("/dev/zero", join(folder, "endless"));
    expect(readSavedChoice(join(folder, "endless"))).toBe("unreadable");
  });

  it("is written whole, for the person alone, into a folder that need not be there", () => {
    const file = join(folder, "a", "b", "choice.json");
    const choice = { telemetry: "disabled", date: "2026-11-21T10:00:00.000Z", policy: "2026-11-21" } as const;
    writeSavedChoice(file, choice);
    writeSavedChoice(file, choice);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual(choice);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(readdirSync(join(folder, "a", "b"))).toEqual(["choice.json"]);
  });

  it("leaves nothing beside it where it cannot be written", () => {
    const file = join(folder, "choice.json");
    mkdirSync(file);
    expect(() => writeSavedChoice(file, { telemetry: "disabled" })).toThrow(/EISDIR|EEXIST|EPERM/);
    expect(readdirSync(folder)).toEqual(["choice.json"]);
  });

  it("is watched from before there is a file, until nobody listens any more", async () => {
    const file = join(folder, "not", "there", "choice.json");
    const heard = vi.fn();
    const other = vi.fn();
    const stop = watchSavedChoice(file, heard);
    onTestFinished(watchSavedChoice(file, other));
    await new Promise((resolve) => setTimeout(resolve, 100));
    heard.mockClear(); // Node tells once that there is no file
    writeSavedChoice(file, { telemetry: "disabled" });
    await vi.waitFor(() => expect(heard).toHaveBeenCalled(), 2000);
    stop();
    heard.mockClear();
    other.mockClear();
    writeSavedChoice(file, { telemetry: "enabled" });
    await vi.waitFor(() => expect(other).toHaveBeenCalled(), 2000);
    expect(heard).not.toHaveBeenCalled();
  });

  it("is looked at once, however many watch it", () => {
    const warned = vi.fn();
    process.on("warning", warned);
    const stops = Array.from({ length: 20 }, () => watchSavedChoice(join(folder, "choice.json"), () => {}));
    for (const stop of stops) stop();
    process.removeListener("warning", warned);
    expect(warned).not.toHaveBeenCalled();
  });
});

describe("whether the person has said no since", () => {
  it.each<[string, string | undefined, string | undefined, boolean, boolean]>([
    ["nothing was ever said", undefined, undefined, false, false],
    ["no", '{"telemetry":"disabled","refused":"2"}', undefined, false, true],
    ["no, which the environment overrides", '{"telemetry":"disabled","refused":"2"}', undefined, true, false],
    ["what cannot be read", "{", undefined, true, true],
    ["yes, for the first time", '{"telemetry":"enabled"}', undefined, false, false],
    ["no and yes again", '{"telemetry":"enabled","refused":"2"}', undefined, false, true],
    ["yes after the no that was known", '{"telemetry":"enabled","refused":"2"}', "2", false, false],
    ["no and yes after the no that was known", '{"telemetry":"enabled","refused":"3"}', "2", false, true],
    [
      "no and yes, which the environment overrides",
      '{"telemetry":"enabled","refused":"3"}',
      "2",
      true,
      false,
    ],
  ])("%s", (_, text, refused, enabledExplicitly, expected) => {
    const file = join(folder, "choice.json");
    if (text !== undefined) writeFileSync(file, text);
    expect(isRevoked({ file, refusedAt: refused, isOffOverridden: enabledExplicitly })).toBe(expected);
  });

  it("is false where there is no home to say it in", () => {
    expect(isRevoked(undefined)).toBe(false);
  });
});

describe("the notice's record", () => {
  const record = (policy: string) => ({
    policy,
    date: "2026-11-21T10:00:00.000Z",
    by: { hostId: "0000abcd", pid: 4242 },
  });

  it("lets one of several tell, and each again of a newer policy", () => {
    const file = join(folder, "new", "notice.json");
    expect(readNoticeRecord(file)).toBeUndefined();
    expect(writeNoticeRecord(file, record("2026-01-01"), undefined)).toBe(true);
    expect(writeNoticeRecord(file, record("2026-01-01"), undefined)).toBe(false);
    expect(readNoticeRecord(file)).toMatchObject({ policy: "2026-01-01" });
    expect(writeNoticeRecord(file, record("2026-11-21"), record("2026-01-01"))).toBe(true);
    expect(readNoticeRecord(file)).toMatchObject({ policy: "2026-11-21" });
  });

  it("is written anew where it is damaged", () => {
    const file = join(folder, "notice.json");
    writeFileSync(file, "{");
    expect(readNoticeRecord(file)).toEqual({});
    expect(writeNoticeRecord(file, record("2026-11-21"), {})).toBe(true);
    expect(readNoticeRecord(file)).toMatchObject({ policy: "2026-11-21" });
  });

  it("knows the run that told: the process itself, and its children", () => {
    const { hostId, pid } = getCurrentProcess();
    expect(isFromThisRun({ by: { hostId, pid } })).toBe(true);
    expect(isFromThisRun({ by: { hostId, pid: process.ppid } })).toBe(true);
    expect(isFromThisRun({ by: { hostId, pid: 4_194_305 } })).toBe(false);
    expect(isFromThisRun({ by: { hostId: "another container", pid } })).toBe(false);
    expect(isFromThisRun({})).toBe(false);
  });

  it("cannot be taken where the disk refuses", () => {
    writeFileSync(join(folder, "file"), "");
    expect(writeNoticeRecord(join(folder, "file", "notice.json"), record("2026-11-21"), undefined)).toBe(
      false,
    );
  });
});
