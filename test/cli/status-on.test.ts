/** `status` of a tool whose telemetry is on: the reason, and how to turn it off. */
import { it } from "vitest";
import { CHOICE, DISABLE, expectStatus, OPTED_IN, OPTED_OUT, type State } from "../support/tool-status.js";

const TOLD = {
  ".config/mytool/telemetry-notice.json": '{"policy":"2026-11-28","date":"2026-11-25T10:00:00Z"}',
};
const TURN_OFF = "To turn it off: mytool telemetry disable";

const STATES: Readonly<Record<string, State>> = {
  "by an opt-in": { files: OPTED_IN, answer: "on", reason: "You opted in on 2026-11-26.", next: TURN_OFF },
  "by an earlier notice": {
    files: TOLD,
    answer: "on",
    reason: "mytool showed you its notice, and you have not opted out.",
    next: TURN_OFF,
  },
  "by a destination on this machine": {
    options: 'posthogHost: "http://127.0.0.1:9"',
    answer: "on",
    reason: "Events are sent to this machine only, which needs no notice, and you have not opted out.",
    next: TURN_OFF,
  },
  "by a destination that the person named": {
    env: { MYTOOL__TELEMETRY__POSTHOG_HOST: "https://a.example", MYTOOL_POSTHOG_API_KEY: "phc_y" },
    answer: "on",
    reason: "You named the server to send to (MYTOOL_POSTHOG_API_KEY), and have not opted out.",
    next: TURN_OFF,
  },
  "by a variable": {
    env: { MYTOOL_TELEMETRY: "1" },
    answer: "on",
    reason: "MYTOOL_TELEMETRY in the environment turns it on.",
    next: TURN_OFF,
  },
  "by a variable over an opt-out": {
    files: OPTED_OUT,
    env: { [DISABLE]: "false" },
    answer: "on",
    reason: `${DISABLE} in the environment turns it on.`,
    next: `To turn it off: unset ${DISABLE}, then mytool telemetry disable`,
    facts: [`your choice opted out on 2026-11-26 10:00 UTC, which ${DISABLE} overrides (~/${CHOICE})`],
  },
  "without a notice": {
    options: 'consent: "opt-out-immediately"',
    answer: "on",
    reason:
      'The author of mytool has chosen to send events before you are told (consent: "opt-out-immediately"). The next run on a terminal shows a notice.',
    next: TURN_OFF,
  },
  "and prints events": {
    options: "dryRun: true",
    answer: "on",
    reason: "Events are printed to stderr and not sent, because dry_run is true (option dryRun).",
    next: TURN_OFF,
    facts: ["sends to stderr"],
  },
  "with an untrusted project's file": {
    files: { ...OPTED_IN, "mytool.toml": "[telemetry]\nbatch_size = 5" },
    answer: "on",
    reason: "You opted in on 2026-11-26.",
    next: TURN_OFF,
    facts: ["ignored batch_size in ~/mytool.toml, because this file is not trusted (mytool telemetry trust "],
  },
};

it.each(Object.entries(STATES))("status explains why telemetry is on %s", (_, state) => expectStatus(state));
