// The environment of a measured process. It holds none of this machine's settings, and has a home folder of its own.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/**
 * Returns the variables of a measured process. DO_NOT_TRACK, CI and the settings of whoever runs the benches are not
 * among them, because each of them changes what telemetry does.
 */
export function createEnvironment(home, variables = {}) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "data"),
    ...variables,
  };
}

/** The settings with which the process's own client sends its events to a host, from the first run on. */
export const createSettings = (host) => ({
  CODEWEAVER_POSTHOG_API_KEY: "phc_bench",
  CODEWEAVER__TELEMETRY__POSTHOG_HOST: host,
  CODEWEAVER__TELEMETRY__DISABLE_TELEMETRY: "false",
});

let homeCount = 0;

/** Creates a folder within the bench's own home, which main.mjs removes. */
export function createHome() {
  const home = join(process.env.HOME, `home-${process.pid}-${homeCount++}`);
  mkdirSync(home);
  return home;
}
