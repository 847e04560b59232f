// Long lines: a TLS server behind a line that delays each direction, and a program that awaits `shutdown()`.
import { NO_HOME, PATHS } from "../homes.mjs";
import { writeIn } from "../plant.mjs";
import { EXIT_BUDGET_MS } from "../programs.mjs";
import { isNode } from "../run.mjs";
import { CERTIFICATE } from "../server.mjs";
import { AFTER_ANSWER, combine, ONE_BATCH, WITHIN_BUDGET } from "./words.mjs";

const CERTIFIED = { NODE_EXTRA_CA_CERTS: CERTIFICATE };

const lines = [50, 100, 200, 250].map((roundTripMs) => ({
  name: `TLS, a round trip of ${roundTripMs} ms`,
  server: { tls: true, roundTripMs },
  how: "await shutdown()",
  ends: AFTER_ANSWER,
}));

/** Without a spool nothing is kept, so the process waits for the answer. */
const WITHOUT_SPOOL = [
  { where: "no home folder", env: CERTIFIED, home: NO_HOME },
  {
    where: "a file in place of the spool",
    env: CERTIFIED,
    prepare: ({ home }) => writeIn(PATHS.spool(home), ""),
  },
];
const ALSO_WITHOUT_SPOOL = [
  { where: "no spool by its setting", env: { ...CERTIFIED, CODEWEAVER__TELEMETRY__SPOOL: "false" } },
  { where: "in CI", env: { ...CERTIFIED, CI: "true" } },
];

/** The server stores the events half a round trip before the program knows it. */
const SHUT_DOWN_AND_COUNT = `
  await telemetry.shutdown();
  const { captured, sent } = telemetry.stats();
  if (sent < captured) process.stderr.write(captured - sent + " events are not known to be sent");`;

export const LONG_LINES = [
  ...[...combine(lines, WITHOUT_SPOOL), ...combine(lines.slice(-1), ALSO_WITHOUT_SPOOL)].map((row) => ({
    ...row,
    program: { end: SHUT_DOWN_AND_COUNT },
  })),
  ...lines.map((row) => ({
    ...row,
    where: "with a spool",
    env: CERTIFIED,
    ends: WITHIN_BUDGET,
    // The handshake and the answer take two round trips. A child process sends the rest.
    twice: 2 * row.server.roundTripMs < EXIT_BUDGET_MS ? 0 : ONE_BATCH,
  })),
].map(({ where, ...row }) => ({
  ...row,
  name: `${row.name}, ${where}`,
  skipped: isNode ? undefined : "is measured with Node only", // the control is a request of node:https
  isQuick: row.server.roundTripMs === 200 && where === "no home folder",
}));
