// FIFOs, devices and links in place of the files and folders that the package keeps.
import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { BEHAVIOURS } from "../behaviours.mjs";
import { PATHS } from "../homes.mjs";
import { createDevice, createFifo, createLink, watchContent } from "../plant.mjs";
import { AT_ONCE_ITSELF, LATER } from "./words.mjs";

const FILES = {
  "the breaker's file": PATHS.breaker,
  "the lock": PATHS.lock,
  "a spool file": PATHS.spoolFile,
  "the request log": PATHS.requestLog,
  "the salt": PATHS.salt,
};
const FOLDERS = { "the spool": PATHS.spool, "the receipts": PATHS.receipts };

/** The reading or writing of these blocks, or never ends. */
const BLOCKING = { "a FIFO": createFifo, "a device": createDevice };

const mayCreateDevices = (() => {
  const path = join(tmpdir(), `telemetry-faults-device-${process.pid}`);
  const { status } = spawnSync("mknod", [path, "c", "1", "5"]);
  rmSync(path, { force: true });
  return status === 0;
})();

const blocking = Object.entries(BLOCKING).flatMap(([thing, create]) =>
  Object.entries(FILES).map(([place, locate]) => ({
    name: `${thing} in place of ${place}`,
    prepare: ({ home, host }) => create(locate(home, host)),
    skipped: create === createDevice && !mayCreateDevices ? "needs the right to create devices" : undefined,
    isQuick: create === createFifo && locate === PATHS.lock,
  })),
);

/** What a link leads to is not the package's, so it remains as it is. */
const links = [
  ...Object.entries(FILES).map((entry) => [...entry, "file"]),
  ...Object.entries(FOLDERS).map((entry) => [...entry, "folder"]),
].map(([place, locate, kind]) => ({
  name: `a link in place of ${place}`,
  prepare: ({ home, host }) => ({ check: watchContent(createLink(locate(home, host), home, kind)) }),
}));

/** Only failures are written to the breaker's file. */
const whileFailing = [...blocking, ...links]
  .filter(({ name }) => name.endsWith("the breaker's file"))
  .map((row) => ({
    ...row,
    name: `${row.name}, while the server fails`,
    behaviour: BEHAVIOURS[500],
    arrives: LATER,
  }));

const inline = blocking.map((row) => ({ ...row, how: "inline", isQuick: false }));

export const STRANGE_FILES = [...blocking, ...inline, ...links, ...whileFailing].map((row) => ({
  ...row,
  ends: AT_ONCE_ITSELF,
}));
