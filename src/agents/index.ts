/**
 * Captures the four events of agent platforms: system, usage, performance and errors.
 *
 * @module codeweaver-telemetry/agents
 */

import { createTelemetryClient } from "../bootstrap/create-client.js";
import type { TelemetryOptions } from "../bootstrap/telemetry-options.js";
import { type BaseClient, isTelemetryClient } from "../client/base-client.js";
import { copyOptions } from "../client/caller-options.js";
import { getClientInternals } from "../client/client-internals.js";
import { AgentUsageEvent, type Details, PerformanceEvent, SystemInfoEvent } from "../events/agent-events.js";
import { ErrorEvent } from "../events/error-event.js";
import type { TelemetryEvent } from "../events/telemetry-event.js";
import { bindMethods } from "../internal/bound-methods.js";

export type { Details } from "../events/agent-events.js";

/** Clients that have captured `system_info`, which is captured once for each. */
const clientsWithSystemInfo = new WeakSet<BaseClient>();

/**
 * Captures the events of an agent platform, for a plain HTTP endpoint or for PostHog. The methods never throw. They return
 * the event's UUID, or undefined if it was dropped.
 *
 * @example
 * await using agents = new AgentTelemetry({ tool: "myplatform", endpoint: "https://telemetry.example.com/events" });
 * agents.trackAgentUsage("backend-developer", "discover", { duration_ms: 150, success: true });
 */
export class AgentTelemetry implements AsyncDisposable {
  /** The client that captures and delivers, for its `state`, `stats()` and `endSession()`. */
  readonly client: BaseClient;

  /**
   * @param clientOrOptions a client, or the options of a new one, whose profile is Mycelium's unless they name another.
   * @default {}
   *
   * @example
   * const agents = new AgentTelemetry({ endpoint: "https://telemetry.example.com/events" });
   */
  constructor(clientOrOptions: BaseClient | TelemetryOptions = {}) {
    this.client = isTelemetryClient(clientOrOptions)
      ? clientOrOptions
      : createTelemetryClient({ profile: "mycelium", ...copyOptions(clientOrOptions) });
    bindMethods(this);
    this.trackSystemInfo();
  }

  /**
   * Captures `agent_usage`: an agent was used.
   * @param agentId sent as a keyed hash
   * @param operation one word, such as `discover`
   * @param metadata numbers, booleans and single words
   *
   * @example
   * const agents = new AgentTelemetry();
   * agents.trackAgentUsage("backend-developer", "discover", { duration_ms: 150, success: true });
   */
  trackAgentUsage<D extends Details<keyof D>>(
    agentId: string,
    operation: string,
    metadata?: D,
  ): string | undefined {
    return this.#track(() => new AgentUsageEvent(agentId, operation, metadata));
  }

  /**
   * Captures `performance`: one measured number.
   * @param name one word, such as `query_latency`
   * @param value a finite number. An event with any other value is dropped as `invalid_event`.
   * @param unit such as `ms`, `seconds`, `MB`, `%` or `count`. An unknown unit is sent as `other`.
   * @param tags numbers, booleans and single words
   *
   * @example
   * const agents = new AgentTelemetry();
   * agents.trackPerformance("query_latency", 123.45, "ms", { cached: false });
   */
  trackPerformance<D extends Details<keyof D>>(
    name: string,
    value: number,
    unit: string,
    tags?: D,
  ): string | undefined {
    return this.#track(() => new PerformanceEvent(name, value, unit, tags));
  }

  /**
   * Captures `error`: an operation failed. Message and stack are sanitized as by `sealError`. With the option
   * `errorMessages: "none"` the message is not sent.
   * @param type the name of the error's class
   * @param stack `error.stack`, as Node writes it. Any other text is not sent.
   *
   * @example
   * const agents = new AgentTelemetry();
   * const error = new TypeError("no such agent");
   * agents.trackError(error.name, error.message, error.stack);
   */
  trackError(type: string, message: string, stack?: string): string | undefined {
    return this.#track(() => {
      const { errorMessages } = getClientInternals(this.client);
      return new ErrorEvent({ type, message, stack, errorMessages });
    });
  }

  /**
   * Captures `system_info`: operating system and runtime. The constructor calls it, and only the first call for a client has an
   * effect. So another call is needed only if telemetry was turned on later.
   *
   * @example
   * const agents = new AgentTelemetry();
   * agents.trackSystemInfo();
   */
  trackSystemInfo(): string | undefined {
    if (clientsWithSystemInfo.has(this.client)) return undefined;
    const uuid = this.#track(() => new SystemInfoEvent());
    if (uuid !== undefined) clientsWithSystemInfo.add(this.client);
    return uuid;
  }

  /**
   * Delivers queued events within `exit_budget_ms`. Later events are dropped as `shut_down`. Never rejects.
   *
   * @example
   * const agents = new AgentTelemetry();
   * await agents.shutdown();
   */
  shutdown(): Promise<void> {
    return this.client.shutdown();
  }

  /** Ends the session of the client, at the end of a block with `await using`. */
  [Symbol.asyncDispose](): Promise<void> {
    return this.client.endSession();
  }

  /** @param create creates the event, and is called only if telemetry may be on */
  #track(create: () => TelemetryEvent): string | undefined {
    return this.client.captureFromEvent({ toPosthogEvent: () => create().toPosthogEvent() });
  }
}
