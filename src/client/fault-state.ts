/** Describes a fault of this package, which turns telemetry off and does not break the host. */
import { createOffState, type OffState } from "../consent/telemetry-state.js";
import { describeFileError, isSystemError } from "../internal/errors.js";
import { LIBRARY } from "../internal/package-info.js";

/** Returns the state after an error: the system could not read a file of this package, or a file of it is missing. */
export function createFaultState(error: unknown): OffState {
  if (!isSystemError(error)) return createOffState("not_installed", `a part of ${LIBRARY.name}`);
  const path: unknown = Reflect.get(Object(error), "path");
  const file = typeof path === "string" ? path : `a file of ${LIBRARY.name}`;
  return createOffState("unreadable_file", file, describeFileError(error));
}
