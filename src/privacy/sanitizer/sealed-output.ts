/** Sealed JSON that a caller was given, and may hand back to be captured: it is known by itself, and cannot be changed. */
import type { Json } from "../../envelope.js";
import { freeze } from "./freeze.js";

let known = new WeakSet<object>();
let areThereAny = false;

export function handOut<J extends Json>(json: J): J {
  areThereAny = true;
  remember(freeze(json));
  return json;
}

function remember(json: Json): void {
  if (typeof json !== "object" || json === null) return;
  known.add(json);
  for (const item of Object.values(json)) remember(item);
}

export function isOwnSealedOutput(raw: object): boolean {
  return areThereAny && known.has(raw);
}

/** What was handed out until now is treated like any other value of the host's. */
export function forgetHandedOut(): void {
  known = new WeakSet();
}
