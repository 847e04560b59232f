/** `status` of a tool whose telemetry is off: the reason, and how to turn it on or repair it. */
import { it } from "vitest";
import { CHOICE, DISABLE, expectStatus, OPTED_IN, OPTED_OUT, type State } from "../support/tool-status.js";

const ENABLE = "To turn it on: mytool telemetry enable";

const STATES: Readonly<Record<string, State>> = {
  "not told": {
    answer: "off",
    reason: "mytool has not told you about it yet, so nothing is sent.",
    next: `${ENABLE}, or run mytool once on a terminal: it shows a notice, and events are sent from the next run on`,
    facts: ["sends to https://ph.example, when it is on"],
  },
  "not told in CI": {
    env: { CI: "1" },
    answer: "off",
    reason: "mytool has not told you about it yet, so nothing is sent.",
    next: `${ENABLE}, or set ${DISABLE}=false`,
  },
  "not told without a home folder": {
    env: { HOME: "", XDG_CONFIG_HOME: "", XDG_DATA_HOME: "" },
    answer: "off",
    reason: "mytool has not told you about it yet, so nothing is sent.",
    next: `To turn it on: set ${DISABLE}=false`,
    facts: ["data folder none: this account has no home folder"],
  },
  "DO_NOT_TRACK over an opt-in": {
    files: OPTED_IN,
    env: { DO_NOT_TRACK: "1" },
    answer: "off",
    reason: "DO_NOT_TRACK is set in the environment.",
    next: "To turn it on: unset DO_NOT_TRACK",
    facts: ["opted in on 2026-11-26 10:00 UTC, which has no effect for the reason above"],
  },
  "DO_NOT_TRACK and an opt-out": {
    files: OPTED_OUT,
    env: { DO_NOT_TRACK: "1" },
    answer: "off",
    reason: "DO_NOT_TRACK is set in the environment.",
    next: "To turn it on: unset DO_NOT_TRACK, then mytool telemetry enable",
  },
  "off by a variable": {
    env: { MYTOOL_TELEMETRY_DISABLED: "1" },
    answer: "off",
    reason: "MYTOOL_TELEMETRY_DISABLED in the environment turns it off.",
    next: "To turn it on: unset MYTOOL_TELEMETRY_DISABLED",
  },
  "off by a file": {
    files: { "mytool.toml": "[telemetry]\ndisable_telemetry = true" },
    answer: "off",
    reason: "~/mytool.toml [telemetry] turns it off.",
    next: "To turn it on: remove disable_telemetry from ~/mytool.toml [telemetry]",
  },
  "off by an option": {
    options: "disableTelemetry: true",
    answer: "off",
    reason: "The option disableTelemetry in mytool's own code turns it off.",
    next: "To turn it on: only the author can change this",
  },
  "opted out": { files: OPTED_OUT, answer: "off", reason: "You opted out on 2026-11-26.", next: ENABLE },
  "not opted in": {
    options: 'consent: "opt-in"',
    answer: "off",
    reason: "You have not opted in, and mytool sends nothing without that.",
    next: ENABLE,
  },
  "opted in to another policy": {
    files: OPTED_IN,
    options: 'consent: "opt-in", policyDate: "2026-12-01"',
    answer: "off",
    reason: "You opted in on 2026-11-26 to a data policy other than the current one (2026-12-01).",
    next: ENABLE,
  },
  "a damaged choice": {
    files: { [CHOICE]: "{" },
    answer: "off",
    reason: `Your saved choice (~/${CHOICE}) cannot be read (damaged), so it counts as an opt-out.`,
    next: "To repair it: mytool telemetry enable, or mytool telemetry disable",
  },
  "a damaged settings file": {
    files: { "mytool.toml": "[telemetry" },
    answer: "off",
    reason: "~/mytool.toml cannot be used: not TOML, from line 1 on.",
    next: "To repair it: repair or remove ~/mytool.toml",
    facts: ["settings files ~/mytool.toml (cannot be used)"],
  },
  "unknown settings": {
    files: { "mytool.toml": "[telemetry]\nbatch_sise = 1\nfoo = 2" },
    answer: "off",
    reason:
      "batch_sise in ~/mytool.toml [telemetry] is not a setting (did you mean batch_size?); foo in ~/mytool.toml [telemetry] is not a setting (docs/SETTINGS.md lists them).",
    next: "To repair it: correct or remove them",
  },
  "an invalid setting": {
    env: { MYTOOL__TELEMETRY__BATCH_SIZE: "many" },
    answer: "off",
    reason: "batch_size in MYTOOL__TELEMETRY__BATCH_SIZE is not a whole number from 1 to 2048.",
    next: "To repair it: correct or remove it",
  },
  "an invalid option": {
    options: 'policyDate: "never"',
    answer: "off",
    reason: "option policyDate is not a date, YYYY-MM-DD.",
    next: "To repair it: correct it in mytool's own code",
  },
  "no key": {
    options: "posthogApiKey: undefined",
    answer: "off",
    reason: "posthog_api_key is not set.",
    next: "To repair it: set posthog_api_key, for example by the variable MYTOOL__TELEMETRY__POSTHOG_API_KEY",
  },
  "a host without a key": {
    env: { MYTOOL__TELEMETRY__POSTHOG_HOST: "https://a.example" },
    answer: "off",
    reason:
      "posthog_api_key is not set, and must be set where posthog_host is (MYTOOL__TELEMETRY__POSTHOG_HOST).",
    next: "To repair it: set posthog_api_key, for example by the variable MYTOOL__TELEMETRY__POSTHOG_API_KEY",
  },
  "an unusable proxy": {
    files: OPTED_IN,
    env: { HTTPS_PROXY: "socks5://127.0.0.1:1" },
    answer: "off",
    reason: "The proxy in HTTPS_PROXY cannot be used.",
    next: "To repair it: set HTTPS_PROXY to an http:// or https:// proxy, or set NO_PROXY",
  },
};

it.each(Object.entries(STATES))("status explains why telemetry is off: %s", (_, state) =>
  expectStatus(state),
);
