/** Tests the plans of experiments in `collector.toml`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { loadConfig } from "../../src/config/load-config.js";
import { createTempFolder } from "../support/temp-folder.js";

it.each(['""', '"."', '".."'])("refuses the name %s, which an address cannot have", async (name) => {
  const cwd = createTempFolder();
  writeFileSync(join(cwd, "collector.toml"), `[projects.default.experiments.${name}]\ncontrol = "a"\n`);
  await expect(loadConfig({ env: {}, cwd, flags: {} })).rejects.toThrow(
    "a name that is not empty, and can be in an address",
  );
});
