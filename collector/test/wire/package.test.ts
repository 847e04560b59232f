/** The packed collector is complete, and `npm run collector` ends when npm is told to end. */
import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { runCollectorCli } from "../support/cli-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const FOLDER = join(import.meta.dirname, "../..");
const ROOT = join(FOLDER, "..");

/** Returns the paths in the package, without running its build, which other tests use. */
function listPackedFiles(): string[] {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const [{ files }] = JSON.parse(execFileSync("npm", args, { cwd: FOLDER, encoding: "utf8" }));
  return files.map(({ path }: { readonly path: string }) => path);
}

it("has the program, every page and both licences, and every link between its pages leads to a file of it", () => {
  const files = listPackedFiles();
  expect(files).toEqual(
    expect.arrayContaining([
      "dist/cli/main.js",
      "README.md",
      "FAULTS.md",
      "docs/OPERATION.md",
      "docs/CLICKHOUSE.md",
    ]),
  );
  for (const name of ["LICENSE-MIT", "LICENSE-APACHE"]) {
    expect(files).toContain(name);
    expect(readFileSync(join(FOLDER, name), "utf8")).toBe(readFileSync(join(ROOT, name), "utf8"));
  }
  const pages = files.filter((path) => path.endsWith(".md"));
  const dead = pages.flatMap((page) => {
    const targets = [...readFileSync(join(FOLDER, page), "utf8").matchAll(/\]\(([^)#\s]+)[^)]*\)/g)];
    return targets
      .map(([, target = ""]) => target)
      .filter((target) => !/^\w+:/.test(target) && !files.includes(join(page, "..", target)))
      .map((target) => `${page}: ${target}`);
  });
  expect(dead).toEqual([]);
});

it("is built before it is packed", () => {
  const { scripts } = JSON.parse(readFileSync(join(FOLDER, "package.json"), "utf8"));
  expect(scripts.prepack).toBe("npm run --silent build");
});

it("ends with the signal that npm gets", async () => {
  const data = join(createTempFolder(), "data");
  // Without the scripts before it, which would build again.
  const args = ["run", "--silent", "--ignore-scripts", "collector", "--", "--port", "0", "--data", data];
  const npm = spawn("npm", args, { cwd: ROOT, stdio: ["ignore", "ignore", "pipe"] });
  let output = "";
  npm.stderr.setEncoding("utf8").on("data", (text) => {
    output += text;
  });
  await expect.poll(() => output, { timeout: 20_000 }).toContain("listening on");
  const { pid } = JSON.parse((await runCollectorCli(["status", "--data", data])).stdout);
  onTestFinished(() => {
    if (isRunning(pid)) process.kill(pid, "SIGKILL");
  });
  const ended = once(npm, "exit");
  npm.kill("SIGTERM");
  await ended;
  await expect.poll(() => isRunning(pid), { timeout: 6000 }).toBe(false);
  expect(existsSync(join(data, "serve.sock"))).toBe(false);
});

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
