/** Reads TOML, as smol-toml does; a file of its own, for a start without a settings file does not load it. */
import { COPY } from "../late.js";

export { parse } from "smol-toml";
export const copy = COPY;
