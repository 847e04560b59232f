/** Registers sealed JSON that callers receive. A caller may capture it, and it is then sent as it is, because it is frozen. */
import type { Json } from "../../envelope.js";

let outputs = new WeakSet<object>();
let hasOutputs = false;

export function registerSealedOutput<J extends Json>(json: J): J {
  hasOutputs = true;
  remember(deepFreeze(json));
  return json;
}

function remember(json: Json): void {
  if (typeof json !== "object" || json === null) return;
  outputs.add(json);
  for (const item of Object.values(json)) remember(item);
}

export function isOwnSealedOutput(raw: object): boolean {
  return hasOutputs && outputs.has(raw);
}

/** From now on, earlier outputs are sanitized like any other value. */
export function forgetSealedOutputs(): void {
  outputs = new WeakSet();
}

/** Freezes JSON with all its parts, so that a caller who holds it cannot change it. */
export function deepFreeze<T extends Json>(json: T): T {
  if (typeof json === "object" && json !== null) for (const item of Object.values(json)) deepFreeze(item);
  return Object.freeze(json);
}
