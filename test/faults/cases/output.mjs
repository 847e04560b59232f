// Closed streams, and connections that remain open.
import { setTimeout as delay } from "node:timers/promises";
import { CERTIFICATE } from "../server.mjs";
import { combine, NEVER, UNTIMED } from "./words.mjs";

/** Closes a stream before the program starts, as `2>&-` in a shell does. */
const close = (redirection) => ["sh", "-c", `exec "$@" ${redirection}`, "sh"];
const DRY_RUN = { CODEWEAVER__TELEMETRY__DRY_RUN: "true" };

const closed = combine(
  [
    { name: "stderr is closed", wrapper: close("2>&-") },
    { name: "stdout is closed", wrapper: close("1>&-"), program: { says: "stderr" } },
    { name: "stdout and stderr have no reader any more", hangsUp: true },
    { name: "stderr is full", wrapper: close("2>/dev/full") },
  ],
  [{ how: "child" }, { how: "child, await endSession()" }],
);

/** With `dry_run`, events are printed to stderr and not sent. */
const dryRun = combine(
  [
    { name: "dry_run, and stderr is closed", wrapper: close("2>&-") },
    { name: "dry_run, and stderr has no reader any more", hangsUp: true, isQuick: true },
    { name: "dry_run, and stderr is full", wrapper: close("2>/dev/full") },
  ],
  [{ how: "child" }, { how: "await shutdown()" }],
).map((row) => ({ ...row, env: DRY_RUN, arrives: NEVER, ends: UNTIMED }));

/** The program shuts down, says that it did, and continues for a while. */
const openSockets = [
  { name: "no connection is open after shutdown()" },
  {
    name: "no connection is open after shutdown(), with TLS",
    server: { tls: true },
    env: { NODE_EXTRA_CA_CERTS: CERTIFICATE },
  },
].map((row) => ({
  ...row,
  how: "inline",
  program: { after: "await telemetry.shutdown();", end: "await sleep(500);" },
  ends: UNTIMED,
  whenDone: async ({ server }) => {
    await delay(200);
    const { openSocketCount: count } = server;
    return count === 0 ? undefined : `${count} connections are open`;
  },
}));

export const OUTPUT = [...closed, ...dryRun, ...openSockets];
