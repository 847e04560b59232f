/** Starts the demo's telemetry. It sends to a receiver in this process, or to your PostHog project if you give a key. */
import { createTelemetryClient, type TelemetryClient, type TelemetryOptions } from "codeweaver-telemetry";
import { type Receiver, startReceiver } from "codeweaver-telemetry/receiver";

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
  /** Undefined if the events are sent to a PostHog project. */
  readonly receiver: Receiver | undefined;
  /** Describes where the events are sent. */
  readonly destination: string;
}

export async function startTelemetry(): Promise<DemoTelemetry> {
  if (process.env.CODEWEAVER_POSTHOG_API_KEY) {
    // No notice is shown, because the person who names the project knows where the events are sent.
    const telemetry = createTelemetryClient(defineOptions(PROJECT_VARIABLES));
    return {
      telemetry,
      receiver: undefined,
      destination: "the PostHog project of CODEWEAVER_POSTHOG_API_KEY",
    };
  }
  const receiver = await startReceiver({ flags: { new_reranker: "test" } });
  const telemetry = createTelemetryClient({
    ...defineOptions([]),
    posthogApiKey: "phc_local_demonstration",
    posthogHost: receiver.url, // nothing is sent to another machine, so no notice is shown
  });
  return { telemetry, receiver, destination: "a receiver inside this process" };
}

/** No event is written to the disk, so the end of the session may wait until the events are sent. */
function defineOptions(variables: readonly (typeof PROJECT_VARIABLES)[number][]): TelemetryOptions {
  return {
    profile: { tool: TOOL, environment: [...variables, OFF_VARIABLE], defaults: { exitBudgetMs: 5000 } },
    spool: false,
  };
}
