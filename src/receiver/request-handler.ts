/** Answers the requests to a receiver, keeps what was received, and calls the functions of its author. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { inspect } from "node:util";
import { FlagRules } from "../flag-rules/flag-rules.js";
import {
  type DecodedRequest,
  decodeRequest,
  type EncodedRequest,
  getMaxBodyBytes,
  getPath,
  isEndpoint,
} from "./decode-request.js";
import type { FlagRequest } from "./flag-request.js";
import { answerByRules } from "./flag-rules-answer.js";
import { answerFromTable } from "./flag-table.js";
import { type AnsweredFlag, createFlagsResponse } from "./flags-response.js";
import { ReceivedData } from "./received-data.js";
import type { ReceiverOptions } from "./receiver-options.js";
import type { RejectedRequest } from "./rejection.js";
import { reportProblem } from "./report-problem.js";
import { findAccessFault } from "./request-access.js";
import { readBody, UploadBudget } from "./request-body.js";

/** Bounds the bodies that are uploaded at the same time. */
const MAX_UPLOAD_BYTES = 128 * 1024 * 1024;

interface HttpAnswer {
  readonly status: number;
  readonly body: string | object;
}

export class RequestHandler {
  readonly data = new ReceivedData();
  readonly #options: Omit<ReceiverOptions, "port">;
  readonly #budget = new UploadBudget(MAX_UPLOAD_BYTES);

  constructor(options: Omit<ReceiverOptions, "port">) {
    this.#options = options;
  }

  /** Never rejects. */
  async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      const answer = await this.#answer(request, response);
      sendResponse(response, answer);
    } catch (error) {
      reportProblem(`the receiver failed: ${describe(error)}`);
      sendResponse(response, { status: 500, body: "the receiver failed: its stderr has the reason" });
    }
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<HttpAnswer> {
    const { method = "", url = "", headers } = request;
    const path = getPath(url);
    const accessFault = findAccessFault(headers);
    if (accessFault !== undefined)
      return this.#keep({ method, url, headers, bytes: Buffer.alloc(0) }, accessFault);
    if (method === "GET" && path === "/received") return { status: 200, body: this.data.toJsonLines() };
    if (isEndpoint(url)) {
      allowOrigin(request, response);
      if (method === "OPTIONS") return { status: 200, body: { status: "Ok" } };
    }
    const { bytes, fault } = await readBody(request, getMaxBodyBytes(url), this.#budget);
    try {
      const encoded: EncodedRequest = { method, url, headers, bytes };
      return this.#keep(encoded, fault ?? decodeRequest(encoded));
    } finally {
      this.#budget.giveBack(bytes.length);
    }
  }

  /** Keeps a request, calls the author's functions for it, and returns the response. */
  #keep(request: EncodedRequest, result: DecodedRequest | RejectedRequest): HttpAnswer {
    const answer = this.#createAnswer(result);
    this.data.add(request, result, answer.status);
    const { onEvent, onSpan } = this.#options;
    if (result.kind === "events") for (const event of result.events) callListener("onEvent", onEvent, event);
    if (result.kind === "spans") for (const span of result.spans) callListener("onSpan", onSpan, span);
    return answer;
  }

  #createAnswer(result: DecodedRequest | RejectedRequest): HttpAnswer {
    switch (result.kind) {
      case "rejected":
        return { status: result.status, body: result.body };
      case "events":
        return { status: 200, body: result.results ? { results: result.results } : { status: "Ok" } };
      case "spans":
        return { status: 200, body: { partialSuccess: {} } };
      case "flags": {
        try {
          const flags = this.#answerFlags(result.request);
          return { status: 200, body: createFlagsResponse(flags, result.version, randomUUID()) };
        } catch (error) {
          reportProblem(`flags, given to startReceiver, cannot be used: ${describe(error)}`);
          return { status: 500, body: "the flags that were given to startReceiver cannot be used" };
        }
      }
    }
  }

  #answerFlags(request: FlagRequest): AnsweredFlag[] {
    const { flags = {} } = this.#options;
    if (flags instanceof FlagRules) return answerByRules(flags, request);
    return answerFromTable(typeof flags === "function" ? flags(request) : flags, request);
  }
}

/** The response does not depend on the function, because the client would send the events again. */
function callListener<T>(name: string, listener: ((value: T) => unknown) | undefined, value: T): void {
  try {
    const result = listener?.(value);
    // A function that is declared to return nothing can be async.
    if (result instanceof Promise) result.catch((error) => reportError(name, error));
  } catch (error) {
    reportError(name, error);
  }
}

function reportError(name: string, error: unknown): void {
  reportProblem(`${name}, given to startReceiver, threw ${describe(error)}`);
}

/** Never throws. An error of the author can have a method that does. */
function describe(error: unknown): string {
  try {
    return inspect(error);
  } catch {
    return "a value that cannot be printed";
  }
}

/** Lets a page on this machine read the response, without which posthog-js sends the events again. */
function allowOrigin({ headers }: IncomingMessage, response: ServerResponse): void {
  if (headers.origin === undefined) return;
  response.setHeader("Access-Control-Allow-Origin", headers.origin);
  response.setHeader("Access-Control-Allow-Credentials", "true");
  response.setHeader("Access-Control-Allow-Methods", "GET, POST, OPTIONS");
  response.setHeader("Vary", "Origin");
  const requested = headers["access-control-request-headers"] ?? "";
  if (/^[\w, -]+$/.test(requested)) response.setHeader("Access-Control-Allow-Headers", requested);
}

function sendResponse(response: ServerResponse, { status, body }: HttpAnswer): void {
  const isText = typeof body === "string";
  const text = isText ? body : JSON.stringify(body);
  response.writeHead(status, { "Content-Type": isText ? "text/plain; charset=utf-8" : "application/json" });
  response.end(text);
}
