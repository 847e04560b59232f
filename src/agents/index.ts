/** Telemetry for agent platforms: `codeweaver-telemetry/agents`, four events by one call each. */

import { createTelemetryClient } from "../bootstrap/create-client.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import type { TelemetryClient } from "../client/client.js";
import { isTelemetryClient } from "../client/is-client.js";
import { copyOptions } from "../client/plain-options.js";
import {
  AgentUsageEvent,
  type Details,
  ErrorEvent,
  PerformanceEvent,
  SystemInfoEvent,
} from "../events/agent-events.js";

export type { Details } from "../events/agent-events.js";

/** Clients that have told what they run on. */
const clientsWithSystemInfo = new WeakSet<TelemetryClient>();

/**
 * Each returns the event's UUID, or undefined where it was not queued. None throws. To a plain endpoint
 * (`createTelemetryClient({ profile: "mycelium" })`) and to PostHog they are the same events.
 */
export class AgentTelemetry implements AsyncDisposable {
  /** What captures and delivers: its `stats()`, its `state`, its `endSession()`. */
  readonly client: TelemetryClient;

  /**
   * @param clientOrOptions a client, or the options of a new one. By default, and where the options give no profile, the
   * client is Mycelium's.
   *
   * @example
   * const agents = new AgentTelemetry({ endpoint: "https://telemetry.example.com/events" });
   */
  constructor(clientOrOptions: TelemetryClient | TelemetryOptions = {}) {
    this.client = isTelemetryClient(clientOrOptions)
      ? clientOrOptions
      : createTelemetryClient({ profile: "mycelium", ...copyOptions(clientOrOptions) });
  }

  /** @param agentId leaves as its keyed hash @param operation a word, such as `discover` */
  trackAgentUsage(agentId: string, operation: string, metadata?: Details): string | undefined {
    return this.#track(() => new AgentUsageEvent(agentId, operation, metadata));
  }

  /** @param name a word, such as `query_latency` @param unit `ms`, `s`, `bytes`, `count` …; an unknown one is `other` */
  trackPerformance(name: string, value: number, unit: string, tags?: Details): string | undefined {
    return this.#track(() => new PerformanceEvent(name, value, unit, tags));
  }

  /**
   * What is sent of message and stack is what `sealError` returns of them. With the option `errorMessages: "none"` the
   * message is not sent.
   */
  trackError(type: string, message: string, stack?: string): string | undefined {
    return this.#track(() => new ErrorEvent(type, message, stack, this.client.errorMessages));
  }

  /** Once, however often it is called. */
  trackSystemInfo(): string | undefined {
    if (clientsWithSystemInfo.has(this.client)) return undefined;
    const uuid = this.#track(() => new SystemInfoEvent());
    if (uuid !== undefined) clientsWithSystemInfo.add(this.client);
    return uuid;
  }

  /** Delivers what is queued, within the exit budget, and captures nothing from then on. Never rejects. */
  shutdown(): Promise<void> {
    return this.client.shutdown();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.shutdown();
  }

  #track(make: () => Parameters<TelemetryClient["captureFromEvent"]>[0]): string | undefined {
    // Where telemetry is off nothing is made, nor hashed.
    return this.client.captureFromEvent({ toPosthogEvent: () => make().toPosthogEvent() });
  }
}
