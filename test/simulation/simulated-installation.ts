/** Simulates installations of a tool: the real client, with a home and a salt of its own and a clock that the test sets. */
import { existsSync, mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setEnvironmentData } from "node:worker_threads";
import { checkOptions } from "../../src/bootstrap/check-options.js";
import { startPipeline } from "../../src/bootstrap/start-pipeline.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { TelemetryClient } from "../../src/client/client.js";
import { PipelineClient } from "../../src/client/pipeline-client.js";

/** Creates a folder for the homes of many installations. Uses memory where the system offers it, which halves the time. */
export function createSimulationFolder(): string {
  const memory = "/dev/shm";
  return mkdtempSync(join(existsSync(memory) ? memory : tmpdir(), "telemetry-simulation-"));
}

export interface SimulatedInstallationOptions {
  /** A folder for its home. */
  readonly home: string;
  /** 64 hex digits. It is written before the first run, so that the variants of a simulation are the same each time. */
  readonly salt: string;
  readonly telemetry: TelemetryOptions & { readonly tool: string };
}

/** One installation. Its runs are one after another in this process, and each is like a process of its own. */
export class SimulatedInstallation {
  readonly #options: SimulatedInstallationOptions;

  constructor(options: SimulatedInstallationOptions) {
    this.#options = options;
    const { home, salt, telemetry } = options;
    const folder = join(home, telemetry.tool, "telemetry");
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    writeFileSync(join(folder, "salt"), salt, { mode: 0o600 });
  }

  /** Runs the tool once. @param now returns milliseconds since the epoch */
  async run(now: () => number, use: (telemetry: TelemetryClient) => unknown): Promise<void> {
    const { home, telemetry: options } = this.#options;
    process.env.XDG_DATA_HOME = home;
    process.env.XDG_CONFIG_HOME = join(home, "config");
    // The random id of the process, which src/config/identity.ts keeps there. A new process has none.
    setEnvironmentData(`codeweaver-telemetry identity of ${options.tool}`, undefined);
    const telemetry = createClientWithClock(options, now);
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
    warn: ignore,
    isTerminal: () => false,
    now,
  };
  const log = { warn: ignore, debug: ignore };
  const checked = checkOptions(options);
  return new PipelineClient({
    starter: (counters) => startPipeline(checked, { host, log }, counters),
    now,
    random: Math.random,
    errorMessages: "redacted",
    onOmission: ignore,
    onDropped: ignore,
  });
}
