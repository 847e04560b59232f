/** Creates homes of installations that have sent their reports of today, for tests that count events exactly. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { getPeriodKeys } from "../../src/installation/calendar.js";
import { INSTALLATION_FILE } from "../../src/installation/installation-file.js";
import { createStateAfterDamage } from "../../src/installation/installation-state.js";
import { createTempFolder } from "./run.js";

/** Returns a new folder whose only content is the state of a tool that was used today. */
export function createUsedHome(tool = "codeweaver"): string {
  const home = createTempFolder();
  const today = getPeriodKeys(Date.now());
  if (today === undefined) throw new Error("the clock is wrong");
  const folder = join(home, ".data", tool, "telemetry");
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const state = JSON.stringify({ version: 1, ...createStateAfterDamage(today) });
  writeFileSync(join(folder, INSTALLATION_FILE), state, { mode: 0o600 });
  return home;
}
