/** Puts a client together: the only place that knows both the settings and the stations. */
import { join } from "node:path";
import { uuidv7 } from "uuidv7";
import type { Environment } from "../config/environment.js";
import { installationId, installationSalt } from "../config/installation.js";
import { foldersOf } from "../config/paths.js";
import { offAtOnce, type Problem, type Resolved, resolveSettings } from "../config/resolve.js";
import { CHOICE_FILE, readSavedChoice } from "../config/saved-choice.js";
import type { Settings } from "../config/settings.js";
import { decideConsent, type OffReason, type TelemetryState } from "../gate/consent.js";
import { Gate } from "../gate/gate.js";
import { derivedDigest } from "../privacy/digest.js";
import { sealId, sealProperties } from "../privacy/seal.js";
import { printTransport } from "../transports/print.js";
import { LIBRARY } from "../version.js";
import { approvedInPackage } from "./approved.js";
import { TelemetryClient } from "./client.js";
import { copied } from "./copied.js";
import type { Counters } from "./counters.js";
import type { Wired } from "./line.js";
import { runtimeProperties } from "./stamp.js";

const MEGABYTE = 1024 * 1024;
const DAY_MS = 24 * 60 * 60 * 1000;

/** Settings in code are the table of DESIGN.md section 4 in camelCase; they win over environment and files. */
export type TelemetryOptions = Partial<Settings> & {
  /** Names the tool's own settings, folders and variables: `mytool.toml`, `MYTOOL__TELEMETRY__*`. Default `codeweaver`. */
  readonly tool?: string;
};

type Off = Extract<TelemetryState, { status: "off" }>;

/** What of the process the assembly looks at. */
export interface Surroundings {
  readonly env: Environment;
  /** Undefined where the working directory is gone. */
  readonly cwd: () => string | undefined;
  readonly warn: (message: string) => void;
  readonly print: (text: string) => void;
  /** Called with the salt's digest once it is known. */
  readonly onDigest: (digest: (text: string) => string) => void;
}

/** A client for a tool. Never throws; what is wrong with the options turns it off and is said once. */
export function assembleClient(given: TelemetryOptions, around: Surroundings): TelemetryClient {
  const { tool = "codeweaver", ...options } = copied(given);
  return new TelemetryClient({
    initial: initialState(tool, options, around),
    settle: async (counters) => {
      try {
        return await settle(tool, options, around, counters);
      } catch (error) {
        // Nothing above is expected to throw; a bug of ours must not become the host's.
        return off("invalid_setting", error instanceof Error ? error.name : "unknown");
      }
    },
    now: Date.now,
    random: Math.random,
  });
}

/** A tool's name becomes part of paths and of variables' names. */
const TOOL_NAME = /^[a-z0-9][a-z0-9._-]{0,63}$/i;

function initialState(tool: string, options: Partial<Settings>, { env }: Surroundings): TelemetryState {
  if (typeof tool !== "string" || !TOOL_NAME.test(tool))
    return off("invalid_setting", "option tool: letters, digits, . _ and -");
  const source = offAtOnce({ tool, env, options });
  if (source === undefined) return { status: "pending" };
  return off(source.label === "DO_NOT_TRACK" ? "do_not_track" : "disabled", source.label);
}

async function settle(
  tool: string,
  options: Partial<Settings>,
  around: Surroundings,
  counters: Counters,
): Promise<Wired | Off> {
  const folders = await foldersOf(tool);
  const resolved = await resolveSettings({
    tool,
    options,
    env: around.env,
    cwd: around.cwd(),
    personFile: folders && join(folders.config, `${tool}.toml`),
  });
  const { settings, problems } = resolved;
  const state = decideConsent({
    doNotTrack: resolved.doNotTrack,
    disabledBy: resolved.disabledBy?.label,
    enabledExplicitly: resolved.enabledExplicitly,
    savedChoice: folders && (await readSavedChoice(folders.config)),
    savedChoiceFile: folders === undefined ? "" : join(folders.config, CHOICE_FILE),
    invalid: problems.map(({ key, source }) => `${source.label}: ${key}`),
    unreadableFiles: resolved.unreadable,
    hasKey: settings.posthogApiKey !== undefined,
    debug: settings.debug,
  });
  if (state.status === "off") {
    // A typing error must not pass for a wish; a wish is not commented on.
    if (state.reason === "invalid_setting") for (const problem of problems) around.warn(sentence(problem));
    return state;
  }
  return wire(tool, resolved, around, counters, folders?.data);
}

async function wire(
  tool: string,
  { settings }: Resolved,
  around: Surroundings,
  counters: Counters,
  folder: string | undefined,
): Promise<Wired | Off> {
  // Here and not above, for they load node:http, node:child_process and tables that nothing needs which is off.
  const [{ wayTo }, { posthogTransport }, { openOutbox }, { default: ci }] = await Promise.all([
    import("../config/proxy.js"),
    import("../transports/posthog.js"),
    import("./open-outbox.js"),
    import("ci-info"),
  ]);
  const way = wayTo(settings.posthogHost);
  if (way.kind === "barred") return off("unusable_proxy", way.variable);
  // A container in CI is new every time: what is kept there counts one machine as thousands.
  const kept = settings.spool && !ci.isCI ? folder : undefined;
  const salt = settings.salt ?? (await installationSalt(kept));
  const id = settings.identity === "install" ? await installationId(kept, Date.now()) : uuidv7();
  const fieldDigest = derivedDigest(salt, "fields");
  const idDigest = derivedDigest(salt, "ids");
  around.onDigest(fieldDigest);

  const sending = {
    apiKey: settings.posthogApiKey ?? "",
    host: settings.posthogHost,
    requestTimeoutMs: settings.requestTimeoutSeconds * 1000,
    proxy: way.kind === "through" ? way.proxy : undefined,
    batchSize: settings.debug ? 1 : settings.batchSize,
    maxRetries: settings.maxRetries,
    maxBytes: settings.spoolMaxMb * MEGABYTE,
    maxAgeMs: settings.spoolMaxDays * DAY_MS,
  };
  const posthog = posthogTransport({ ...sending, library: LIBRARY, now: Date.now });
  const outbox = openOutbox({
    sending,
    folder: kept === undefined || settings.debug ? undefined : join(kept, "spool"),
    delivery: settings.delivery,
    transport: settings.debug ? printTransport(around.print) : posthog,
    intervalMs: settings.batchIntervalSeconds * 1000,
    env: around.env,
    counters,
  });
  return {
    fieldDigest,
    idDigest,
    optIn: settings.toolsOverPrivacy,
    distinctId: sealId(id, idDigest),
    runtime: sealProperties(runtimeProperties(tool, ci.isCI), {
      digest: fieldDigest,
      optIn: false,
      omit: () => {},
    }),
    gate: new Gate({
      sampleRate: settings.sampleRate,
      eventsPerMinute: settings.eventsPerMinute,
      now: Date.now,
    }),
    ...outbox,
    approved: approvedInPackage,
    flags: settings.debug ? undefined : posthog,
    exitBudgetMs: settings.exitBudgetMs,
    flushBudgetMs: settings.requestTimeoutSeconds * 1000,
  };
}

function sentence({ key, source, expected }: Problem): string {
  return `telemetry is off: ${key} (${source.label}) is not ${expected}`;
}

function off(reason: OffReason, source: string): Off {
  return { status: "off", reason, source };
}
