/** Tests that a secret in a file is never empty, whatever ended the process that wrote it. */
import { execFileSync } from "node:child_process";
import { readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { readOrCreate } from "../../src/internal/read-or-create.js";
import { DIST } from "../support/built-module.js";
import { createTempFolder } from "../support/temp-folder.js";

const SECRET = "s".repeat(32);

it("returns the same text as long as the file exists", () => {
  const path = join(createTempFolder(), "folder", "secret");
  expect(readOrCreate(path, () => SECRET)).toBe(SECRET);
  expect(readOrCreate(path, () => "another one")).toBe(SECRET);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it.each([
  ["is empty", ""],
  ["has only a newline", "\n"],
  ["is shorter than a secret", "s".repeat(31)],
])("makes a file anew that %s", (_, text) => {
  const path = join(createTempFolder(), "secret");
  writeFileSync(path, text, { mode: 0o644 });
  expect(readOrCreate(path, () => SECRET)).toBe(SECRET);
  expect(readFileSync(path, "utf8")).toBe(`${SECRET}\n`);
  expect(statSync(path).mode & 0o777).toBe(0o600);
});

it("leaves no file under its name if the disk takes no byte of it", () => {
  const folder = createTempFolder();
  const program = `
    import { readOrCreate } from ${JSON.stringify(join(DIST, "internal", "read-or-create.js"))};
    try { readOrCreate("secret", () => "${SECRET}"); } catch ({ code }) { console.log(code); }`;
  const limited = 'ulimit -f 0 && exec "$0" --input-type=module -e "$1"'; // no file may have a byte
  const output = execFileSync("bash", ["-c", limited, process.execPath, program], { cwd: folder });
  expect(output.toString()).toBe("EFBIG\n");
  expect(readdirSync(folder)).not.toContain("secret");
});
