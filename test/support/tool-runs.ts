/** Runs a tool in a home of its own, at times that the test sets, with a receiver for its events. */
import { join } from "node:path";
import { expect, onTestFinished, vi } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import type { TelemetryOptions } from "../../src/bootstrap/telemetry-options.js";
import type { TelemetryClient } from "../../src/client/client.js";
import { type Receiver, startReceiver } from "../../src/receiver/receiver.js";
import type { ReceiverOptions } from "../../src/receiver/receiver-options.js";
import { createTempFolder } from "./run.js";

/** The properties that every report has, besides its own. */
export const REPORT_PROPERTIES = {
  tool: "mytool",
  tool_version: "1.4.0",
  runtime: "node",
  runtime_version: expect.any(Number),
  platform: process.platform,
  arch: process.arch,
  is_ci: false,
  $lib: "codeweaver-telemetry",
  $lib_version: expect.any(String),
  $process_person_profile: false,
  $geoip_disable: true,
  $ip: null,
  $ignore_sent_at: true,
};

export interface ToolRuns {
  readonly receiver: Receiver;
  /** The tool's data folder. */
  readonly data: string;
  /** Creates a client, as each run of the tool does. */
  createClient(options?: TelemetryOptions): TelemetryClient;
  /** Runs the tool once, with one session. */
  run(use: (telemetry: TelemetryClient) => unknown, options?: TelemetryOptions): Promise<void>;
}

export async function createToolRuns(receiverOptions: ReceiverOptions = {}): Promise<ToolRuns> {
  const receiver = await startReceiver(receiverOptions);
  const home = createTempFolder();
  vi.stubEnv("XDG_DATA_HOME", home);
  vi.stubEnv("XDG_CONFIG_HOME", join(home, "config"));
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    vi.useRealTimers();
    await receiver.close();
  });
  const createClient = (options: TelemetryOptions = {}) =>
    createTelemetryClient({
      tool: "mytool",
      version: "1.4.0",
      posthogApiKey: "phc_test",
      posthogHost: receiver.url,
      exitBudgetMs: 5000,
      ...options,
    });
  return {
    receiver,
    data: join(home, "mytool", "telemetry"),
    createClient,
    async run(use, options) {
      const telemetry = createClient(options);
      await use(telemetry);
      await telemetry.shutdown();
    },
  };
}

/** Sets the clock of this process, and of the clients that are created in it. */
export function setClock(time: string | number): void {
  vi.useFakeTimers({ toFake: ["Date"], now: new Date(time) });
}
