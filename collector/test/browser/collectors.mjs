// Starts collectors in this process, with the events that a test asks for.
import assert from "node:assert/strict";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../../dist/config/load-config.js";
import { startServer } from "../../dist/server/start-server.js";

const MANIFEST = fileURLToPath(new URL("../../../config/telemetry-manifest.json", import.meta.url));
const BATCH_SIZE = 2000;
const INDEX_TIMEOUT_MS = 60_000;

/**
 * @param hasManifest whether the project has the manifest of codeweaver-telemetry
 * @param settings more lines of the project in collector.toml
 */
export async function startCollector({
  events = [],
  hasManifest = true,
  isPublic = true,
  settings = "",
} = {}) {
  const folder = mkdtempSync(join(tmpdir(), "collector-browser-"));
  const manifests = hasManifest ? `manifests = [${JSON.stringify(MANIFEST)}]\n` : "";
  writeFileSync(join(folder, "collector.toml"), `[projects.codeweaver]\n${manifests}${settings}`);
  const config = await loadConfig({ env: {}, cwd: folder, flags: { port: 0, public: isPublic } });
  const server = await startServer({ config, dataFolder: join(folder, "data"), log: () => {} });
  await sendEvents(server.url, events);
  await waitForIndex(server.collector);
  return {
    url: server.url,
    collector: server.collector,
    token: readFileSync(server.tokenPath, "utf8").trim(),
    async close() {
      await server.close();
      rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
    },
  };
}

async function sendEvents(url, events) {
  let batch = [];
  const send = async () => {
    const body = JSON.stringify({ api_key: "phc_browser", batch });
    const headers = { "Content-Type": "application/json" };
    const response = await fetch(`${url}/batch/`, { method: "POST", headers, body });
    assert.equal(response.status, 200, await response.text());
    batch = [];
  };
  for (const event of events) {
    batch.push(event);
    if (batch.length === BATCH_SIZE) await send();
  }
  if (batch.length > 0) await send();
}

async function waitForIndex(collector) {
  const deadline = performance.now() + INDEX_TIMEOUT_MS;
  const isBehind = (project) =>
    !collector.index.isOpen(project.name) || collector.measureBacklog(project) > 0;
  while ([...collector.projects.values()].some(isBehind)) {
    assert.ok(performance.now() < deadline, "the index did not catch up");
    await sleep(50);
  }
}
