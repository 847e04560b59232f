/** Exceptions with one cause have the same fingerprint in every installation, and it does not identify the installation. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import { assertNoLeak } from "../../src/testing/assert-no-leak.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST, runNode } from "../support/run.js";

const PACKAGE = `export function openIndex(name) { throw new TypeError("no index for " + name, { cause: new RangeError("inner") }); }
export function readIndex(name) { throw new TypeError("no index for " + name, { cause: new RangeError("inner") }); }
`;
const PROGRAM = `
import { openIndex, readIndex } from "search-index";
import { createTelemetryClient } from ${JSON.stringify(pathToFileURL(join(DIST, "index.js")).href)};
const telemetry = createTelemetryClient({ tool: "groups", posthogApiKey: "phc_x", posthogHost: process.env.RECEIVER, exitBudgetMs: 10000 });
const attempt = (fault) => { try { fault(); } catch (error) { telemetry.captureException(error); } };
function janesJob() { openIndex(process.cwd()); }
attempt(janesJob);
attempt(() => readIndex(process.cwd()));
attempt(() => { openIndex(process.cwd()); });
attempt(() => { throw new TypeError("no index for " + process.cwd()); });
await telemetry.endSession();
`;

/** Installs and runs the tool in folders of its own, and returns its fingerprints and events. */
async function runInstalledIn(...folders: string[]) {
  await using receiver = await startReceiver();
  const home = createTempFolder();
  const app = join(home, ...folders);
  mkdirSync(join(app, "node_modules", "search-index"), { recursive: true });
  writeFileSync(join(app, "node_modules", "search-index", "index.mjs"), PACKAGE);
  writeFileSync(
    join(app, "node_modules", "search-index", "package.json"),
    JSON.stringify({ name: "search-index", exports: "./index.mjs" }),
  );
  writeFileSync(join(app, "main.mjs"), PROGRAM);
  const run = await runNode([join(app, "main.mjs")], { home, env: { RECEIVER: receiver.url } });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  return {
    app,
    events: receiver.events,
    fingerprints: receiver.events.map(({ properties }) => String(properties.$exception_fingerprint)),
  };
}

it("gives four different errors four fingerprints, which are the same in two installations", async () => {
  const one = await runInstalledIn("jane-canary", "tools");
  const another = await runInstalledIn("srv", "joes-canary", "app", "v2");
  expect(new Set(one.fingerprints).size).toBe(4);
  expect(another.fingerprints).toEqual(one.fingerprints);
  for (const fingerprint of one.fingerprints) expect(fingerprint).toMatch(/^[0-9a-f]{64}$/);

  for (const { app, events, fingerprints } of [one, another]) {
    const main = join(app, "main.mjs");
    const parts = [app, main, pathToFileURL(main).href, ...app.split(sep)];
    assertNoLeak(
      events,
      parts.filter((part) => part.length > 8),
    );
    for (const part of [...parts, "janesJob"])
      expect(fingerprints).not.toContain(createHash("sha256").update(part).digest("hex"));
  }
});
