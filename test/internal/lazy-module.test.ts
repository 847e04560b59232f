import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { createLazy, LazyModule, provideModules } from "../../src/internal/lazy-module.js";
import { createTempFolder, DIST, LIB, runNode } from "../support/run.js";

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

/** Runs a program beside a module, as it is in `dist/`. In a process of its own, for vitest requires in a way of its own. */
async function runBeside(program: string, here: string) {
  const home = createTempFolder();
  mkdirSync(join(home, "dist"));
  for (const file of ["lazy-module.js", "package-info.js"])
    copyFileSync(join(LIB, "internal", file), join(home, "dist", file));
  writeFileSync(join(home, "package.json"), '{"type":"module"}');
  writeFileSync(join(home, "dist", "here.cjs"), here);
  writeFileSync(
    join(home, "dist", "program.js"),
    `import { LazyModule, provideModules } from "./lazy-module.js"; ${program}`,
  );
  const { stdout, stderr } = await runNode([join(home, "dist", "program.js")], { home });
  expect(stderr).toBe("");
  return stdout.trim();
}

describe("LazyModule", () => {
  it("is required with the first call, and once", async () => {
    const program = `const here = new LazyModule("here");
      console.log("before"); console.log(here.load().name, here.load() === here.load());`;
    expect(await runBeside(program, 'console.log("loading"); exports.name = "here";')).toBe(
      "before\nloading\nhere true",
    );
  });

  it("is not required if it was provided", async () => {
    const program = `provideModules({ here: { name: "provided" } }); console.log(new LazyModule("here").load().name);`;
    expect(await runBeside(program, 'throw new Error("required");')).toBe("provided");
  });

  it("throws if its file is missing, and is required again by the next call", () => {
    const missing = new LazyModule<{ name: string }>("missing");
    expect(() => missing.load()).toThrow("missing.cjs");
    provideModules({ missing: { name: "found" } });
    expect(missing.load().name).toBe("found");
  });
});

describe("each LazyModule of the package", () => {
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const names = sources.flatMap((file) =>
    [...readFileSync(join("src", file), "utf8").matchAll(/new LazyModule<[^>]*>\(\s*"([\w-]+)"/g)].map(
      ([, name]) => name ?? "",
    ),
  );

  it("is found in the sources", () => expect(new Set(names).size).toBe(12));

  it.each([...new Set(names)])("is a file of the package, and provided to bundlers: %s", (name) => {
    expect(existsSync(join(DIST, `${name}.cjs`))).toBe(true);
    expect(new LazyModule(name).load()).toBeTypeOf("object"); // the setup file imports `src/all-modules.ts`
  });
});
