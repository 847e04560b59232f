/** The telemetry of this demo: an identity of its own, and a receiver in this process unless you give a PostHog key. */
import { createTelemetryClient, type TelemetryClient, type TelemetryOptions } from "codeweaver-telemetry";
import { type Receiver, startReceiver } from "codeweaver-telemetry/receiver";

const TOOL = "code-search-demo";

/** Variables that set the PostHog project which gets the events. */
const PROJECT_VARIABLES = [
  { name: "CODEWEAVER_POSTHOG_API_KEY", setting: "posthogApiKey" },
  { name: "CODEWEAVER__TELEMETRY__POSTHOG_HOST", setting: "posthogHost" },
  { name: "CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS", setting: "exitBudgetMs" },
] as const;

/** A person who turned CodeWeaver's telemetry off has turned off this demo's, too. */
const OFF_VARIABLE = {
  name: "CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY",
  setting: "disableTelemetry",
} as const;

export interface DemoTelemetry {
  readonly telemetry: TelemetryClient;
  /** Undefined where the events are sent to a PostHog project. */
  readonly receiver: Receiver | undefined;
  /** Where the events are sent, in words. */
  readonly destination: string;
}

export async function openTelemetry(): Promise<DemoTelemetry> {
  if (process.env.CODEWEAVER_POSTHOG_API_KEY) {
    // Whoever names the project knows where the events are sent, so no notice comes first.
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
    posthogHost: receiver.url, // nothing leaves this machine, so no notice comes first
  });
  return { telemetry, receiver, destination: "a receiver inside this process" };
}

/** Nothing is kept on the disk, so the end of the session may wait until the events are sent. */
function defineOptions(variables: readonly (typeof PROJECT_VARIABLES)[number][]): TelemetryOptions {
  return {
    profile: { tool: TOOL, environment: [...variables, OFF_VARIABLE], defaults: { exitBudgetMs: 5000 } },
    spool: false,
  };
}
