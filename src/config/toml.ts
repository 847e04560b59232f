/** Reads TOML, as smol-toml does; a file of its own, for a start without a settings file does not load it. */
import { parse } from "smol-toml";
import { MODULE_INSTANCE } from "../internal/lazy-module.js";

/** See `LazyModule`. */
export const moduleInstance = MODULE_INSTANCE;

/** @throws smol-toml's error where it is none */
export function parseToml(text: string): Record<string, unknown> {
  return parse(text);
}
