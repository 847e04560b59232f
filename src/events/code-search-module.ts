/** Loads the properties of the events of code search when one of them is captured. */
import { LazyModule } from "../internal/lazy-module.js";

export const codeSearchModule = new LazyModule<typeof import("./code-search-properties.js")>(
  "code-search-properties",
);
