/** Simulates installations of a tool: the real client, with a home and a salt of its own and a clock that the test sets. */
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setEnvironmentData } from "node:worker_threads";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { startPipeline } from "../../src/bootstrap/start-pipeline.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { TelemetryClient } from "../../src/client/client.js";
import { PipelineClient } from "../../src/client/pipeline-client.js";
import type { ReceivedEvent } from "../../src/receiver/received-event.js";
import { startReceiver } from "../../src/receiver/receiver.js";

/** The place of one installation: a folder for its home, and the server that receives its events. */
export interface SimulatedPlace {
  readonly home: string;
  readonly url: string;
}

/** One installation, with the result of its simulation and what the server received of it. */
export interface SimulatedResult<T> {
  readonly result: T;
  readonly events: readonly ReceivedEvent[];
}

/** Simulates installations one after another. */
export async function simulateInstallations<T>(
  count: number,
  simulate: (place: SimulatedPlace) => Promise<T>,
): Promise<readonly SimulatedResult<T>[]> {
  await using receiver = await startReceiver();
  const memory = "/dev/shm"; // where the system offers it, a simulation takes half of the time
  const folder = mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), "telemetry-simulation-"));
  const results: SimulatedResult<T>[] = [];
  for (let index = 0; index < count; index++) {
    const before = receiver.events.length;
    const result = await simulate({ home: join(folder, String(index)), url: receiver.url });
    results.push({ result, events: receiver.events.slice(before) });
  }
  rmSync(folder, { recursive: true });
  return results;
}

export interface SimulatedInstallationOptions extends SimulatedPlace {
  /** 64 hex digits. It is written before the first run, so that the variants of a simulation are the same each time. */
  readonly salt: string;
  readonly telemetry: TelemetryOptions;
}

const TOOL = "mytool";

/** One installation. Its runs are one after another in this process, and each is like a process of its own. */
export class SimulatedInstallation {
  readonly #options: SimulatedInstallationOptions;

  constructor(options: SimulatedInstallationOptions) {
    this.#options = options;
    const { home, salt } = options;
    const folder = join(home, TOOL, "telemetry");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, "salt"), salt, { mode: 0o600 });
  }

  /** Runs the tool once. @param now returns milliseconds since the epoch */
  async run(now: () => number, use: (telemetry: TelemetryClient) => unknown): Promise<void> {
    const { home, url, telemetry: options } = this.#options;
    process.env.XDG_DATA_HOME = home;
    process.env.XDG_CONFIG_HOME = join(home, "config");
    // The random id of the process, which src/config/identity.ts keeps there. A new process has none.
    setEnvironmentData(`codeweaver-telemetry identity of ${TOOL}`, undefined);
    const telemetry = createClientWithClock({ ...options, tool: TOOL, posthogHost: url }, now);
    void telemetry.state; // reads the settings, before the environment is that of another installation
    await use(telemetry);
    await telemetry.shutdown();
  }
}

function createClientWithClock(options: TelemetryOptions, now: () => number): TelemetryClient {
  const ignore = () => {};
  const host = {
    env: process.env,
    print: ignore,
    printAsWritten: ignore,
    warnPerson: ignore,
    isTerminal: () => false,
    now,
  };
  const log = { warn: ignore, debug: ignore };
  const checked = checkOptions({ posthogApiKey: "phc_test", exitBudgetMs: 5000, ...options });
  return new PipelineClient({
    starter: (counters) => startPipeline(checked, { host, log, isShared: false }, counters),
    now,
    random: Math.random,
    errorMessages: "redacted",
    beforeCapture: undefined,
    onOmission: ignore,
    onDropped: ignore,
  });
}
