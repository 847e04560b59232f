/** Selects the names of tools that are sent, because a name may come from a file of the person. */
import type { BaseClient } from "../client/base-client.js";
import type { ToolCallInput } from "../events/tool-call-event.js";

/** A tool's name as the event gets it. */
export type ToolName = Pick<ToolCallInput, "name" | "isListed">;

/** The number of names that are sent without a list. A server may register tools with names of its own for each person. */
const MAX_NAMES = 128;

/** Returns a function that selects the name of each registered tool. */
export function createNameSelector(tools: unknown, telemetry: BaseClient): (name: string) => ToolName {
  if (tools !== undefined) {
    const listed = readList(tools);
    return (name) => (listed.has(name) ? { name, isListed: true } : OTHER_TOOL);
  }
  const names = namesByClient.get(telemetry) ?? new Set();
  namesByClient.set(telemetry, names);
  return (name) => {
    if (names.size < MAX_NAMES) names.add(name);
    return names.has(name) ? { name, isListed: false } : OTHER_TOOL;
  };
}

/** The names of unlisted tools. Several servers may use one client, such as one for each connection. */
const namesByClient = new WeakMap<BaseClient, Set<string>>();

/** A list that cannot be read lists nothing. */
function readList(tools: unknown): ReadonlySet<unknown> {
  try {
    return new Set(Array.isArray(tools) ? tools : []);
  } catch {
    return new Set();
  }
}

const OTHER_TOOL: ToolName = { name: "other", isListed: false };
