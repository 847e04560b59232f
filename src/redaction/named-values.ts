/** Classifies values by their key, for the sanitizer. Most keys name nothing sensitive, and then no detector is loaded. */
import { loadDetectors } from "./identifiable-info.js";
import { classifyKey, type KeyKind, mayHoldGeneratedValue } from "./sensitive-keys.js";

/** Returns the same as `classifyValueByKey`, without loading the detectors for most keys. */
export function classifyNamedValue(key: string, value: string | number): KeyKind | undefined {
  const mayBeSensitive =
    classifyKey(key) !== undefined || (typeof value === "string" && mayHoldGeneratedValue(key));
  return mayBeSensitive ? loadDetectors().classifyValueByKey(key, value) : undefined;
}
