import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { emptyFolder, LIB, runNode } from "./support/run.js";

/** In a process of its own, for vitest imports in a way of its own. */
async function printed(
  program: string,
  files: Record<string, string> = {},
  args: readonly string[] = [],
  lateFile = join(LIB, "late.js"),
) {
  const home = emptyFolder();
  const late = JSON.stringify(lateFile);
  const texts = {
    "package.json": '{"type":"module"}',
    "here.js": `import { COPY } from ${late}; export const copy = COPY; export const name = "here";`,
    "program.js": `import { LateModule } from ${late};
      const load = async () => ({ name: "imported" });
      const here = new LateModule(import.meta.url, "./here.js", load);
      ${program}`,
    ...files,
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(home, name), text);
  const { stdout, stderr } = await runNode([...args, join(home, "program.js")], { home });
  expect(stderr).toBe("");
  return stdout.trim();
}

describe("a module that is loaded when it is needed", () => {
  it("is there at once, and is the one that an import gives", async () => {
    const program = `const module = here.now();
      console.log(module.name, module === await here.soon(), module === await import("./here.js"));`;
    expect(await printed(program)).toBe("here true true");
  });

  it.each<[string, Record<string, string>, string[]?]>([
    ["where a bundler has left no file of it", { "here.js": "throw new Error()" }],
    [
      "where it is of another copy of the package",
      { "here.js": 'export const copy = {}; export const name = "a copy";' },
    ],
    ["where nothing can be required", {}, ["--no-experimental-require-module"]],
  ])("is imported %s", async (_, files, args) => {
    const program = "console.log(here.now(), (await here.soon()).name, here.now().name);";
    expect(await printed(program, files, args)).toBe("undefined imported imported");
  });

  it("is imported where a bundler has put its reader into a host's files, whatever lies there by its name", async () => {
    const host = emptyFolder();
    mkdirSync(join(host, "dist"));
    writeFileSync(join(host, "package.json"), '{"type":"module","name":"a-host"}');
    copyFileSync(join(LIB, "late.js"), join(host, "dist", "late.js"));
    const files = { "here.js": 'console.log("the host\'s own");' };
    const program = "console.log(here.now(), (await here.soon()).name);";
    expect(await printed(program, files, [], join(host, "dist", "late.js"))).toBe("undefined imported");
  });

  it("cannot be had at once while its import is under way", async () => {
    const program = `const slow = new LateModule(import.meta.url, "./slow.js", () => import("./slow.js"));
      const importing = import("./slow.js");
      console.log(slow.now(), (await slow.soon()) === (await importing));`;
    const files = {
      "slow.js": "await new Promise((resolve) => setTimeout(resolve, 50)); export const copy = {};",
    };
    expect(await printed(program, files)).toBe("undefined true");
  });
});
