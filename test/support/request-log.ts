/** Writes a request log as the pipeline writes it and reads it with `show`, so that a test needs neither a server nor the time of many processes. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { runCli } from "./cli.js";

export interface LoggedTestRequest {
  /** How long ago the request was sent. */
  readonly ageMs?: number;
  readonly url?: string;
  /** Undefined for a request without an answer. */
  readonly status?: number | undefined;
  readonly body: string | Uint8Array;
}

/** Writes the requests, oldest first, into the log of the tool in a home folder. */
export function writeRequestLog(
  home: string,
  requests: readonly LoggedTestRequest[],
  tool = "codeweaver",
): void {
  const folder = join(home, ".data", tool, "telemetry", "receipts");
  mkdirSync(folder, { recursive: true });
  const linesByDay = new Map<string, string[]>();
  for (const [index, request] of requests.entries()) {
    const { ageMs = 60_000, url = "https://eu.i.posthog.com/batch/", body } = request;
    const time = new Date(Date.now() - ageMs).toISOString();
    const id = index.toString(16).padStart(16, "0");
    const logged = { id, time, method: "POST", url, body: gzipSync(body).toString("base64") };
    const status = "status" in request ? request.status : 200;
    const day = time.slice(0, 10);
    linesByDay.set(day, [
      ...(linesByDay.get(day) ?? []),
      JSON.stringify(logged),
      ...(status === undefined ? [] : [JSON.stringify({ id, status })]),
    ]);
  }
  for (const [day, lines] of linesByDay)
    writeFileSync(join(folder, `${day}-0000.jsonl`), `${lines.join("\n")}\n`);
}

/** Creates a body in PostHog's format with one event for each name. */
export function createBatchBody(...names: string[]): string {
  const batch = names.map((event) => ({
    event,
    distinct_id: "an id",
    uuid: crypto.randomUUID(),
    timestamp: "2026-11-21T10:00:00.123Z",
    properties: { files: 3, language: "typescript" },
  }));
  return JSON.stringify({ api_key: "phc_x", batch, sent_at: "2026-11-21T10:00:00.500Z" });
}

/** A body in OTLP's format with two spans. */
export const SPANS_BODY = JSON.stringify({
  resourceSpans: [
    {
      scopeSpans: [
        {
          spans: [
            { name: "chat", spanId: "a1" },
            { name: "chat", spanId: "a2" },
          ],
        },
      ],
    },
  ],
});

/** Runs `show`, and returns its output as lines without the empty ones. */
export async function readShowLines(home: string, ...args: string[]): Promise<string[]> {
  const { stdout } = await runCli(["show", ...args], { home, env: { COLUMNS: "120" } });
  return stdout.split("\n").filter((line) => line !== "");
}
