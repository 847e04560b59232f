/** Answers the HTTP requests of the client with the engine in this process, as a server of ClickHouse does. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { engine } from "./engine.js";

export const USERNAME = "collector";
export const PASSWORD = "0123 secret";

export interface HttpBridge {
  readonly url: string;
  /** The databases of the requests, and whether they were read-only. */
  readonly requests: readonly { readonly database: string | null; readonly isReadOnly: boolean }[];
  /** Requests are answered with an error from now on, or no longer. */
  setRefusing(isRefusing: boolean): void;
  close(): Promise<void>;
}

interface StatementRequest {
  readonly database: string | null;
  readonly query: string;
  readonly body: string | undefined;
  readonly parameters: Record<string, unknown>;
  readonly settings: Record<string, string>;
  readonly isReadOnly: boolean;
}

export async function startHttpBridge(): Promise<HttpBridge> {
  const requests: { database: string | null; isReadOnly: boolean }[] = [];
  let isRefusing = false;
  let last: Promise<unknown> = Promise.resolve(); // the engine has one database at a time
  const server = createServer((request, response) => {
    const work = last.then(async () => {
      if (isRefusing)
        return end(response, 503, "Code: 202. DB::Exception: Too many (TOO_MANY_SIMULTANEOUS_QUERIES)");
      const expected = `Basic ${Buffer.from(`${USERNAME}:${PASSWORD}`).toString("base64")}`;
      if (request.headers.authorization !== expected)
        return end(response, 403, "Code: 516. DB::Exception: Authentication failed (AUTHENTICATION_FAILED)");
      const statement = await readStatement(request);
      requests.push(statement);
      return end(response, 200, await runStatement(statement));
    });
    last = work.catch((error: Error) =>
      end(response, 500, `Code: 1. DB::Exception: ${error.message} (ERROR)`),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server's address is neither a text nor null
  return {
    url: `http://127.0.0.1:${port}`,
    requests,
    setRefusing(isNow) {
      isRefusing = isNow;
    },
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await last;
    },
  };
}

function end(response: ServerResponse, status: number, body: string): void {
  response.writeHead(status, { "X-ClickHouse-Summary": "{}" }).end(body);
}

async function readStatement(request: IncomingMessage): Promise<StatementRequest> {
  const url = new URL(request.url ?? "", "http://127.0.0.1");
  const body = await text(request);
  const { query, database, query_id: _, readonly, ...rest } = Object.fromEntries(url.searchParams);
  const entries = Object.entries(rest);
  const parameters = entries.filter(([name]) => name.startsWith("param_"));
  return {
    database: database ?? null,
    query: query ?? body,
    body: query === undefined ? undefined : body,
    parameters: Object.fromEntries(parameters.map(([name, value]) => [name.slice(6), unescapeValue(value)])),
    settings: Object.fromEntries(entries.filter(([name]) => !name.startsWith("param_"))),
    isReadOnly: readonly === "1",
  };
}

/** The escapes of tab-separated values. */
function unescapeValue(value: string): string | null {
  if (value === "\\N") return null;
  const escapes: Record<string, string> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", 0: "\0" };
  return value.replace(/\\(.)/gs, (_, letter: string) => escapes[letter] ?? letter);
}

/** The engine keeps `readonly` for later statements, so that it is checked here. */
async function runStatement(statement: StatementRequest): Promise<string> {
  const { database, query, body, parameters, settings, isReadOnly } = statement;
  if (isReadOnly && !/^\s*(?:SELECT|WITH)\b/i.test(query))
    throw new Error("Cannot execute query in readonly mode");
  if (database !== null) await engine.command({ query: `USE "${database}"` });
  const { stream } = await engine.exec({
    query,
    ...(body !== undefined && body !== "" && { values: Readable.from([body]) }),
    query_params: parameters,
    clickhouse_settings: settings,
  });
  return text(stream);
}
