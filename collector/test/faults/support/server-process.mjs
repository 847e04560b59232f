/** Runs `codeweaver-collector serve` as a process of its own, which a case can kill, stop and look into. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { sendCommand } from "../../../dist/cli/running-server.js";

const MAIN = fileURLToPath(new URL("../../../dist/cli/main.js", import.meta.url));
const START_TIMEOUT_MS = 30_000;
const STACK_TRACE = /^\s+at .+[:)]\d*/m;

/** Thrown if the process ends, or says nothing, before it listens. */
export class StartError extends Error {
  constructor(reason, exitCode, errors) {
    super(`the server did not start: ${reason}: ${errors.trim()}`);
    this.exitCode = exitCode;
    this.errors = errors;
  }
}

export function createFolder() {
  return mkdtempSync(join(tmpdir(), "collector-faults-"));
}

/** An index process may still be writing, until it has noticed that its server has ended. */
export function removeFolder(folder) {
  rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}

const running = new Set();

/** Returns the last lines that the servers of a case have written to stderr. */
export function listErrors() {
  return [...running].map(({ errors }) => errors.slice(-1500)).join("\n");
}

/** Kills the servers that a case has left. */
export async function killRemaining() {
  for (const server of running) if (!server.hasEnded) await server.kill();
  running.clear();
}

export class ServerProcess {
  #child;
  #folder;
  #errors = "";
  url = "";

  constructor(folder, { port = 0, nodeArgs = [], env = {}, settings = {} }) {
    this.#folder = folder;
    const variables = Object.entries(settings).map(([key, value]) => [`CODEWEAVER_COLLECTOR__${key}`, value]);
    this.#child = spawn(
      process.execPath,
      [...nodeArgs, MAIN, "serve", "--data", folder, "--port", String(port)],
      {
        cwd: dirname(folder),
        env: { PATH: process.env.PATH, HOME: dirname(folder), ...Object.fromEntries(variables), ...env },
        stdio: ["ignore", "ignore", "pipe"],
      },
    );
    running.add(this);
    this.#child.stderr.setEncoding("utf8").on("data", (text) => {
      this.#errors += text;
    });
  }

  /** Resolves when the server listens. @throws StartError */
  static async start(folder, options = {}) {
    const server = new ServerProcess(folder, options);
    const deadline = performance.now() + START_TIMEOUT_MS;
    while (server.url === "") {
      if (server.hasEnded) throw new StartError("it ended", server.#child.exitCode, server.#errors);
      if (performance.now() > deadline) throw new StartError("it said nothing", undefined, server.#errors);
      server.url = /^listening on (\S+)$/m.exec(server.#errors)?.[1] ?? "";
      if (server.url === "") await sleep(10);
    }
    return server;
  }

  get pid() {
    return this.#child.pid;
  }

  get port() {
    return Number(new URL(this.url).port);
  }

  get hasEnded() {
    return this.#child.exitCode !== null || this.#child.signalCode !== null;
  }

  /** What it has written to stderr. */
  get errors() {
    return this.#errors;
  }

  get hasStackTrace() {
    return STACK_TRACE.test(this.#errors);
  }

  /** The answer to the subcommand `status`. */
  readStatus() {
    return sendCommand(this.#folder, { command: "status" });
  }

  async kill() {
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await exited;
  }

  /** Sends SIGTERM. Returns the exit code, or the signal that ended it, and the milliseconds that it took. */
  async terminate() {
    if (this.hasEnded) return { code: this.#child.exitCode ?? this.#child.signalCode, durationMs: 0 };
    const start = performance.now();
    const exited = once(this.#child, "exit");
    this.#child.kill("SIGTERM");
    const [code, signal] = await exited;
    return { code: code ?? signal, durationMs: performance.now() - start };
  }

  /** Waits until the index is open and has everything that the journals have. */
  async waitUntilIndexed(timeoutMs = 60_000) {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const { projects = [] } = await this.readStatus().catch(() => ({}));
      const isReady = await this.isReady();
      if (isReady && projects.length > 0 && projects.every(({ backlogBytes }) => backlogBytes === 0)) return;
      if (this.hasEnded || performance.now() > deadline)
        throw new Error(
          `the index did not catch up: ${JSON.stringify(projects)} ${this.#errors.slice(-500)}`,
        );
      await sleep(50);
    }
  }

  async isReady() {
    const response = await fetch(`${this.url}/readyz`).catch(() => undefined);
    await response?.arrayBuffer();
    return response?.status === 200;
  }

  /** Returns the value of a metric, or undefined. */
  async readMetric(name) {
    const token = readFileSync(join(this.#folder, "admin-token"), "utf8").trim();
    const headers = { authorization: `Bearer ${token}` };
    const text = await (await fetch(`${this.url}/metrics`, { headers })).text();
    const line = text.split("\n").find((each) => each.startsWith(name));
    return line === undefined ? undefined : Number(line.split(" ").at(-1));
  }

  /** Returns the most memory that the process had at any time, in MiB (proc(5)). */
  readPeakMib() {
    const [, kib] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${this.pid}/status`, "utf8")) ?? [];
    return Math.round(Number(kib) / 1024);
  }
}
