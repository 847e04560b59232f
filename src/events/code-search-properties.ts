/** Gathers what the events of code search need when they are captured. */

export { createSearchProperties } from "./search-properties.js";
export { SessionProperties } from "./session-properties.js";
export { SetupProperties } from "./setup-properties.js";
