/** Finds the server that has the person's events, for requests to export or erase them. */
import type { Destination } from "../../bootstrap/destination.js";
import { processInputs } from "../../bootstrap/process-inputs.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { explainInvalidSetting } from "../setting-explanation.js";
import type { CommandContext } from "../subcommand.js";
import { formatPath } from "../terminal-format.js";

export interface DataServer {
  /** The URL that the path of a request is appended to. */
  readonly host: string;
  /** The project's key. */
  readonly apiKey: string;
  /** Undefined for a direct connection. */
  readonly proxy: string | undefined;
  /** The limit of each step of a connection. */
  readonly connectTimeoutMs: number;
}

/** Thrown when a server cannot be asked, or did not do what it was asked for. The message is a clause without a full stop. */
export class DataServerError extends Error {}

/**
 * Finds the server in the current settings. An opt-out does not matter, because a person may have events erased that were sent
 * before.
 * @throws a DataServerError that says why there is none
 */
export function findDataServer(telemetry: ResolvedTelemetry, context: CommandContext): DataServer {
  const problem = findObstacle(telemetry, context);
  if (problem !== undefined) throw new DataServerError(problem);
  const { destination, settings } = telemetry;
  const { host, apiKey } = destination;
  const proxy = processInputs.resolveProxy(host);
  if (proxy.kind === "unsupported")
    throw new DataServerError(`the proxy in ${proxy.variable} cannot be used for ${host}`);
  return {
    host,
    apiKey,
    proxy: proxy.kind === "proxied" ? proxy.proxy : undefined,
    connectTimeoutMs: settings.requestTimeoutSeconds * 1000,
  };
}

/** Returns whether a destination may be a server that exports and erases events. PostHog's own servers do not. */
export function isDataServer(destination: Destination): boolean {
  return describeUnsuitable(destination) === undefined;
}

function findObstacle(
  telemetry: ResolvedTelemetry,
  { tool, isForAnyTool }: CommandContext,
): string | undefined {
  const { state, problems, unreadableFiles, destination } = telemetry;
  const [file] = unreadableFiles;
  // The server in a setting that cannot be read may be another one than the default.
  if (file !== undefined)
    return `the server is not known, because ${formatPath(file.path)} cannot be used (${file.error})`;
  const isInvalid = state.status === "off" && state.reason === "invalid_setting";
  if (isInvalid || problems.length > 0) {
    const source = state.status === "off" ? state.source : "";
    return `the server is not known, because of a mistake in the settings (${explainInvalidSetting(source, problems)})`;
  }
  if (destination.missingPart === undefined) return describeUnsuitable(destination);
  const mayBeInCode = isForAnyTool && destination.party !== "person" && destination.party !== "project";
  const elsewhere = mayBeInCode
    ? `, and may be set in ${tool}'s own code, which this command does not see`
    : "";
  return `there is no server to ask, because ${destination.missingPart}${elsewhere}`;
}

/** Returns a clause about a destination that takes no requests for a person's events. */
function describeUnsuitable({ wire, host, otlp, missingPart }: Destination): string | undefined {
  if (missingPart !== undefined) return missingPart;
  if (wire === "otlp") {
    const receiver = otlp?.exporter === "google" ? "Google's trace service" : "an OTLP endpoint";
    return `the data is sent as traces to ${host}, and ${receiver} takes no such request`;
  }
  if (wire === "http") return `the events are sent to ${host} without ids, so a request cannot name them`;
  if (/(?:^|\.)posthog\.com$/.test(new URL(host).hostname))
    return `${host} is a server of PostHog, which takes no such request`;
  return undefined;
}
