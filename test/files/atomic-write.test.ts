import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { writeAtomic } from "../../src/files/atomic-write.js";
import { createTempFolder } from "../support/run.js";

describe("writeAtomic", () => {
  it("does not remove a file of somebody else that has the temporary name", () => {
    const home = createTempFolder();
    const temporaryPath = join(home, "temporary");
    writeFileSync(temporaryPath, "theirs");
    expect(() => writeAtomic(join(home, "file"), "ours", { temporaryPath })).toThrow(/EEXIST/);
    expect(readFileSync(temporaryPath, "utf8")).toBe("theirs");
    expect(readdirSync(home)).toEqual(["temporary"]);
  });

  it("removes the temporary file if the file cannot be replaced", () => {
    const home = createTempFolder();
    mkdirSync(join(home, "folder", "in-use"), { recursive: true });
    expect(() => writeAtomic(join(home, "folder"), "text")).toThrow();
    expect(readdirSync(home)).toEqual(["folder"]);
  });
});
