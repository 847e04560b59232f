/** Telemetry for MCP servers: `codeweaver-telemetry/mcp`. It needs the SDK's documented `registerTool`, and nothing of its inside. */

import { getTelemetryClient } from "../bootstrap/create-client.js";
import type { TelemetryClient } from "../client/client.js";
import { ToolCallEvent } from "../events/tool-call-event.js";
import { elicitNotice } from "./elicit-notice.js";

/** The ways to register a tool: a name first, what is called last. `tool` is the older of the two. */
const REGISTER_METHODS = ["registerTool", "tool"] as const;

/** What counts already: a server may be given twice, or have one registrar call the other. */
const countedTools = new WeakSet<object>();

/**
 * Counts calls of the tools that are registered from now on: each is an `mcp_tool_call` with the tool's name, its duration
 * and whether it succeeded (it neither threw nor answered with `isError`). Arguments and results are passed on and not
 * looked at. A person who has not been told of telemetry is asked by an elicitation at the first call, where the client
 * supports it and has started the server itself (stdio). By the process's own client unless another is given. Returns the
 * same server. Never throws.
 *
 * @example
 * withTelemetry(server, telemetry).registerTool("find_code", { inputSchema }, findCode);
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
      // No object, or one that will not be looked at: it is as it was.
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

/** The same function: it throws, rejects and sees `this` as before. */
function countCalls(name: string, handler: Callable, telemetry: TelemetryClient, ask: () => void) {
  return function counting(this: unknown, ...input: unknown[]): unknown {
    ask(); // not waited for: the tool runs meanwhile
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
      // Asked once, as the SDK would: some do their work each time that they are.
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

/** How a tool says that it failed, by the protocol (CallToolResult). */
function isErrorResult(result: unknown): boolean {
  try {
    return Reflect.get(Object(result), "isError") === true;
  } catch {
    return false; // a result whose getter throws: the protocol's layer will say so
  }
}
