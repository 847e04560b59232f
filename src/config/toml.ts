/** Parses TOML. It is a module of its own, so that the parser is loaded only when there is a settings file. */
import { parse } from "smol-toml";
import { MODULE_INSTANCE } from "../internal/lazy-module.js";

/** See `LazyModule`. */
export const moduleInstance = MODULE_INSTANCE;

/** @throws smol-toml's error for a text that is not TOML */
export function parseToml(text: string): Record<string, unknown> {
  return parse(text);
}
