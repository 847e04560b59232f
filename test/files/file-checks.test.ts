/** Which files and folders of this library are used. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  linkSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { checkFile, checkFolder } from "../../src/files/file-checks.js";
import {
  appendOrCreateOwnFile,
  appendToOwnFile,
  appendToOwnFileAsync,
  readOwnFile,
  readOwnFileAsync,
  removeOwnFile,
  writeOwnFile,
} from "../../src/files/own-files.js";
import { createPrivateFolder, deleteOwnFiles, listOwnFolder } from "../../src/files/own-folders.js";
import { createTempFolder } from "../support/run.js";
import {
  CANARY,
  IN_PLACE_OF_FILE,
  IN_PLACE_OF_FOLDER,
  isRoot,
  OTHER_ACCOUNT,
  replacePath,
} from "../support/unusable-files.js";

/** Every way in which a file is opened. */
const USES: Readonly<Record<string, (path: string) => unknown>> = {
  readOwnFile,
  readOwnFileAsync,
  appendToOwnFile: (path) => appendToOwnFile(path, "x"),
  appendToOwnFileAsync: (path) => appendToOwnFileAsync(path, "x"),
  "appendToOwnFileAsync, which may create it": (path) => appendToOwnFileAsync(path, "x", { canCreate: true }),
  appendOrCreateOwnFile: (path) => appendOrCreateOwnFile(path, "x"),
  writeOwnFile: (path) => writeOwnFile(path, "x"),
  removeOwnFile,
};

describe("a file of this library", () => {
  it.each(
    Object.keys(USES).flatMap((use) =>
      Object.entries(IN_PLACE_OF_FILE).map(([kind, place]) => ({ use, kind, place })),
    ),
  )("$use rejects $kind and does not change it", async ({ use, place }) => {
    const [folder, aside] = [createTempFolder(), createTempFolder()];
    const path = join(folder, "file");
    await replacePath(path, aside, place);
    const before = readdirSync(aside);
    const isRejected = await Promise.resolve()
      .then(() => USES[use]?.(path))
      .then(
        () => false,
        (error: unknown) => error instanceof RangeError,
      );
    expect(isRejected).toBe(true);
    expect([readdirSync(folder), readdirSync(aside)]).toEqual([["file"], before]);
    for (const name of before)
      if (statSync(join(aside, name)).isFile()) expect(readFileSync(join(aside, name), "utf8")).toBe(CANARY);
  });

  it.each<[string, (path: string) => void, string]>([
    ["is a secret that others can read", (path) => chmodSync(path, 0o640), "can be read by other accounts"],
    ["is too large", (path) => truncateSync(path, 300 * 1024 * 1024), "is too large"],
  ])("is not used if it %s", (_, change, problem) => {
    const path = join(createTempFolder(), "file");
    writeFileSync(path, "text", { mode: 0o600 });
    expect(checkFile(path, { isSecret: true })).toBeUndefined();
    change(path);
    expect(checkFile(path, { isSecret: true })).toMatchObject({ path, problem, fix: `remove ${path}` });
  });

  it("is used if it has a second name, as in a backup of hard links", () => {
    const folder = createTempFolder();
    const path = join(folder, "file");
    writeFileSync(path, "text", { mode: 0o600 });
    linkSync(path, join(folder, "backup"));
    expect(readOwnFile(path)).toBe("text");
  });
});

describe("a folder of this library", () => {
  it.each(Object.entries(IN_PLACE_OF_FOLDER))("is not listed if it is %s", async (_, place) => {
    const path = join(createTempFolder(), "folder");
    await replacePath(path, createTempFolder(), place);
    expect(checkFolder(path)).toMatchObject({ path, fix: expect.stringContaining(path) });
    expect(() => listOwnFolder(path)).toThrow(path);
  });

  it.each([0o700, 0o755, 0o500])("is used with the mode %o", (mode) => {
    const path = join(createTempFolder(), "folder");
    mkdirSync(path);
    chmodSync(path, mode);
    expect(checkFolder(path)).toBeUndefined();
  });

  it("may be in a folder that a group can write, or behind a link, because its parents are not ours", () => {
    const home = createTempFolder();
    mkdirSync(join(home, "share"));
    chmodSync(join(home, "share"), 0o775);
    symlinkSync(join(home, "share"), join(home, "link"));
    const folder = join(home, "link", "telemetry");
    createPrivateFolder(folder);
    expect(checkFolder(folder)).toBeUndefined();
    expect(statSync(folder).mode & 0o777).toBe(0o700);
  });

  it.skipIf(!isRoot)("is not created by root in the home of another account", () => {
    const home = createTempFolder();
    chownSync(home, OTHER_ACCOUNT, OTHER_ACCOUNT);
    const folder = join(home, "share", "telemetry");
    expect(checkFolder(folder)?.problem).toContain("belongs to another account");
    expect(() => createPrivateFolder(folder)).toThrow("belongs to another account");
    expect(readdirSync(home)).toEqual([]);
  });
});

describe("deleteOwnFiles", () => {
  it("deletes files by their names and links themselves, but no folder with content and nothing behind a link", () => {
    const [folder, aside] = [createTempFolder(), createTempFolder()];
    writeFileSync(join(aside, "own-target"), CANARY);
    appendFileSync(join(folder, "own-file"), "x");
    appendFileSync(join(folder, "notes"), "x");
    symlinkSync(join(aside, "own-target"), join(folder, "own-link"));
    symlinkSync(aside, join(folder, "own-folder-link"));
    mkdirSync(join(folder, "own-folder"));
    writeFileSync(join(folder, "own-folder", "notes"), CANARY);
    mkdirSync(join(folder, "own-empty-folder"));
    const { deleted, remaining } = deleteOwnFiles(folder, (name) => name.startsWith("own-"));
    expect([deleted.toSorted(), remaining.toSorted()]).toEqual([
      ["own-empty-folder", "own-file", "own-folder-link", "own-link"],
      [join(folder, "notes"), join(folder, "own-folder")],
    ]);
    expect(readFileSync(join(aside, "own-target"), "utf8")).toBe(CANARY);
  });

  it("deletes nothing if the folder or its parent is a link", () => {
    const aside = createTempFolder();
    mkdirSync(join(aside, "spool"));
    writeFileSync(join(aside, "spool", "own"), CANARY);
    const link = join(createTempFolder(), "link");
    symlinkSync(aside, link);
    expect(() => deleteOwnFiles(link, () => true)).toThrow("is a link");
    expect(() => deleteOwnFiles(join(link, "spool"), () => true, link)).toThrow("is a link");
    expect(readdirSync(join(aside, "spool"))).toEqual(["own"]);
  });
});
