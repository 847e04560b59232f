/** What each setting accepts. Apart from their table, for zod is loaded only where somebody set something. */
import * as z from "zod/mini";
import { isLoopback } from "./host.js";
import type { SettingName, Settings } from "./settings.js";
import { truthOf } from "./truth.js";

/** Text from the environment reads as the number it writes; a TOML value already is one. */
const number = (min: number, max: number) =>
  z.pipe(z.transform(asNumber), z.number().check(z.gte(min), z.lte(max)));
const whole = (min: number, max: number) =>
  z.pipe(z.transform(asNumber), z.int().check(z.gte(min), z.lte(max)));
const url = () => z.pipe(z.transform(asOrigin), z.string());
const boolean = () => z.pipe(z.transform(truthOf), z.boolean());
const oneOf = <const V extends readonly string[]>(values: V) =>
  z.pipe(
    z.transform((raw) => (typeof raw === "string" ? raw.trim().toLowerCase() : raw)),
    z.enum(values),
  );

export const SCHEMAS: { readonly [N in SettingName]: z.ZodMiniType<Settings[N]> } = {
  disableTelemetry: boolean(),
  toolsOverPrivacy: boolean(),
  posthogApiKey: z.pipe(z.transform(trimmed), z.string().check(z.regex(/^(?!ph[xs]_)[!-~]{1,200}$/))),
  posthogHost: url(),
  endpoint: z.pipe(z.transform(asAddress), z.string()),
  exporter: oneOf(["auto", "otlp", "posthog", "google"]),
  otlpProtocol: oneOf(["json", "protobuf"]),
  serviceName: z.pipe(z.transform(trimmed), z.string().check(z.regex(/^[a-z0-9][a-z0-9._-]{0,62}$/i))),
  gcpProject: z.pipe(z.transform(trimmed), z.string().check(z.regex(/^[a-z][a-z0-9-]{4,28}[a-z0-9]$/))), // seed 002
  batchSize: whole(1, 1000),
  batchIntervalSeconds: number(1, 3600),
  maxRetries: whole(0, 10),
  retryBackoff: number(1, 10),
  requestTimeoutSeconds: number(1, 30),
  exitBudgetMs: number(0, 10_000),
  delivery: oneOf(["auto", "inline", "detached", "spool"]),
  spool: boolean(),
  spoolMaxMb: number(1, 1000),
  spoolMaxDays: number(1, 365),
  sampleRate: number(0, 1),
  eventsPerMinute: whole(1, 1_000_000),
  identity: oneOf(["session", "install"]),
  receipts: boolean(),
  salt: z.string().check(z.minLength(1)),
  debug: boolean(),
};

function asNumber(raw: unknown): unknown {
  return typeof raw === "string" && /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i.test(raw)
    ? Number(raw)
    : raw;
}

function trimmed(raw: unknown): unknown {
  return typeof raw === "string" ? raw.trim() : raw;
}

/** Without a trailing slash, so that paths can be put behind it. */
function asOrigin(raw: unknown): string | undefined {
  const url = asUrl(raw);
  return url && `${url.origin}${url.pathname.replace(/\/+$/, "")}`;
}

/** To the letter, for a server may tell `/events` from `/events/`. */
function asAddress(raw: unknown): string | undefined {
  const url = asUrl(raw);
  return url?.pathname === "/" ? url.origin : url?.href;
}

/** Undefined where it may not be used. */
function asUrl(raw: unknown): URL | undefined {
  if (typeof raw !== "string" || !URL.canParse(raw.trim())) return undefined;
  const url = new URL(raw.trim());
  const secure = url.protocol === "https:" || (url.protocol === "http:" && isLoopback(url.hostname));
  if (!secure || url.username !== "" || url.password !== "" || url.search !== "" || url.hash !== "")
    return undefined;
  return url;
}
