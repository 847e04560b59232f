/** What surrounds a capture, whichever client makes it: the run of an agent, say, that an event belongs to. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Sealed } from "../envelope.js";

export interface CaptureScope {
  /** They ride on what is captured. */
  readonly tags: Sealed;
  /** Called with the UUID of each event that is queued. */
  readonly onCapture: (uuid: string) => void;
}

let storage: AsyncLocalStorage<CaptureScope | undefined> | undefined;

/** Undefined where nobody has set any; then it costs nothing to ask. */
export function getCaptureScope(): CaptureScope | undefined {
  return storage?.getStore();
}

/** For what `fn` captures, across its awaits. */
export function runInCaptureScope<T>(scope: CaptureScope | undefined, fn: () => T): T {
  if (scope === undefined && storage === undefined) return fn();
  storage ??= new AsyncLocalStorage();
  return storage.run(scope, fn);
}
