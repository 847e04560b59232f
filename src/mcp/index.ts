/** Exports the entry point `codeweaver-telemetry/mcp`, which captures the tool calls of MCP servers. */

import { getTelemetryClient } from "../bootstrap/create-client.js";
import type { TelemetryClient } from "../client/client.js";
import { ToolCallEvent } from "../events/tool-call-event.js";
import { elicitNotice } from "./elicit-notice.js";

/** The SDK's methods that register a tool. The first argument is the name, and the last is the handler. */
const REGISTER_METHODS = ["registerTool", "tool"] as const;

/** Handlers that are already wrapped, because a server may be passed twice, or one method may call the other. */
const countedTools = new WeakSet<object>();

/**
 * Counts the calls of tools that are registered afterwards. Each call is captured as `mcp_tool_call` with the tool's name,
 * the duration and whether it succeeded: it did not throw and did not return `isError`. Arguments and results are passed on
 * unread. At the first call, a person who has not been told of telemetry is asked by an elicitation, if the client supports
 * it and has started the server itself (stdio). Never throws.
 * @param telemetry @default the client of `getTelemetryClient()`
 * @returns the same server
 *
 * @example
 * const server = withTelemetry(new McpServer({ name: "mytool", version: "1.4.0" }));
 * server.registerTool("find_code", {}, () => ({ content: [{ type: "text", text: "src/a.ts" }] }));
 */
export function withTelemetry<S extends object>(
  server: S,
  telemetry: TelemetryClient = getTelemetryClient(),
): S {
  let hasAsked = false;
  const ask = () => {
    if (hasAsked) return;
    hasAsked = true;
    void elicitNotice(server, telemetry);
  };
  for (const registrar of REGISTER_METHODS) {
    try {
      countRegisteredTools(server, registrar, telemetry, ask);
    } catch {
      // Not an object, or a Proxy that throws: the server is unchanged.
    }
  }
  return server;
}

function countRegisteredTools(
  server: object,
  registrar: string,
  telemetry: TelemetryClient,
  ask: () => void,
): void {
  const register: unknown = Reflect.get(server, registrar);
  if (!isCallable(register)) return;
  const registerCounted = (...registration: unknown[]): unknown => {
    const [name] = registration;
    const handler = registration.at(-1);
    if (typeof name !== "string" || !isCallable(handler) || countedTools.has(handler))
      return register.apply(server, registration);
    const tool = countCalls(name, handler, telemetry, ask);
    countedTools.add(tool);
    return register.apply(server, [...registration.slice(0, -1), tool]);
  };
  Reflect.defineProperty(server, registrar, { value: registerCounted, configurable: true, writable: true });
}

/** Wraps a handler. Its result, its errors and its `this` are unchanged. */
function countCalls(name: string, handler: Callable, telemetry: TelemetryClient, ask: () => void) {
  return function countedHandler(this: unknown, ...input: unknown[]): unknown {
    ask(); // the tool does not wait for the answer
    const startedMs = performance.now();
    const captureCall = (success: boolean) => {
      const durationMs = performance.now() - startedMs;
      telemetry.captureFromEvent(new ToolCallEvent({ name, durationMs, success }));
    };
    try {
      const result = handler.apply(this, input);
      if (!isThenable(result)) {
        captureCall(!isErrorResult(result));
        return result;
      }
      // `then` is called once, as the SDK does, because some thenables do their work with each call.
      return Promise.resolve(result).then(
        (settled) => {
          captureCall(!isErrorResult(settled));
          return settled;
        },
        (error) => {
          captureCall(false);
          throw error;
        },
      );
    } catch (error) {
      captureCall(false);
      throw error;
    }
  };
}

type Callable = (this: unknown, ...input: unknown[]) => unknown;

function isCallable(value: unknown): value is Callable {
  return typeof value === "function";
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return typeof value === "object" && value !== null && typeof Reflect.get(value, "then") === "function";
}

/** Returns whether a result reports an error, by the protocol's `CallToolResult`. */
function isErrorResult(result: unknown): boolean {
  try {
    return Reflect.get(Object(result), "isError") === true;
  } catch {
    return false; // a getter of the result throws; the SDK reports it
  }
}
