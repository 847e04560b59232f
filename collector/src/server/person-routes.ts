/** Answers the requests of a person: the erasure and the export of what was sent under their ids. */
import { randomUUID } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { readBody, type UploadBudget } from "codeweaver-telemetry/receiver";
import { z } from "zod";
import { isSearchableId } from "../project/id-search.js";
import { exportLines } from "../project/person-data.js";
import type { Project } from "../project/project.js";
import type { Collector } from "./collector.js";
import { type HttpAnswer, UnavailableError } from "./http-answer.js";

/** 20,000 ids, which is more than a machine has in 90 days. */
const MAX_IDS = 20_000;
const MAX_BODY_BYTES = 4 * 1024 * 1024;

const REQUEST = z.object({
  api_key: z.string().optional(),
  ids: z
    .array(z.string().refine(isSearchableId, { error: "an id is a random UUID or a hash in lower case" }))
    .min(1, "ids is a list with at least one id")
    .max(MAX_IDS, `ids has at most ${MAX_IDS} ids`),
});

export class PersonRoutes {
  readonly #collector: Collector;
  readonly #budget: UploadBudget;
  #waiting = 0;

  constructor(collector: Collector, budget: UploadBudget) {
    this.#collector = collector;
    this.#budget = budget;
  }

  /** Erases, and answers with a receipt when it is done. */
  async erase(request: IncomingMessage): Promise<HttpAnswer> {
    const parsed = await this.#parse(request);
    if ("status" in parsed) return parsed;
    if (this.#waiting >= MAX_WAITING)
      throw new UnavailableError("too many erasures are waiting", RETRY_AFTER_SECONDS);
    this.#waiting++;
    try {
      const { project, ids } = parsed;
      const { events, spans, idsFound } = await this.#collector.eraser.eraseIds(project, ids);
      const receipt = randomUUID();
      const erased_at = new Date().toISOString();
      return { status: 200, body: { receipt, erased_at, ids: ids.size, ids_found: idsFound, events, spans } };
    } finally {
      this.#waiting--;
    }
  }

  async export(request: IncomingMessage): Promise<HttpAnswer> {
    const parsed = await this.#parse(request);
    if ("status" in parsed) return parsed;
    const lines = exportLines(parsed.project, parsed.ids);
    return { status: 200, body: addLineBreaks(lines), headers: { "Content-Type": "application/x-ndjson" } };
  }

  async #parse(
    request: IncomingMessage,
  ): Promise<{ readonly project: Project; readonly ids: ReadonlySet<string> } | HttpAnswer> {
    if (request.method !== "POST") return { status: 405, body: "POST only" };
    const { bytes, fault } = await readBody(request, MAX_BODY_BYTES, this.#budget);
    this.#budget.giveBack(bytes.length);
    if (fault !== undefined) return { status: fault.status, body: fault.message };
    const { success, data, error } = REQUEST.safeParse(parseJson(bytes));
    if (!success) {
      const [issue] = error.issues;
      const place = issue?.path.join(".") ?? "";
      return {
        status: 400,
        body: place === "" ? "the body is not {api_key, ids}" : `${place}: ${issue?.message}`,
      };
    }
    const project = this.#collector.findProject(data.api_key);
    if (project === undefined) return { status: 401, body: "no project has this api_key" };
    return { project, ids: new Set(data.ids) };
  }
}

const MAX_WAITING = 100;
const RETRY_AFTER_SECONDS = 30;

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

async function* addLineBreaks(lines: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const line of lines) yield `${line}\n`;
}
