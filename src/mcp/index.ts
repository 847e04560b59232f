/**
 * Captures the tool calls of an MCP server, and shows the notice in its client.
 *
 * @module codeweaver-telemetry/mcp
 */

import { getTelemetryClient } from "../bootstrap/create-client.js";
import { type BaseClient, isTelemetryClient } from "../client/base-client.js";
import { copyOptions } from "../client/caller-options.js";
import { ToolCallEvent } from "../events/tool-call-event.js";
import { elicitNotice } from "./elicit-notice.js";
import { createNameSelector, type ToolName } from "./tool-names.js";

/** The SDK's methods that register a tool. The first argument is the name, and the last is the handler. */
const REGISTER_METHODS = ["registerTool", "tool"] as const;

/** Handlers that capture their calls. A server may be passed twice, and one of its methods may call the other. */
const wrappedHandlers = new WeakSet<object>();

/**
 * The options of `withTelemetry`.
 *
 * @example
 * const options: ToolCallOptions = { tools: ["find_code", "index"] };
 * withTelemetry(new McpServer({ name: "mytool", version: "1.4.0" }), getTelemetryClient(), options);
 */
export interface ToolCallOptions {
  /**
   * The names of the tools that the author has written. They are sent as they are, and every other name is sent as `other`.
   * @default undefined: each name is sent if it is a single word, and at most 128 different names are
   */
  readonly tools?: readonly string[] | undefined;
}

/**
 * Captures the calls of tools that are registered afterwards. Each call is an event `mcp_tool_call` with the tool's name, the
 * duration and whether it succeeded: it did not throw and did not return `isError`. Arguments are not read, and of results
 * only `isError` and `resultType`: a call whose handler asks the client for input counts once, when it has its result. At the
 * first call, a person who has not been told of telemetry is asked by an elicitation, if the MCP client supports it and has
 * started the server itself (stdio). Never throws.
 * @param telemetry @default the client of `getTelemetryClient()`
 * @returns the same server
 *
 * @example
 * const server = withTelemetry(new McpServer({ name: "mytool", version: "1.4.0" }));
 * server.registerTool("find_code", {}, () => ({ content: [{ type: "text", text: "src/a.ts" }] }));
 */
export function withTelemetry<S extends object>(
  server: S,
  telemetry: BaseClient = getTelemetryClient(),
  options: ToolCallOptions = {},
): S {
  const client = isTelemetryClient(telemetry) ? telemetry : getTelemetryClient(); // callers in plain JavaScript
  let hasShownNotice = false;
  const showNoticeOnce = () => {
    if (hasShownNotice) return;
    hasShownNotice = true;
    void elicitNotice(server, client);
  };
  const selectName = createNameSelector(copyOptions(options).tools, client);
  for (const methodName of REGISTER_METHODS) {
    try {
      wrapRegisterMethod(server, methodName, { telemetry: client, selectName, showNoticeOnce });
    } catch {
      // Not an object, or a Proxy that throws: the server is unchanged.
    }
  }
  return server;
}

interface CaptureContext {
  readonly telemetry: BaseClient;
  /** Called with the name of a tool when it is registered. */
  readonly selectName: (name: string) => ToolName;
  /** Shows the notice at the first call, and returns at once. */
  readonly showNoticeOnce: () => void;
}

/** Replaces a method that registers tools, so that their handlers are wrapped. */
function wrapRegisterMethod(server: object, methodName: string, context: CaptureContext): void {
  const register: unknown = Reflect.get(server, methodName);
  if (!isCallable(register)) return;
  const wrapAndRegister = (...registration: unknown[]): unknown => {
    const [name] = registration;
    const handler = registration.at(-1);
    if (typeof name !== "string" || !isCallable(handler) || wrappedHandlers.has(handler))
      return register.apply(server, registration);
    const wrapped = captureCalls(context.selectName(name), handler, context);
    wrappedHandlers.add(wrapped);
    return register.apply(server, [...registration.slice(0, -1), wrapped]);
  };
  Reflect.defineProperty(server, methodName, { value: wrapAndRegister, configurable: true, writable: true });
}

/** Wraps a handler. Its result, its errors and its `this` are unchanged. */
function captureCalls(
  name: ToolName,
  handler: Callable,
  { telemetry, showNoticeOnce }: CaptureContext,
): Callable {
  return function callAndCapture(this: unknown, ...input: unknown[]): unknown {
    showNoticeOnce();
    const startedMs = performance.now();
    const captureCall = ({ success }: { readonly success: boolean }) => {
      const durationMs = performance.now() - startedMs;
      telemetry.captureFromEvent(new ToolCallEvent({ ...name, durationMs, success }));
    };
    const captureResult = (result: unknown) => {
      // The client calls the tool again with the input, and that call has the result.
      if (!isInputRequest(result)) captureCall({ success: !isErrorResult(result) });
    };
    try {
      const result = handler.apply(this, input);
      if (!isThenable(result)) {
        captureResult(result);
        return result;
      }
      // `then` is called once, as the SDK does, because some thenables do their work with each call.
      return Promise.resolve(result).then(
        (settled) => {
          captureResult(settled);
          return settled;
        },
        (error) => {
          captureCall({ success: false });
          throw error;
        },
      );
    } catch (error) {
      captureCall({ success: false });
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
  return readMember(result, "isError") === true;
}

/** Returns whether a result asks the client for input (modelcontextprotocol.io/specification/2026-07-28/basic/patterns/mrtr). */
function isInputRequest(result: unknown): boolean {
  return readMember(result, "resultType") === "input_required";
}

function readMember(result: unknown, name: string): unknown {
  try {
    return Reflect.get(Object(result), name);
  } catch {
    return undefined; // a getter of the result throws; the SDK reports it
  }
}
