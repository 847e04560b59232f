import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import Module from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { LateModule } from "../src/late.js";
import { LIB, runProgram } from "./support/run.js";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "telemetry-late-"));
  writeFileSync(join(folder, "package.json"), '{"type":"module"}');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const put = (name: string, text: string) => {
  writeFileSync(join(folder, name), text);
  return pathToFileURL(join(folder, name)).href;
};
const late = (name: string, load = vi.fn(() => Promise.resolve({ name: "imported" }))) => ({
  load,
  module: new LateModule<{ readonly name: string }>(
    pathToFileURL(join(folder, "asks.js")).href,
    `./${name}`,
    load,
  ),
});

describe("a module that is loaded when it is needed", () => {
  it("is there at once, and is the one that an import gives", async () => {
    const url = put("here.js", 'export const name = "here";');
    const { module, load } = late("here.js");
    expect(module.now()?.name).toBe("here");
    expect(await module.soon()).toBe(module.now());
    expect(load).not.toHaveBeenCalled();
    // In a process of its own, for vitest imports in a way of its own.
    const { stdout } = await runProgram(
      `import { LateModule } from ${JSON.stringify(join(LIB, "late.js"))};
      const { pathname } = new URL(${JSON.stringify(url)});
      const late = new LateModule(import.meta.url, pathname);
      console.log(late.now() === await import(pathname));`,
      { home: folder },
    );
    expect(stdout).toBe("true\n");
  });

  it("is imported where a bundler has left no file of it", async () => {
    const { module } = late("none.js");
    expect(module.now()).toBeUndefined();
    expect((await module.soon()).name).toBe("imported");
    expect(module.now()?.name).toBe("imported");
  });

  it("is imported where a loader makes CommonJS of it, which would be another copy", async () => {
    put("here.js", 'export const name = "here";');
    const extensions: Record<string, unknown> = Reflect.get(Module, "_extensions");
    const native = extensions[".js"];
    extensions[".js"] = (made: { exports: object }) => {
      made.exports = { name: "a copy" };
    };
    try {
      const { module } = late("here.js");
      expect(module.now()).toBeUndefined();
      expect((await module.soon()).name).toBe("imported");
    } finally {
      extensions[".js"] = native;
    }
  });
});
