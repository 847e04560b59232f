import { copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createLazy } from "../../src/internal/lazy-module.js";
import { createTempFolder, LIB, runNode } from "../support/run.js";

/** In a process of its own, for vitest imports in a way of its own. */
async function printed(
  program: string,
  files: Record<string, string> = {},
  args: readonly string[] = [],
  lateFile = join(LIB, "internal/lazy-module.js"),
) {
  const home = createTempFolder();
  const late = JSON.stringify(lateFile);
  const texts = {
    "package.json": '{"type":"module"}',
    "here.js": `import { MODULE_INSTANCE } from ${late}; export const moduleInstance = MODULE_INSTANCE; export const name = "here";`,
    "program.js": `import { LazyModule } from ${late};
      const load = async () => ({ name: "imported" });
      const here = new LazyModule(import.meta.url, "./here.js", load);
      ${program}`,
    ...files,
  };
  for (const [name, text] of Object.entries(texts)) writeFileSync(join(home, name), text);
  const { stdout, stderr } = await runNode([...args, join(home, "program.js")], { home });
  expect(stderr).toBe("");
  return stdout.trim();
}

describe("createLazy", () => {
  it("creates undefined once, as any other value", () => {
    const create = vi.fn(() => undefined);
    const get = createLazy(create);
    expect([get(), get(), create.mock.calls.length]).toEqual([undefined, undefined, 1]);
  });

  it("tries again after a promise has rejected, and keeps the one that resolves", async () => {
    const create = vi
      .fn<() => Promise<string>>()
      .mockRejectedValueOnce(new Error("EMFILE"))
      .mockResolvedValue("loaded");
    const get = createLazy(create);
    await expect(get()).rejects.toThrow("EMFILE");
    expect([await get(), await get(), create.mock.calls.length]).toEqual(["loaded", "loaded", 2]);
  });
});

describe("LazyModule", () => {
  it("is loaded synchronously, and is the same module as an import", async () => {
    const program = `const module = here.loadSync();
      console.log(module.name, module === await here.load(), module === await import("./here.js"));`;
    expect(await printed(program)).toBe("here true true");
  });

  it.each<[string, Record<string, string>, string[]?]>([
    ["where a bundler has left no file of it", { "here.js": "throw new Error()" }],
    [
      "where it is of another copy of the package",
      { "here.js": 'export const moduleInstance = {}; export const name = "a copy";' },
    ],
    ["where nothing can be required", {}, ["--no-experimental-require-module"]],
  ])("is imported %s", async (_, files, args) => {
    const program = "console.log(here.loadSync(), (await here.load()).name, here.loadSync().name);";
    expect(await printed(program, files, args)).toBe("undefined imported imported");
  });

  it("is imported if a bundler has put LazyModule into a host's files, whatever file has its name", async () => {
    const host = createTempFolder();
    mkdirSync(join(host, "dist"));
    writeFileSync(join(host, "package.json"), '{"type":"module","name":"a-host"}');
    for (const file of ["lazy-module.js", "package-info.js"])
      copyFileSync(join(LIB, "internal", file), join(host, "dist", file));
    const files = { "here.js": 'console.log("the host\'s own");' };
    const program = "console.log(here.loadSync(), (await here.load()).name);";
    expect(await printed(program, files, [], join(host, "dist", "lazy-module.js"))).toBe(
      "undefined imported",
    );
  });

  it("cannot be loaded synchronously while its import has not ended", async () => {
    const program = `const slow = new LazyModule(import.meta.url, "./slow.js", () => import("./slow.js"));
      const importing = import("./slow.js");
      console.log(slow.loadSync(), (await slow.load()) === (await importing));`;
    const files = {
      "slow.js": "await new Promise((resolve) => setTimeout(resolve, 50)); export const moduleInstance = {};",
    };
    expect(await printed(program, files)).toBe("undefined true");
  });
});
