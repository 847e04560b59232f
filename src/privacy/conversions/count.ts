/** Converts a value to COUNT. */
import { isContainer, measureContainer } from "./containers.js";

/** COUNT: the number of items; 1 for a value that is not a container, 0 for none. */
export function toCount(value: unknown): number {
  if (value === undefined || value === null) return 0;
  return isContainer(value) ? measureContainer(value) : 1;
}
