/** The first three lines of `status` in every state: the answer, the reason, and what a person can do next. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { getSharedFilePaths } from "../../src/delivery/sender-process.js";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import { createReceiverEnv, runCli, unwrap } from "../support/cli.js";
import { createTempFolder, DIST, runProgram } from "../support/run.js";

const CHOICE = ".config/mytool/telemetry-choice.json";
const DISABLE = "MYTOOL__TELEMETRY__DISABLE_TELEMETRY";
const OPTED_IN = { [CHOICE]: '{"telemetry":"enabled","date":"2026-11-26T10:00:00Z","policy":"2026-11-26"}' };
const OPTED_OUT = { [CHOICE]: '{"telemetry":"disabled","date":"2026-11-26T10:00:00Z"}' };
const TOLD = {
  ".config/mytool/telemetry-notice.json": '{"policy":"2026-11-26","date":"2026-11-25T10:00:00Z"}',
};

interface State {
  readonly files?: Readonly<Record<string, string>>;
  readonly env?: Readonly<Record<string, string>>;
  /** The author's options, as source text, beside the tool's name, its key and its host. */
  readonly options?: string;
  readonly answer: "on" | "off";
  readonly reason: string;
  readonly next: string;
  /** Texts that must be in the rest of the report. */
  readonly facts?: readonly string[];
}

/** Runs `mytool telemetry …` as a person would, in a home with the given files. */
async function runToolStatus(
  args: readonly string[],
  { files = {}, env = {}, options = "" }: Partial<State>,
) {
  const home = createTempFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(home, name)), { recursive: true });
    writeFileSync(join(home, name), text);
  }
  const program = `
    import { runTelemetryCli } from ${JSON.stringify(join(DIST, "cli", "index.js"))};
    process.exitCode = await runTelemetryCli(${JSON.stringify(args)}, {
      tool: "mytool", command: "mytool telemetry", posthogApiKey: "phc_x", posthogHost: "https://ph.example", ${options} });`;
  return runProgram(program, { home, env: { CI: "", ...env } });
}

const TURN_OFF = "To turn it off: mytool telemetry disable";
const ENABLE = "To turn it on: mytool telemetry enable";

const STATES: Readonly<Record<string, State>> = {
  "on by an opt-in": { files: OPTED_IN, answer: "on", reason: "You opted in on 2026-11-26.", next: TURN_OFF },
  "on by an earlier notice": {
    files: TOLD,
    answer: "on",
    reason: "mytool showed you its notice, and you have not opted out.",
    next: TURN_OFF,
  },
  "on by a destination on this machine": {
    options: 'posthogHost: "http://127.0.0.1:9"',
    answer: "on",
    reason: "Events are sent to this machine only, which needs no notice, and you have not opted out.",
    next: TURN_OFF,
  },
  "on by a destination that the person named": {
    env: { MYTOOL__TELEMETRY__POSTHOG_HOST: "https://a.example", MYTOOL_POSTHOG_API_KEY: "phc_y" },
    answer: "on",
    reason: "You named the server to send to (MYTOOL_POSTHOG_API_KEY), and have not opted out.",
    next: TURN_OFF,
  },
  "on by a variable": {
    env: { MYTOOL_TELEMETRY: "1" },
    answer: "on",
    reason: "MYTOOL_TELEMETRY in the environment turns it on.",
    next: TURN_OFF,
  },
  "on by a variable over an opt-out": {
    files: OPTED_OUT,
    env: { [DISABLE]: "false" },
    answer: "on",
    reason: `${DISABLE} in the environment turns it on.`,
    next: `To turn it off: unset ${DISABLE}, then mytool telemetry disable`,
    facts: [`your choice opted out on 2026-11-26 10:00 UTC, which ${DISABLE} overrides (~/${CHOICE})`],
  },
  "on without a notice": {
    options: 'consent: "opt-out-immediately"',
    answer: "on",
    reason:
      'The author of mytool has chosen to send events before you are told (consent: "opt-out-immediately"). The next run on a terminal shows a notice.',
    next: TURN_OFF,
  },
  "on and printed": {
    options: "debug: true",
    answer: "on",
    reason: "Events are printed to stderr and not sent, because debug is true (option debug).",
    next: TURN_OFF,
    facts: ["sends to stderr"],
  },
  "on with an untrusted project's file": {
    files: { ...OPTED_IN, "mytool.toml": "[telemetry]\nbatch_size = 5" },
    answer: "on",
    reason: "You opted in on 2026-11-26.",
    next: TURN_OFF,
    facts: [
      "ignored batch_size in ~/mytool.toml, because you have not trusted this file (mytool telemetry trust ",
    ],
  },
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
    reason: `Your saved choice (~/${CHOICE}) cannot be read, so it counts as an opt-out.`,
    next: "To repair it: mytool telemetry enable, or mytool telemetry disable",
  },
  "a damaged settings file": {
    files: { "mytool.toml": "[telemetry" },
    answer: "off",
    reason:
      "~/mytool.toml cannot be used: it is damaged, belongs to another account, or is not a regular file.",
    next: "To repair it: repair or remove ~/mytool.toml",
    facts: ["settings files ~/mytool.toml (cannot be used)"],
  },
  "unknown settings": {
    files: { "mytool.toml": "[telemetry]\nbatch_sise = 1\nfoo = 2" },
    answer: "off",
    reason:
      "batch_sise in ~/mytool.toml [telemetry] is not a setting (did you mean batch_size?); foo in ~/mytool.toml [telemetry] is not a setting.",
    next: "To repair it: correct or remove them",
  },
  "an invalid setting": {
    env: { MYTOOL__TELEMETRY__BATCH_SIZE: "many" },
    answer: "off",
    reason: "batch_size in MYTOOL__TELEMETRY__BATCH_SIZE is not a whole number from 1 to 1000.",
    next: "To repair it: correct or remove it",
  },
  "an invalid option": {
    options: 'policyDate: "never"',
    answer: "off",
    reason: "option policyDate is not YYYY-MM-DD.",
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

describe("status begins with the answer, its reason and the next step", () => {
  it.each(Object.entries(STATES))("%s", async (_, state) => {
    const { stdout, stderr, code } = await runToolStatus(["status"], state);
    expect(stderr).toBe("");
    expect(code).toBe(state.next.startsWith("To repair it") ? 1 : 0);
    const [head = "", ...rest] = stdout.split("\n\n");
    const [answer, ...lines] = head.split("\n");
    expect(answer).toBe(`mytool telemetry is ${state.answer}`);
    expect(unwrap(lines.join("\n")).trim()).toBe(`${state.reason} ${state.next}`);
    for (const fact of state.facts ?? []) expect(unwrap(rest.join("\n"))).toContain(fact);
    expect(stdout).not.toMatch(/ $/m);
  });

  it.each(["60", "80"])(
    "in lines of %s columns",
    async (COLUMNS) => {
      for (const state of Object.values(STATES)) {
        const { stdout } = await runToolStatus(["status"], { ...state, env: { ...state.env, COLUMNS } });
        const tooLong = stdout.split("\n").filter((line) => line.length > Number(COLUMNS));
        expect(tooLong).toEqual([]);
      }
    },
    60_000,
  );
});

describe("the settings in status", () => {
  it("are listed if they are not default, and all of them with --all", async () => {
    const { stdout } = await runToolStatus(["status"], {});
    expect(stdout).toContain("posthog_host     https://ph.example (option posthogHost)");
    expect(stdout).not.toContain("batch_size");
    expect(stdout).toContain(
      "18 settings have their default. To see all settings:\n  mytool telemetry status --all",
    );
    const all = await runToolStatus(["--all", "status"], {});
    expect(all.stdout).toMatch(/batch_size +10 \(default\)/);
    expect(all.stdout).not.toContain("have their default");
  });

  it("are complete in JSON without --all", async () => {
    const { stdout } = await runToolStatus(["--json"], {});
    expect(Object.keys(JSON.parse(stdout).settings)).toHaveLength(20);
  });
});

describe("status of a tool whose key may be in its own code", () => {
  it("does not say that an opt-in has no effect", async () => {
    const home = createTempFolder();
    await runCli(["enable"], { home });
    const stdout = unwrap((await runCli(["status"], { home })).stdout);
    expect(stdout).toMatch(/^Whether codeweaver telemetry is on cannot be determined here /);
    expect(stdout).toMatch(/your choice opted in on \S+ \S+ UTC \(~/);
    expect(unwrap((await runCli(["doctor"], { home })).stdout)).not.toContain("is off");
  });
});

describe("the delivery in status", () => {
  it("names events for other servers, and a pause of the circuit breaker", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram(""), { home, env });
    const folder = join(home, ".data", "codeweaver", "telemetry", "spool");
    const other = createReceiverEnv("http://127.0.0.1:10");
    const destination = { folder, host: "http://127.0.0.1:10", apiKey: "phc_x", proxy: undefined };
    writeFileSync(
      getSharedFilePaths(destination).breaker,
      JSON.stringify({ failures: 6, until: Date.now() + 600_000 }),
    );
    const stdout = unwrap((await runCli(["status"], { home, env: other })).stdout);
    expect(stdout).toContain("pending no event; 1 event for servers other than the current one");
    expect(stdout).toMatch(
      /failures the last \d+ tries to send failed, and the next is not before \S+ \S+ UTC\. To find out why: codeweaver-telemetry doctor /,
    );
  });
});
