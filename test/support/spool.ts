/** A program that captures three events, and the spool that it may leave in its home. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DIST } from "./run.js";

/** Returns the source text of the program. `end` follows when telemetry is ready. */
export function createProgram(end = ""): string {
  return `
    import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
    const telemetry = getTelemetryClient();
    for (let i = 0; i < 3; i++) telemetry.capture("e", { i });
    await telemetry.ready();
    console.log("ready");
    ${end}
  `;
}

export function getSpool(home: string): string {
  return join(home, ".data", "codeweaver", "telemetry", "spool");
}

/** Returns the contents of the spool's files. */
export function readSpool(home: string): string[] {
  const spool = getSpool(home);
  if (!existsSync(spool)) return [];
  return readdirSync(spool).map((file) => readFileSync(join(spool, file), "utf8"));
}

/** Counts the events in the spool. */
export function countSpooled(home: string): number {
  return readSpool(home).join("").split('"distinctId"').length - 1;
}
