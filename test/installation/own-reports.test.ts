import {
  chmodSync,
  existsSync,
  lstatSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { MAX_SMALL_FILE_BYTES } from "../../src/files/file-limits.js";
import { keepOwnReport, readOwnReports } from "../../src/installation/own-reports.js";
import { OWN_REPORTS_FILE } from "../../src/installation/own-reports-file.js";
import { createTempFolder } from "../support/run.js";

const formatWeek = (number: number) => `2026-W${String(number).padStart(2, "0")}`;
const listWeeks = (folder: string) => readOwnReports(folder).map(({ week }) => week);

/** Creates a folder with a file of a text. */
function createFolder(text?: string): string {
  const folder = createTempFolder();
  if (text !== undefined) writeFileSync(join(folder, OWN_REPORTS_FILE), text, { mode: 0o600 });
  return folder;
}

describe("the copies of weekly reports", () => {
  it("have the properties that were sent, in a file that only its owner can read", () => {
    const folder = createFolder();
    keepOwnReport(folder, { week: "2026-W40", searches: 42, features: ["text_search"] });
    keepOwnReport(folder, { week: "2026-W41", searches: 3 });
    expect(readOwnReports(folder)).toEqual([
      { week: "2026-W40", searches: 42, features: ["text_search"] },
      { week: "2026-W41", searches: 3 },
    ]);
    expect(lstatSync(join(folder, OWN_REPORTS_FILE)).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder)).toEqual([OWN_REPORTS_FILE]);
  });

  it("are those of the last thirteen reports", () => {
    const folder = createFolder();
    for (let number = 1; number <= 20; number++) keepOwnReport(folder, { week: formatWeek(number) });
    expect(listWeeks(folder)).toEqual(Array.from({ length: 13 }, (_, index) => formatWeek(index + 8)));
  });

  it("lose a week from a wrong clock like any other one", () => {
    const folder = createFolder();
    keepOwnReport(folder, { week: "2999-W01" });
    for (let number = 1; number <= 13; number++) keepOwnReport(folder, { week: formatWeek(number) });
    expect(listWeeks(folder)).not.toContain("2999-W01");
  });

  it("have one report of a week, the last one", () => {
    const folder = createFolder();
    keepOwnReport(folder, { week: "2026-W40", searches: 1 });
    keepOwnReport(folder, { week: "2026-W40", searches: 2 });
    expect(readOwnReports(folder)).toEqual([{ week: "2026-W40", searches: 2 }]);
  });

  it("are fewer if they are large, so that the file can be read again", () => {
    const folder = createFolder();
    const metrics = { text: "x".repeat(30_000) };
    for (let number = 1; number <= 13; number++) keepOwnReport(folder, { week: formatWeek(number), metrics });
    expect(lstatSync(join(folder, OWN_REPORTS_FILE)).size).toBeLessThanOrEqual(MAX_SMALL_FILE_BYTES);
    expect(listWeeks(folder).at(-1)).toBe("2026-W13");
    expect(listWeeks(folder)).toHaveLength(8);
  });

  it.each([
    ["no JSON", "{"],
    ["no list", '{"version":1,"reports":3}'],
    ["reports without a week", '{"version":1,"reports":[3,null,{"week":"soon"}]}'],
  ])("replace a file that has %s", (_, text) => {
    const folder = createFolder(text);
    keepOwnReport(folder, { week: "2026-W40" });
    expect(listWeeks(folder)).toEqual(["2026-W40"]);
  });

  it("do not replace a file of a newer package", () => {
    const folder = createFolder('{"version":2}');
    keepOwnReport(folder, { week: "2026-W40" });
    expect(readFileSync(join(folder, OWN_REPORTS_FILE), "utf8")).toBe('{"version":2}');
    expect(() => readOwnReports(folder)).toThrow("newer version");
  });

  it("are not written through a link, or to a file that other accounts can write", () => {
    const target = join(createTempFolder(), "target");
    const folder = createTempFolder();
    symlinkSync(target, join(folder, OWN_REPORTS_FILE));
    keepOwnReport(folder, { week: "2026-W40" });
    expect(existsSync(target)).toBe(false);
    const other = createFolder('{"version":1,"reports":[]}');
    chmodSync(join(other, OWN_REPORTS_FILE), 0o666);
    keepOwnReport(other, { week: "2026-W40" });
    expect(readFileSync(join(other, OWN_REPORTS_FILE), "utf8")).toBe('{"version":1,"reports":[]}');
  });

  it("do not exist without a report, and cause no error where nothing can be written", () => {
    expect(readOwnReports(createFolder())).toEqual([]);
    expect(() => keepOwnReport("/proc/nothing", { week: "2026-W40" })).not.toThrow();
    const folder = createFolder();
    keepOwnReport(folder, { sessions: 3 });
    expect(readdirSync(folder)).toEqual([]);
  });
});
