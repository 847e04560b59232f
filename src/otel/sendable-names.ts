/** Turns the names that callers give to runs, tools and models into words that may be sent. */
import { isWord, OTHER, toWordOrOther } from "../privacy/sanitizer/undeclared-text.js";
import type { ActiveTracing } from "./active-tracing.js";

/** The parts of `ActiveTracing` that decide how a tool's name is sent. */
export type NameContext = Pick<ActiveTracing, "tools" | "digest">;

/** The name follows OpenTelemetry's semantic conventions for agent spans, version 1.41. */
export function getRunSpanName({ agent }: { readonly agent?: string }): string {
  return `invoke_agent ${toWordOrOther(agent)}`;
}

export function getToolSpanName(context: NameContext, name: string): string {
  return `execute_tool ${context.tools.has(name) ? toWordOrOther(name) : OTHER}`;
}

/** Returns the name, or its digest if the author did not list the tool, which may then belong to a user. */
export function formatToolName({ tools, digest }: NameContext, name: string): string {
  return tools.has(name) ? toWordOrOther(name) : digest(String(name));
}

/**
 * Returns the name of a model. `anthropic/claude-3` is sent. A path with more slashes, or a file such as `mine.gguf`, is a
 * model of the user's own, and is sent as `other`.
 */
export function formatModelName(model: string): string {
  const parts = String(model).split("/");
  const isFile = /\.[a-z]{2,5}$/i.test(model);
  return parts.length <= 2 && !isFile ? parts.map(toWordOrOther).join("/") : OTHER;
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
