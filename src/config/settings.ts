/** The table of settings: every key of the `[telemetry]` section, its range and its default. */
import * as z from "zod/mini";
import { isLoopback } from "./host.js";
import { truthOf } from "./truth.js";

/** The settings in code: camelCase, every one with a value. DESIGN.md section 4 says what each means. */
export interface Settings {
  readonly disableTelemetry: boolean;
  readonly toolsOverPrivacy: boolean;
  /** Undefined: telemetry is off. */
  readonly posthogApiKey: string | undefined;
  readonly posthogHost: string;
  readonly batchSize: number;
  readonly batchIntervalSeconds: number;
  readonly maxRetries: number;
  readonly requestTimeoutSeconds: number;
  readonly exitBudgetMs: number;
  readonly delivery: "auto" | "inline" | "detached" | "spool";
  readonly spool: boolean;
  readonly spoolMaxMb: number;
  readonly spoolMaxDays: number;
  readonly sampleRate: number;
  readonly eventsPerMinute: number;
  readonly identity: "session" | "install";
  /** Undefined: the installation's own, made on first use. */
  readonly salt: string | undefined;
  readonly debug: boolean;
}

export type SettingName = keyof Settings;

interface SettingSpec<T> {
  readonly schema: z.ZodMiniType<T>;
  readonly default: T;
  /** Ends the sentence "… is not …" of a warning. */
  readonly expected: string;
  readonly aliases?: readonly string[];
}

/** Text from the environment reads as the number it writes; a TOML value already is one. */
const number = (min: number, max: number) =>
  z.pipe(z.transform(asNumber), z.number().check(z.gte(min), z.lte(max)));
const whole = (min: number, max: number) =>
  z.pipe(z.transform(asNumber), z.int().check(z.gte(min), z.lte(max)));
const boolean = () => z.pipe(z.transform(truthOf), z.boolean());
const oneOf = <const V extends readonly string[]>(values: V) =>
  z.pipe(
    z.transform((raw) => (typeof raw === "string" ? raw.trim().toLowerCase() : raw)),
    z.enum(values),
  );

const BOOLEAN = "true or false (1/yes/on/y/t and 0/no/off/n/f are understood)";

export const SETTINGS: { readonly [N in SettingName]: SettingSpec<Settings[N]> } = {
  disableTelemetry: { schema: boolean(), default: false, expected: BOOLEAN },
  toolsOverPrivacy: {
    schema: boolean(),
    default: false,
    expected: BOOLEAN,
    aliases: ["tools_above_privacy"],
  },
  posthogApiKey: {
    schema: z.pipe(z.transform(trimmed), z.optional(z.string().check(z.regex(/^(?!ph[xs]_)\S{1,200}$/)))),
    default: undefined,
    expected: "a PostHog project key (phc_…; a personal or secret key does not belong on people's machines)",
    aliases: ["posthog_project_key", "api_key"],
  },
  posthogHost: {
    schema: z.pipe(z.transform(asOrigin), z.string()),
    default: "https://us.i.posthog.com",
    expected: "an https:// URL without credentials (http:// is for loopback only)",
  },
  batchSize: { schema: whole(1, 1000), default: 10, expected: "a whole number from 1 to 1000" },
  batchIntervalSeconds: {
    schema: number(1, 3600),
    default: 60,
    expected: "a number of seconds from 1 to 3600",
  },
  maxRetries: { schema: whole(0, 10), default: 3, expected: "a whole number from 0 to 10" },
  requestTimeoutSeconds: { schema: number(1, 30), default: 5, expected: "a number of seconds from 1 to 30" },
  exitBudgetMs: {
    schema: number(0, 10_000),
    default: 300,
    expected: "a number of milliseconds from 0 to 10000",
  },
  delivery: {
    schema: oneOf(["auto", "inline", "detached", "spool"]),
    default: "auto",
    expected: "auto, inline, detached or spool",
  },
  spool: { schema: boolean(), default: true, expected: BOOLEAN },
  spoolMaxMb: { schema: number(1, 1000), default: 5, expected: "a number of megabytes from 1 to 1000" },
  spoolMaxDays: { schema: number(1, 365), default: 7, expected: "a number of days from 1 to 365" },
  sampleRate: { schema: number(0, 1), default: 1, expected: "a number from 0 to 1" },
  eventsPerMinute: {
    schema: whole(1, 1_000_000),
    default: 1000,
    expected: "a whole number from 1 to 1000000",
  },
  identity: { schema: oneOf(["session", "install"]), default: "session", expected: "session or install" },
  salt: {
    schema: z.optional(z.string().check(z.minLength(1))),
    default: undefined,
    expected: "a text that is not empty",
  },
  debug: { schema: boolean(), default: false, expected: BOOLEAN },
};

export const SETTING_NAMES = Object.keys(SETTINGS) as readonly SettingName[]; // the table's type lists exactly these

/** `batchSize` → `batch_size`: the key in a file and, in upper case, in the environment. */
export function keyOf(name: SettingName): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

/** The setting that a key or an alias names. */
export function nameOf(key: string): SettingName | undefined {
  return SETTING_NAMES.find((name) => keyOf(name) === key || SETTINGS[name].aliases?.includes(key) === true);
}

function asNumber(raw: unknown): unknown {
  return typeof raw === "string" && /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(raw)
    ? Number(raw)
    : raw;
}

function trimmed(raw: unknown): unknown {
  return typeof raw === "string" ? raw.trim() : raw;
}

/** The URL without a trailing slash, so that paths can be put behind it; undefined where it may not be used. */
function asOrigin(raw: unknown): string | undefined {
  if (typeof raw !== "string" || !URL.canParse(raw.trim())) return undefined;
  const url = new URL(raw.trim());
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!secure || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    return undefined;
  return `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}
