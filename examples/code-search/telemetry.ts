/** Starts the demo's telemetry. It sends to a receiver in this process, to a collector, or to your PostHog project. */
import { createTelemetryClient, type TelemetryClient, type TelemetryOptions } from "codeweaver-telemetry";
import { type Receiver, startReceiver } from "codeweaver-telemetry/receiver";
import { type DemoCollector, startCollector } from "./collector.js";

const TOOL = "code-search-demo";

/** Variables that name the PostHog project to which the events are sent. */
const PROJECT_VARIABLES = [
  { name: "CODEWEAVER_POSTHOG_API_KEY", setting: "posthogApiKey" },
  { name: "CODEWEAVER__TELEMETRY__POSTHOG_HOST", setting: "posthogHost" },
  { name: "CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS", setting: "exitBudgetMs" },
] as const;

/** Turning CodeWeaver's telemetry off turns this demo's telemetry off as well. */
const OFF_VARIABLE = {
  name: "CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY",
  setting: "disableTelemetry",
} as const;

export interface DemoTelemetry {
  readonly telemetry: TelemetryClient;
  /** Undefined if the events are sent to a collector or a PostHog project. */
  readonly receiver: Receiver | undefined;
  readonly collector: DemoCollector | undefined;
  /** Describes where the events are sent. */
  readonly destination: string;
}

/** @throws Error if the collector does not start */
export async function startTelemetry({
  useCollector,
}: {
  readonly useCollector: boolean;
}): Promise<DemoTelemetry> {
  if (useCollector) {
    const collector = await startCollector();
    const destination = `a collector in another process, at ${collector.url}`;
    return { telemetry: createLocalClient(collector.url), receiver: undefined, collector, destination };
  }
  if (process.env.CODEWEAVER_POSTHOG_API_KEY) {
    // No notice is shown, because the person who names the project knows where the events are sent.
    const telemetry = createTelemetryClient(defineOptions(PROJECT_VARIABLES));
    return {
      telemetry,
      receiver: undefined,
      collector: undefined,
      destination: "the PostHog project of CODEWEAVER_POSTHOG_API_KEY",
    };
  }
  const receiver = await startReceiver({ flags: { new_reranker: "test" } });
  const destination = "a receiver inside this process";
  return { telemetry: createLocalClient(receiver.url), receiver, collector: undefined, destination };
}

function createLocalClient(url: string): TelemetryClient {
  return createTelemetryClient({
    ...defineOptions([]),
    posthogApiKey: "phc_local_demonstration",
    posthogHost: url, // nothing is sent to another machine, so no notice is shown
  });
}

/** No event is written to the disk, so the end of the session may wait until the events are sent. */
function defineOptions(variables: readonly (typeof PROJECT_VARIABLES)[number][]): TelemetryOptions {
  return {
    profile: { tool: TOOL, environment: [...variables, OFF_VARIABLE], defaults: { exitBudgetMs: 5000 } },
    spool: false,
  };
}
