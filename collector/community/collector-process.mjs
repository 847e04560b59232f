/** Starts the collector as a process, and asks it for its state. */
import { execFile, spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";

const runFile = promisify(execFile);
export const COLLECTOR_PROGRAM = fileURLToPath(new URL("../dist/cli/main.js", import.meta.url));
export const PACKAGE_MANIFEST = fileURLToPath(
  new URL("../../config/telemetry-manifest.json", import.meta.url),
);

const POLL_MS = 50;

/** @typedef {Awaited<ReturnType<typeof startServer>>} CollectorProcess */

/**
 * Starts `serve`, and waits until it listens.
 * @param {string} data the folder of its data
 * @param {{ config?: string, port?: number, env?: NodeJS.ProcessEnv }} [options] the configuration is a file
 */
export async function startServer(data, { config, port = 0, env = process.env } = {}) {
  const flags = [
    "--data",
    data,
    "--port",
    String(port),
    ...(config === undefined ? [] : ["--config", config]),
  ];
  const child = spawn(process.execPath, [COLLECTOR_PROGRAM, "serve", ...flags], {
    stdio: ["ignore", "ignore", "pipe"],
    env,
  });
  process.once("exit", () => child.kill());
  const ended = new Promise((resolve) => child.once("exit", resolve));
  /** @type {string} */
  const url = await new Promise((resolve, reject) => {
    let text = "";
    child.stderr.on("data", (chunk) => {
      text += chunk;
      const address = /listening on (\S+)/.exec(text)?.[1];
      if (address !== undefined) resolve(address);
    });
    child.once("exit", () => reject(new Error(text)));
  });
  /** Runs a subcommand, and returns what it prints. @param {string[]} args */
  const run = async (...args) => {
    const { stdout } = await runFile(process.execPath, [COLLECTOR_PROGRAM, ...args, "--data", data], { env });
    return stdout;
  };
  const readToken = () => readFileSync(join(data, "admin-token"), "utf8").trim();
  /** @param {string} name with its first brace, if it has labels */
  const readMetric = async (name) => {
    const headers = { Authorization: `Bearer ${readToken()}` };
    const response = await fetch(`${url}/metrics`, { headers });
    const lines = (await response.text()).split("\n").filter((line) => line.startsWith(name));
    return lines.reduce((sum, line) => sum + Number(line.split(" ").at(-1)), 0);
  };
  return {
    url,
    pid: child.pid ?? 0,
    /** Resolves when the process has ended, for whatever reason. */
    ended,
    run,
    readToken,
    readMetric,
    status: async () => JSON.parse(await run("status")),
    /** Adds the manifest of codeweaver-telemetry. */
    addManifest: (project = "default") => run("manifest", "add", PACKAGE_MANIFEST, "--project", project),
    rebuild: () => run("rebuild"),
    /** Waits until the index has everything. @param {AbortSignal} [signal] */
    async catchUp(signal) {
      for (;;) {
        const isOpen = (await readMetric("collector_index_open{")) === 1;
        if (isOpen && (await readMetric("collector_index_backlog_bytes{")) === 0) return;
        await sleep(POLL_MS, undefined, { signal });
      }
    },
    async stop() {
      child.kill("SIGTERM");
      await ended;
    },
  };
}
