/** A file of the person that is written in parts, and has its name only when it is complete. */
import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createStreamedFile } from "../../src/files/streamed-file.js";
import { createTempFolder } from "../support/run.js";

describe("createStreamedFile", () => {
  it("replaces a file only when it is published, and for this account alone", () => {
    const path = join(createTempFolder(), "events.ndjson");
    writeFileSync(path, "old", { mode: 0o644 });
    const file = createStreamedFile(path);
    file.write("a\n");
    file.write("é\n");
    expect(readFileSync(path, "utf8")).toBe("old");
    file.publish();
    file.discard();
    expect(readFileSync(path, "utf8")).toBe("a\né\n");
    expect(statSync(path).mode & 0o777).toBe(0o600);
  });

  it("removes the unfinished file when it is discarded", () => {
    const folder = createTempFolder();
    const file = createStreamedFile(join(folder, "events.ndjson"));
    file.write("half");
    expect(readdirSync(folder)).toHaveLength(1);
    file.discard();
    file.discard();
    expect(readdirSync(folder)).toEqual([]);
  });

  it.each([
    ["a folder", (path: string) => mkdirSync(path)],
    ["a link", (path: string) => symlinkSync("/dev/null", path)],
  ])("refuses %s in place of the file", (_, create) => {
    const folder = createTempFolder();
    const path = join(folder, "events.ndjson");
    create(path);
    expect(() => createStreamedFile(path)).toThrow("it is no regular file");
    expect(readdirSync(folder)).toEqual(["events.ndjson"]);
  });
});
