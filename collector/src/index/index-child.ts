/** Keeps the index process running: starts it, starts it again when it has failed, and replaces it. */
import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { SerialQueue } from "../internal/serial-queue.js";
import { type MessageFromIndex, type MessageToIndex, UNAVAILABLE_EXIT_CODE } from "./messages.js";

export interface ChildOptions {
  /** Called when a process is started, which has no message yet. */
  readonly onStarted: () => void;
  readonly onMessage: (message: MessageFromIndex) => void;
  /** Called before `onEnded` if the process has ended by itself. Another one is started after a pause. */
  readonly onFailed: (exitCode: number | null) => void;
  /** Called when the process has ended, or is told to end. */
  readonly onEnded: () => void;
}

const PROCESS_FILE = fileURLToPath(new URL("./index-process.js", import.meta.url));
const FIRST_RESTART_MS = 250;
const MAX_RESTART_MS = 30_000;
/** A process that has run for so long did not fail because of its start. */
const STABLE_MS = 60_000;
const CLOSE_TIMEOUT_MS = 3000;

export class IndexChild {
  readonly #options: ChildOptions;
  #process: ChildProcess | undefined;
  #restartMs = FIRST_RESTART_MS;
  #restartTimer: NodeJS.Timeout | undefined;
  #isClosing = false;
  /** Replacements of the process, one after the other, so that there is never more than one. */
  readonly #replacements = new SerialQueue();

  constructor(options: ChildOptions) {
    this.#options = options;
  }

  get pid(): number | undefined {
    return this.#process?.pid;
  }

  start(): void {
    clearTimeout(this.#restartTimer);
    const child = tryFork();
    if (child === undefined) return this.#restart(0, UNAVAILABLE_EXIT_CODE);
    this.#process = child;
    const startedAt = performance.now();
    child.on("message", this.#options.onMessage);
    child.on("error", () => {
      // With an id, a message could not be sent, so the process has ended or will. Without one, it has no exit.
      if (child.pid === undefined && child === this.#process) this.#restart(0, UNAVAILABLE_EXIT_CODE);
    });
    child.once("exit", (code) => this.#restart(performance.now() - startedAt, code));
    this.#options.onStarted();
  }

  /**
   * Sends a message, unless the process has ended. The next one is told everything.
   * @param onTaken called when the process has taken the message. It is not called for a process that was replaced.
   * @returns whether the message is being sent
   */
  send(message: MessageToIndex, onTaken?: () => void): boolean {
    const child = this.#process;
    if (!child?.connected) return false;
    child.send(message, () => {
      if (child === this.#process) onTaken?.();
    });
    return true;
  }

  /** @param change is made while no process runs */
  replace(change: () => void): Promise<void> {
    return this.#replacements.run(async () => {
      await this.#end();
      try {
        change();
      } finally {
        if (!this.#isClosing) this.start();
      }
    });
  }

  /** Ends the process after its current batch. */
  async close(): Promise<void> {
    this.#isClosing = true;
    await this.#replacements.waitUntilIdle();
    await this.#end();
  }

  /** Ends the process without starting another one. */
  async #end(): Promise<void> {
    clearTimeout(this.#restartTimer);
    const child = this.#process;
    this.#process = undefined;
    this.#options.onEnded();
    if (child === undefined || child.exitCode !== null || child.signalCode !== null) return;
    child.removeAllListeners("exit");
    const ended = new Promise<void>((resolve) => child.once("exit", () => resolve()));
    const timer = setTimeout(() => child.kill("SIGKILL"), CLOSE_TIMEOUT_MS); // the journal has what it had not indexed
    if (child.connected) child.disconnect();
    await ended;
    clearTimeout(timer);
  }

  #restart(ranMs: number, exitCode: number | null): void {
    this.#process = undefined;
    if (!this.#isClosing) this.#options.onFailed(exitCode);
    this.#options.onEnded();
    if (this.#isClosing) return;
    if (ranMs > STABLE_MS) this.#restartMs = FIRST_RESTART_MS;
    this.#restartTimer = setTimeout(() => this.start(), this.#restartMs);
    this.#restartMs = Math.min(MAX_RESTART_MS, this.#restartMs * 2);
  }
}

/** Returns undefined if the system has no memory for another process. Other failures are events of the child. */
function tryFork(): ChildProcess | undefined {
  try {
    return fork(PROCESS_FILE, { serialization: "advanced", stdio: ["ignore", "inherit", "inherit", "ipc"] });
  } catch {
    return undefined;
  }
}
