/** Parses the arguments of `npm run community`. */
import { parseArgs } from "node:util";

export const USAGE = `npm run community [-- OPTIONS]
  --events N          events of simulated installations (1000000)
  --installations N   installations of the real client, each a process (200)
  --port N            port of the collector (a free one)
  --once              end after printing where to look; without it, the collector runs until Ctrl+C`;

/** The arguments cannot be used. */
export class UsageError extends Error {}

const MAX_EVENTS = 100_000_000;
const MAX_INSTALLATIONS = 10_000;
const MAX_PORT = 65_535;

/** @param {string[]} args */
export function parseOptions(args) {
  const { values } = parse(args);
  return {
    events: parseCount("events", values.events, MAX_EVENTS),
    installations: parseCount("installations", values.installations, MAX_INSTALLATIONS),
    port: parseCount("port", values.port, MAX_PORT),
    once: values.once,
    help: values.help,
  };
}

/** @param {string[]} args */
function parse(args) {
  try {
    return parseArgs({
      args,
      options: {
        events: { type: "string", default: "1000000" },
        installations: { type: "string", default: "200" },
        port: { type: "string", default: "0" },
        once: { type: "boolean", default: false },
        help: { type: "boolean", default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** @param {string} name @param {string} text @param {number} max */
function parseCount(name, text, max) {
  const count = /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN;
  if (count <= max) return count;
  throw new UsageError(`--${name} ${text} is not a whole number from 0 to ${max}`);
}
