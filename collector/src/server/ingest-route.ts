/** Answers the requests that tools send: events, spans, and questions for flags. */
import type { IncomingMessage } from "node:http";
import {
  answerFlagRequest,
  type DecodedRequest,
  decodeRequest,
  getMaxBodyBytes,
  type RejectedRequest,
  readBody,
  UploadBudget,
} from "codeweaver-telemetry/receiver";
import { NO_FLAGS, type ServedFlags, watchFlags } from "../flags/flag-file.js";
import { parseProtobufTraces } from "../ingest/protobuf-traces.js";
import { type IngestRequest, TooLargeError } from "../ingest/request-check.js";
import type { WatchedFile } from "../internal/watched-file.js";
import type { Project } from "../project/project.js";
import type { Collector } from "./collector.js";
import type { HttpAnswer } from "./http-answer.js";

/** Bounds the bodies that are uploaded at the same time. */
const MAX_UPLOAD_BYTES = 128 * 1024 * 1024;
/** Clients send some hundreds at once. A body of 20 MiB can have twenty times as many, of which each needs a kilobyte. */
export const MAX_EVENTS_PER_REQUEST = 50_000;

export class IngestRoute {
  readonly #collector: Collector;
  readonly #flags = new Map<string, WatchedFile<ServedFlags>>();
  readonly #budget = new UploadBudget(MAX_UPLOAD_BYTES);

  /** @throws ConfigError if flags cannot be used */
  constructor(collector: Collector, log: (text: string) => void) {
    this.#collector = collector;
    for (const { name, config } of collector.projects.values())
      if (config.flags !== undefined) this.#flags.set(name, watchFlags(config.flags, log));
  }

  /** @param address of the client, for its source tag */
  async answer(request: IncomingMessage, address: string): Promise<HttpAnswer> {
    const { method = "", headers } = request;
    const { url, projectName } = parseProjectPath(request.url ?? "");
    const { bytes, fault } = await readBody(request, getMaxBodyBytes(url), this.#budget);
    try {
      const decoded = fault ?? decodeRequest({ method, url, headers, bytes }, { parseProtobufTraces });
      return await this.#answerDecoded(decoded, address, projectName);
    } finally {
      this.#budget.giveBack(bytes.length);
    }
  }

  /** Answers `/flags/definitions`, which posthog-node asks for with a personal key and the key of the project. */
  answerDefinitions(request: IncomingMessage, token: string | null): HttpAnswer {
    const project = this.#collector.findProject(token ?? undefined);
    if (project === undefined)
      return { status: 401, refusal: "wrong_key", body: "no project has this token" };
    const { definitions, etag } = this.#getFlags(project);
    const headers = { ETag: etag, "Cache-Control": "no-cache" };
    if (request.headers["if-none-match"] === etag) return { status: 304, headers };
    return { status: 200, body: definitions, headers: { ...headers, "Content-Type": "application/json" } };
  }

  async #answerDecoded(
    decoded: DecodedRequest | RejectedRequest,
    address: string,
    projectName: string | undefined,
  ): Promise<HttpAnswer> {
    if (decoded.kind === "rejected") {
      const headers = decoded.status === 503 ? { "Retry-After": "1" } : {};
      return { status: decoded.status, body: decoded.body, headers };
    }
    const project =
      decoded.key === undefined && projectName !== undefined
        ? this.#collector.projects.get(projectName)
        : this.#collector.findProject(decoded.key);
    if (project === undefined) return createKeyAnswer(decoded.key);
    if (decoded.kind === "flags") {
      const { rules } = this.#getFlags(project);
      return { status: 200, body: answerFlagRequest(rules, decoded.request, decoded.version) };
    }
    const count = decoded.kind === "events" ? decoded.events.length : decoded.spans.length;
    if (count > MAX_EVENTS_PER_REQUEST)
      return { status: 413, body: `request has more than ${MAX_EVENTS_PER_REQUEST} events` };
    try {
      const { dropped } = await this.#collector.acceptor.accept(project, decoded, address);
      return { status: 200, body: createIngestBody(decoded, dropped) };
    } catch (error) {
      if (!(error instanceof TooLargeError)) throw error;
      return { status: 413, body: error.message };
    }
  }

  #getFlags(project: Project): ServedFlags {
    return this.#flags.get(project.name)?.get() ?? NO_FLAGS;
  }
}

/**
 * Formats without a key name their project in the path: `/projects/mytool` for a plain endpoint, and
 * `/projects/mytool/v1/traces` for traces.
 */
function parseProjectPath(url: string): { readonly url: string; readonly projectName?: string } {
  const [, projectName, rest = ""] = /^\/projects\/([a-z0-9_-]{1,40})(?=[/?]|$)(.*)$/.exec(url) ?? [];
  return projectName === undefined ? { url } : { url: rest.startsWith("/") ? rest : `/${rest}`, projectName };
}

function createKeyAnswer(key: string | undefined): HttpAnswer {
  return key === undefined
    ? {
        status: 401,
        refusal: "no_key",
        body: "the request names no project: send its write key, or send to /projects/NAME",
      }
    : {
        status: 401,
        refusal: "wrong_key",
        body: "API key is not valid: no project of this collector has it",
      };
}

/** The format that answers for each event says which ones were dropped, and why. */
function createIngestBody(decoded: IngestRequest, dropped: ReadonlyMap<number, string>): object {
  if (decoded.kind === "spans") return { partialSuccess: {} };
  const { results, events } = decoded;
  if (results === undefined) return { status: "Ok" };
  const reasons = [...dropped].flatMap(([index, details]) => {
    const { uuid } = events[index] ?? {};
    return uuid === undefined ? [] : [[uuid, { result: "drop", details }]];
  });
  return { results: { ...results, ...Object.fromEntries(reasons) } };
}
