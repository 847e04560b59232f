/** A clock that tests set. */
import { vi } from "vitest";

/** Replaces timers and clocks. `setImmediate` is real, because it waits for input and not for a time. */
export function useFakeClock(): void {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "Date", "performance"] });
}
