/** Fetches the events under a person's ids, line by line, so that an export of any size needs little memory. */
import { isRecord } from "../../internal/record.js";
import { escapeForTerminal } from "../../internal/terminal-text.js";
import { DataConnection, splitIds } from "./data-request.js";
import { type DataServer, DataServerError } from "./data-server.js";
import type { ExportSink } from "./export-sink.js";

export interface ExportCounts {
  readonly events: number;
  readonly spans: number;
  /** Of the lines as they were written. */
  readonly bytes: number;
}

interface FetchOptions {
  readonly sink: Pick<ExportSink, "write">;
  /** Ends the transfer. */
  readonly signal: AbortSignal;
}

/** A server accepts events of about a megabyte. */
const MAX_LINE_CHARACTERS = 4 * 1024 * 1024;

/**
 * Writes all events to the sink. Returns undefined if nobody reads them any more.
 * @throws a DataServerError for an answer that is not complete or not valid
 */
export async function fetchEvents(
  server: DataServer,
  ids: readonly string[],
  { sink, signal }: FetchOptions,
): Promise<ExportCounts | undefined> {
  const counts = { events: 0, spans: 0, bytes: 0 };
  const connection = new DataConnection(server);
  signal.addEventListener("abort", connection.abort);
  try {
    for (const part of splitIds(ids)) {
      const answer = await connection.post("/api/export", part);
      if (!/^application\/x-ndjson\b/i.test(answer.headers.get("content-type") ?? ""))
        throw new DataServerError(`the answer of ${server.host} is not a list of events`);
      for await (const lines of splitLines(connection.readParts(answer), server)) {
        const escaped = lines.map((line) => checkLine(line, server, counts));
        if (escaped.length > 0 && !(await sink.write(escaped))) return undefined;
      }
    }
    return counts;
  } finally {
    signal.removeEventListener("abort", connection.abort);
    connection.close();
  }
}

/** Yields the complete lines of each part. The last line has to end with a line break, or the answer was cut. */
async function* splitLines(
  parts: AsyncIterable<Uint8Array>,
  { host }: DataServer,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = "";
  for await (const part of parts) {
    const lines = (rest + decoder.decode(part, { stream: true })).split("\n");
    rest = lines.pop() ?? "";
    if (rest.length > MAX_LINE_CHARACTERS)
      throw new DataServerError(`the answer of ${host} has a line that is too long`);
    yield lines.filter((line) => line.trim() !== "");
  }
  if (rest.trim() !== "") throw new DataServerError(`the answer of ${host} ended early`);
}

/** Returns the line with every character escaped that a terminal would interpret. It is JSON with the same value. */
function checkLine(
  line: string,
  { host }: DataServer,
  counts: { -readonly [K in keyof ExportCounts]: ExportCounts[K] },
): string {
  const escaped = escapeForTerminal(line.trim());
  const value = parseJson(escaped);
  if (!isRecord(value)) throw new DataServerError(`the answer of ${host} has a line that is no event`);
  if (typeof value.event === "string") counts.events++;
  else counts.spans++;
  counts.bytes += Buffer.byteLength(escaped) + 1;
  return escaped;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
