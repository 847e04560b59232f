/** Provides scopes, in which the events of all clients get the same tags. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Sealed } from "../envelope.js";

/** A piece of work in which several clients may capture, such as the run of an agent. */
export interface CaptureScope {
  /** Tags for all events that are captured in the scope. */
  readonly tags: Sealed;
  /** Called with the UUID of each event that is queued. */
  readonly onCapture: (uuid: string) => void;
}

let scopeStorage: AsyncLocalStorage<CaptureScope | undefined> | undefined;

/** Returns the scope of the calling code. The storage is created with the first scope, so a process without scopes pays nothing. */
export function getCaptureScope(): CaptureScope | undefined {
  return scopeStorage?.getStore();
}

/** Runs `fn`, and everything that it awaits, in a scope. With `undefined` it runs without one. */
export function runInCaptureScope<T>(scope: CaptureScope | undefined, fn: () => T): T {
  if (scope === undefined && scopeStorage === undefined) return fn();
  scopeStorage ??= new AsyncLocalStorage();
  return scopeStorage.run(scope, fn);
}
