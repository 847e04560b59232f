/** Tests a file that is read again when it changes. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { WatchedFile } from "../../src/internal/watched-file.js";
import { createTempFolder } from "../support/temp-folder.js";

beforeEach(() => void vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => void vi.useRealTimers());

it("keeps what the file contained if its folder is replaced by a file", () => {
  const folder = join(createTempFolder(), "settings");
  mkdirSync(folder);
  const path = join(folder, "flags.toml");
  writeFileSync(path, "first");
  const lines: string[] = [];
  const read = (file: string) => readFileSync(file, "utf8");
  const watched = new WatchedFile({ path, read, content: "The flags", log: (text) => lines.push(text) });
  renameSync(folder, `${folder}.old`);
  writeFileSync(folder, ""); // looking for the file now fails with ENOTDIR
  vi.advanceTimersByTime(2000);
  expect(watched.get()).toBe("first");
  expect(lines.join()).toContain("The flags before are still served.");
});
