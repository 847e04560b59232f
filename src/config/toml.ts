/** Parses TOML, in a module of its own that is loaded only if there is a settings file. */
import { parse } from "smol-toml";
import { MODULE_INSTANCE } from "../internal/lazy-module.js";

/** See `LazyModule`. */
export const moduleInstance = MODULE_INSTANCE;

/** @throws smol-toml's error for a text that is not TOML */
export function parseToml(text: string): Record<string, unknown> {
  return parse(text);
}
