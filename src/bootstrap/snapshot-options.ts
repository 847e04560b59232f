/** Takes an author's options as plain data, nested ones too, so that nothing of theirs runs later. */
import { copyOptions } from "../client/plain-options.js";
import type { TelemetryOptions } from "./telemetry-options.js";

export interface OptionsSnapshot {
  readonly options: TelemetryOptions;
  /** Why the options cannot be used, as a sentence: a getter or a Proxy of the host's threw. */
  readonly mistake: string | undefined;
}

/** Never throws. Options that are no object count as none. */
export function snapshotOptions(input: TelemetryOptions): OptionsSnapshot {
  const { profile, overrides, ...options } = copyOptions(input);
  try {
    const nested = {
      ...(profile !== undefined && { profile: copyDeep(profile) }),
      ...(overrides !== undefined && { overrides: copyDeep(overrides) }),
    };
    return { options: { ...options, ...nested }, mistake: undefined };
  } catch {
    return { options: {}, mistake: "option profile or overrides cannot be read" };
  }
}

/** A profile has rows of variables in a list, and defaults two levels below it. */
const MAX_DEPTH = 4;

/** Reads every property once. What is deeper than any option is kept as it is, and nobody reads it. */
function copyDeep<T>(value: T, depth = 0): T {
  if (typeof value !== "object" || value === null || depth > MAX_DEPTH) return value;
  if (Array.isArray(value)) return value.map((item) => copyDeep(item, depth + 1)) as T; // item by item, so of the same type
  const entries = Object.entries(value).map(([key, item]) => [key, copyDeep(item, depth + 1)]);
  return Object.fromEntries(entries);
}
