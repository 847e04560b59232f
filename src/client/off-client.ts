/** Implements a client that is off from its start. It counts the calls of its capture methods, and loads nothing. */
import type { OffState } from "../consent/telemetry-state.js";
import type { Json } from "../envelope.js";
import { bindMethods } from "../internal/bound-methods.js";
import type { ErrorMessages } from "../privacy/errors/error-messages-option.js";
import type { Tags } from "./base-client.js";
import { copyOptions } from "./caller-options.js";
import type { TelemetryClient } from "./client.js";
import type { ClientInternals } from "./client-internals.js";
import { Counters, type OnDropped } from "./counters.js";
import type { FlagOptions } from "./feature-flags.js";
import { RESOLVED, RESOLVED_FALSE } from "./resolved.js";
import type { TelemetryStats } from "./telemetry-stats.js";

export class OffClient implements TelemetryClient, ClientInternals {
  readonly errorMessages: ErrorMessages;
  readonly #state: OffState;
  readonly #counters: Counters;

  constructor(state: OffState, errorMessages: ErrorMessages, onDropped: OnDropped) {
    this.#state = state;
    this.errorMessages = errorMessages;
    this.#counters = new Counters(onDropped);
    bindMethods(this);
  }

  get enabled(): boolean {
    return false;
  }

  get state(): OffState {
    return this.#state;
  }

  ready(): Promise<void> {
    return RESOLVED;
  }

  startSession(): void {}

  setGroup(): void {}

  endSession(): Promise<void> {
    return RESOLVED;
  }

  withContext<T>(_tags: Tags, fn: () => T): T {
    return typeof fn === "function" ? fn() : fn; // callers in plain JavaScript
  }

  capture(): undefined {
    this.#countAndDrop();
  }

  captureException(): undefined {
    this.#countAndDrop();
  }

  captureFromEvent(): undefined {
    this.#countAndDrop();
  }

  captureWithSerialization(): undefined {
    this.#countAndDrop();
  }

  getFeatureFlag<F = undefined>(_key: string, options?: FlagOptions<F>): Promise<string | boolean | F> {
    return resolveFallback(options) as Promise<F>; // without a fallback F is undefined
  }

  isFeatureEnabled(_key: string, options?: FlagOptions<boolean>): Promise<boolean> {
    return options === undefined
      ? RESOLVED_FALSE
      : Promise.resolve((copyOptions(options).fallback ?? false) !== false);
  }

  getFeatureFlagPayload<F = undefined>(_key: string, options?: FlagOptions<F>): Promise<Json | F> {
    return resolveFallback(options) as Promise<F>; // without a fallback F is undefined
  }

  getAllFeatureFlags(): Promise<Record<string, string | boolean>> {
    return Promise.resolve({});
  }

  flush(): Promise<void> {
    return RESOLVED;
  }

  shutdown(): Promise<void> {
    return RESOLVED;
  }

  stats(): TelemetryStats {
    return this.#counters.getStats(0);
  }

  [Symbol.asyncDispose](): Promise<void> {
    return RESOLVED;
  }

  takeUnansweredNotice(): undefined {}

  observeRequests(): () => void {
    return () => {};
  }

  captureLater(capture: () => void): void {
    capture();
  }

  #countAndDrop(): void {
    this.#counters.captured++;
    this.#counters.countDropped("off");
  }
}

function resolveFallback<F>(options: FlagOptions<F> | undefined): Promise<F | undefined> {
  return options === undefined ? RESOLVED : Promise.resolve(copyOptions(options).fallback);
}
