/** What surrounds a capture, whichever client makes it: the run of an agent, say, that an event belongs to. */
import { AsyncLocalStorage } from "node:async_hooks";
import type { Sealed } from "../envelope.js";

export interface Ambience {
  /** They ride on what is captured. */
  readonly tags: Sealed;
  /** Called with the UUID of each event that is queued. */
  readonly onCapture: (uuid: string) => void;
}

let storage: AsyncLocalStorage<Ambience | undefined> | undefined;

/** Undefined where nobody has set any; then it costs nothing to ask. */
export function ambience(): Ambience | undefined {
  return storage?.getStore();
}

/** For what `fn` captures, across its awaits. */
export function inAmbience<T>(given: Ambience | undefined, fn: () => T): T {
  if (given === undefined && storage === undefined) return fn();
  storage ??= new AsyncLocalStorage();
  return storage.run(given, fn);
}
