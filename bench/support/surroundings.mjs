// What a measured process finds around itself: nothing of this machine's settings, and a home of its own.
import { mkdirSync } from "node:fs";
import { join } from "node:path";

/** No DO_NOT_TRACK, no CI, no settings of whoever runs the benches: each changes what telemetry does. */
export function cleanEnvironment(home, more = {}) {
  return {
    PATH: process.env.PATH,
    HOME: home,
    XDG_CONFIG_HOME: join(home, "config"),
    XDG_DATA_HOME: join(home, "data"),
    ...more,
  };
}

let homes = 0;

/** A new folder within the bench's own home, which main.mjs removes. */
export function newHome() {
  const home = join(process.env.HOME, `home-${process.pid}-${homes++}`);
  mkdirSync(home);
  return home;
}
