/** Turns the names that callers give to runs, tools and models into words that may be sent. */
import { sanitizeErrorName } from "../privacy/errors/error-message.js";
import { isWord, OTHER, toWordOrOther } from "../privacy/sanitizer/undeclared-text.js";
import type { ActiveTracing } from "./active-tracing.js";

/** The parts of `ActiveTracing` that decide how a tool's name is sent. */
export type NameContext = Pick<ActiveTracing, "tools" | "digest">;

/** The names of spans follow OpenTelemetry's conventions for agents (repository `semantic-conventions-genai`). */
export function getRunSpanName({ agent }: { readonly agent?: string }): string {
  return `invoke_agent ${toWordOrOther(agent)}`;
}

export function getToolSpanName(context: NameContext, name: string): string {
  return `execute_tool ${formatToolName(context, name)}`;
}

/** Returns the name, or its digest if the author did not list the tool, which may then belong to a user. */
export function formatToolName({ tools, digest }: NameContext, name: string): string {
  return tools.has(name) ? toWordOrOther(name) : digest(String(name));
}

/**
 * The providers of models that only their makers serve, by the beginning of the model's name. Anybody may serve an open model,
 * such as `gpt-oss` or `deepseek-r1`. The names of providers are those of the conventions.
 */
const PROVIDERS: readonly (readonly [model: RegExp, provider: string])[] = [
  [/^claude-/, "anthropic"],
  [/^(?:gpt-\d|chatgpt-|o\d\b)/, "openai"],
  [/^gemini-/, "gcp.gemini"],
  [/^mistral-(?:large|medium)\b/, "mistral_ai"],
  [/^deepseek-(?:chat|reasoner)\b/, "deepseek"],
  [/^grok-[3-9]/, "x_ai"],
  [/^sonar\b/, "perplexity"],
];

/** Returns the given provider, or the maker of a model that only its maker serves, or `other`. Every agent's span has one. */
export function formatProviderName(provider: string | undefined, model: string | undefined): string {
  if (provider !== undefined) return toWordOrOther(provider);
  const name = String(model).replace(/^ft:/, "").split("/").at(-1) ?? "";
  return PROVIDERS.find(([pattern]) => pattern.test(name))?.[1] ?? OTHER;
}

/** Numbers, and the names of releases before a release. Any other word in a version may be a name. */
const VERSION = /^v?\d{1,8}(?:[.+_-](?:\d{1,8}|(?:alpha|beta|canary|dev|next|pre|preview|rc)\d{0,4}))*$/i;

/** Returns a version such as `1.4.0`, `v2`, `2025-05-01` or `1.0.0-beta.2`. */
export function formatVersion(version: string): string {
  return VERSION.test(String(version)) ? toWordOrOther(version) : OTHER;
}

/** The values of `gen_ai.tool.type` in the conventions. */
const TOOL_TYPES: ReadonlySet<unknown> = new Set(["function", "extension", "datastore"]);

export function formatToolType(type: string): string {
  return TOOL_TYPES.has(type) ? type : OTHER;
}

/** One reason for each generation. A run has few. */
const MAX_FINISH_REASONS = 16;

export function formatFinishReasons(reasons: readonly string[]): string[] {
  return Array.isArray(reasons) ? reasons.slice(0, MAX_FINISH_REASONS).map(toWordOrOther) : [];
}

/** Stands for an error of unknown type, in OpenTelemetry's conventions. */
const UNKNOWN_ERROR = "_OTHER";

/** Returns the name of an error's class, or a word such as `timeout`. */
export function formatErrorType(type: string | undefined): string {
  return type === undefined ? UNKNOWN_ERROR : sanitizeErrorName(String(type));
}

/** Returns the name of an instrumentation scope: a word, or a package such as `@opentelemetry/instrumentation-http`. */
export function formatScopeName(name: string): string {
  const parts = name.replace(/^@/, "").split("/");
  return parts.length <= 2 && parts.every(isWord) ? name : OTHER;
}

/** Returns only the name of a slash command, because its arguments are private: `review` for `/review src/plan.ts`. */
export function formatCommandName(command: string): string {
  return toWordOrOther(/^\/(\S+)/.exec(String(command))?.[1]);
}

const RUN_STATUSES: ReadonlySet<unknown> = new Set(["success", "failed", "cancelled"]);

/** Untyped callers may pass any text. */
export function formatRunStatus(status: string): string {
  return RUN_STATUSES.has(status) ? status : OTHER;
}
