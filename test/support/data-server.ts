/** A server that erases and exports the events of a person, and homes with ids to ask it for. */

import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import type { IncomingMessage, ServerResponse } from "node:http";
import { join } from "node:path";
import { expect } from "vitest";
import { getPeriodKeys } from "../../src/installation/calendar.js";
import { createReceiverEnv } from "./cli.js";
import { createTempFolder } from "./run.js";
import { startTestServer } from "./test-server.js";

export interface DataRequest {
  readonly path: string;
  readonly body: { readonly api_key: string; readonly ids: readonly string[] };
}

export interface DataServer {
  readonly url: string;
  /** The variables with which the command line uses the server. */
  readonly env: Record<string, string>;
  readonly requests: DataRequest[];
}

export type Answer = (
  response: ServerResponse,
  request: DataRequest & { readonly message: IncomingMessage },
) => void;

/** Starts the server. */
export async function startDataServer(answer: Answer): Promise<DataServer> {
  const requests: DataRequest[] = [];
  const url = await startTestServer((message, response) => {
    let text = "";
    message.setEncoding("utf8").on("data", (chunk) => {
      text += chunk;
    });
    message.on("end", () => {
      const request = { path: `${message.method} ${message.url}`, body: JSON.parse(text) };
      requests.push(request);
      answer(response, { ...request, message });
    });
  });
  return { url, env: createReceiverEnv(url), requests };
}

export const RECEIPT = "0198c0de-0000-7000-8000-00000000abcd";
export const ERASED_AT = "2026-11-28T12:00:00.000Z";

/** Creates the text of a valid receipt. The given fields replace its own. */
export function createReceipt(ids: readonly string[], fields: object = {}): string {
  const counts = { ids: ids.length, ids_found: 1, events: 120, spans: 4 };
  return JSON.stringify({ receipt: RECEIPT, erased_at: ERASED_AT, ...counts, ...fields });
}

export const erase: Answer = (response, { body }) =>
  void response.setHeader("Content-Type", "application/json").end(createReceipt(body.ids));

/** Answers with lines, which may be cut. */
export function exportText(text: string | Buffer): Answer {
  return (response) => void response.setHeader("Content-Type", "application/x-ndjson").end(text);
}

/** Answers with a status and a text. */
export function refuse(status: number, text = "", headers: Record<string, string> = {}): Answer {
  return (response) => void response.writeHead(status, headers).end(text);
}

export const ID = "0198c0de-0000-7000-8000-000000000001";

/** Returns the folder of the data of codeweaver in a home. */
export function getDataFolder(home: string): string {
  return join(home, ".data", "codeweaver", "telemetry");
}

/** Creates a home with ids under which events were sent, with a salt and with a file in the spool. */
export function createHomeWithIds(ids: readonly string[] = [ID]): string {
  const home = createTempFolder();
  const data = getDataFolder(home);
  for (const name of ["ids", "spool"]) mkdirSync(join(data, name), { recursive: true, mode: 0o700 });
  const week = getPeriodKeys(Date.now())?.week;
  writeFileSync(join(data, "ids", `${week}.ids`), `${ids.join("\n")}\n`, { mode: 0o600 });
  writeFileSync(join(data, "salt"), "a".repeat(64), { mode: 0o600 });
  writeFileSync(join(data, "spool", "1796000000000-0123abcd-0123abcd.jsonl"), "", { mode: 0o600 });
  return home;
}

/** The paths of all local data in such a home. */
export const ALL_LOCAL_DATA = [
  "ids",
  expect.stringMatching(/^ids.\d{4}-W\d\d\.ids$/),
  "salt",
  "spool",
  "spool/1796000000000-0123abcd-0123abcd.jsonl",
];

export function listLocalData(home: string): string[] {
  try {
    return readdirSync(getDataFolder(home), { recursive: true }).map(String).sort();
  } catch {
    return [];
  }
}
