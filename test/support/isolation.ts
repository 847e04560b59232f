/** Isolates the tests from the person who runs them: a home of their own, and none of the person's telemetry variables. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import "../../src/all-modules.js"; // TypeScript sources cannot be required

const home = mkdtempSync(join(tmpdir(), "telemetry-home-"));
process.env.HOME = home;
process.env.XDG_CONFIG_HOME = join(home, "config");
process.env.XDG_DATA_HOME = join(home, "data");
for (const name of Object.keys(process.env)) {
  if (/TELEMETRY|^DO_NOT_TRACK$|^POSTHOG|_POSTHOG_/.test(name)) delete process.env[name];
}
afterAll(() => rmSync(home, { recursive: true, force: true }));
