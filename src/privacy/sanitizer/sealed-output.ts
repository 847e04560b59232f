/** Sealed JSON that a caller was given, and may hand back to be captured: it is known by itself, and cannot be changed. */
import type { Json } from "../../envelope.js";
import { deepFreeze } from "./deep-freeze.js";

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

/** What was handed out until now is treated like any other value of the host's. */
export function forgetSealedOutputs(): void {
  outputs = new WeakSet();
}
