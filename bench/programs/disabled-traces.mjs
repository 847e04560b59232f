// Calls every method of a client that is off, and prints what was loaded, opened or written since the import.
import childProcess from "node:child_process";
import fs, { readdirSync } from "node:fs";
import inspector from "node:inspector";
import { createRequire, syncBuiltinESMExports } from "node:module";
import net from "node:net";
import { setTimeout as delay } from "node:timers/promises";

const calls = [];
/** Replaces the functions of a module with functions that record their calls. Later imports get those. */
function recordCalls(module, name) {
  for (const [key, original] of Object.entries(module)) {
    if (typeof original !== "function" || /^[A-Z_]/.test(key)) continue;
    module[key] = function (...args) {
      calls.push(`${name}.${key}`);
      return original.apply(this, args);
    };
  }
}
for (const [module, name] of [
  [fs, "fs"],
  [fs.promises, "fs.promises"],
  [net, "net"],
  [childProcess, "child_process"],
  [createRequire(import.meta.url)("node:dns"), "dns"],
])
  recordCalls(module, name);
syncBuiltinESMExports();

const { createCalls } = await import("../contestants/disabled.mjs");
const { createTelemetryClient } = await import("codeweaver-telemetry");
const scripts = [];
const session = new inspector.Session();
session.connect();
session.on("Debugger.scriptParsed", ({ params }) => scripts.push(params.url));
session.post("Debugger.enable");
scripts.length = 0; // the inspector first reports the scripts that are loaded already
calls.length = 0;

const telemetry = createTelemetryClient({ tool: "bench", posthogApiKey: "phc_bench" });
for (const call of Object.values(createCalls(telemetry))) await call();
telemetry.captureException(new Error("x"));
await telemetry.isFeatureEnabled("reranker");
await delay(50);
await telemetry.shutdown();

session.disconnect();
const found = { scripts: [...scripts], calls: [...calls] };
const handles = process.getActiveResourcesInfo().filter((kind) => !/Pipe|File|TTY/.test(kind));
process.stdout.write(JSON.stringify({ ...found, handles, files: readdirSync(process.env.HOME) }));
