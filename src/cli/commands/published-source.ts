/** Reads a published period from a site, from its address, or from a file. Nothing about the person is sent. */
import { resolve } from "node:path";
import { findWorkingDirectory, processInputs } from "../../bootstrap/process-inputs.js";
import { readSmallFile } from "../../files/user-files.js";
import { describeFileError, getErrorCode, getErrorMessage } from "../../internal/errors.js";
import { createHttpClient } from "../../net/http-client.js";
import type { StreamedResponse } from "../../net/http-response.js";
import { isTlsError } from "../../net/tls-error.js";
import { ADDRESS_FORMS, getDataUrl, parsePublishedAddress } from "./published-address.js";
import { type PublishedPeriod, parsePeriodList, parsePublishedPeriod } from "./published-period.js";

/** A period with a hundred tables has about 100 KB. */
const MAX_BYTES = 5 * 1024 * 1024;
const TIMEOUT_MS = 30_000;

/** A published period, and the URL or file that it is from. */
export interface FoundPeriod {
  readonly source: string;
  readonly published: PublishedPeriod;
}

/** @throws an error that names the file */
export function readPublishedFile(file: string): FoundPeriod {
  return { source: file, published: parsePublishedPeriod(readText(file), file) };
}

function readText(file: string): string {
  try {
    const found = readSmallFile(resolve(findWorkingDirectory(), file), MAX_BYTES);
    if (found !== undefined) return found.text;
  } catch (error) {
    throw new Error(`${file} cannot be read: ${describeFileError(error)}`);
  }
  throw new Error(`${file} does not exist`);
}

/**
 * Fetches the figures that an address means. Of a site these are the newest, whoever asks, so that the requests tell nothing
 * about the person.
 * @throws UsageError for an address that is not allowed, and an error that names the address
 */
export async function fetchPublishedPeriod(address: string, timeoutMs = TIMEOUT_MS): Promise<FoundPeriod> {
  const { kind, url, period } = parsePublishedAddress(address);
  if (kind === "period") return fetchPeriod(url, period, timeoutMs);
  const listUrl = `${url}/periods.json`;
  const [newest] = parsePeriodList(await fetchText(listUrl, timeoutMs), listUrl);
  if (newest === undefined) throw new Error(`${listUrl} lists no period, so nothing is published yet`);
  return fetchPeriod(getDataUrl(`${url}/${newest}`), newest, timeoutMs);
}

/** @param period the one that the data must be of, or undefined for any */
async function fetchPeriod(url: string, period: string | undefined, timeoutMs: number): Promise<FoundPeriod> {
  const published = parsePublishedPeriod(await fetchText(url, timeoutMs), url);
  if (period !== undefined && published.period !== period)
    throw new Error(`${url} has the figures of ${published.period}, and not of ${period}`);
  return { source: url, published };
}

/** Sends one request without a body, cookies or the name of this program. @throws an error that names the URL */
async function fetchText(url: string, timeoutMs: number): Promise<string> {
  const proxy = processInputs.resolveProxy(url);
  if (proxy.kind === "unsupported")
    throw new Error(`the proxy in ${proxy.variable} cannot be used for ${url}`);
  const client = createHttpClient(2 * timeoutMs, proxy.kind === "proxied" ? proxy.proxy : undefined);
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), timeoutMs); // it keeps the process alive, and a connection does not
  try {
    const response = await client.stream(url, {
      method: "GET",
      headers: { Accept: "application/json" },
      signal: controller.signal,
    });
    requireSuccess(response, url);
    return await readBody(response, url);
  } catch (error) {
    if (controller.signal.aborted) throw new Error(`${url} took longer than ${timeoutMs / 1000} s`);
    throw explainFailure(error, url);
  } finally {
    clearTimeout(timer);
    client.closeConnections();
  }
}

/** Thrown with a message that needs no explanation. */
class PublishedSourceError extends Error {}

function requireSuccess({ status, headers }: StreamedResponse, url: string): void {
  const location = headers.get("location");
  if (status >= 300 && status < 400 && location !== null)
    throw new PublishedSourceError(
      `${url} redirects to ${location}, and redirects are not followed; if you trust that address, name it with --from`,
    );
  if (status === 200) return;
  const help = status === 404 ? `: ${ADDRESS_FORMS}` : "";
  throw new PublishedSourceError(`${url} answered with status ${status}${help}`);
}

async function readBody({ body }: StreamedResponse, url: string): Promise<string> {
  const chunks: Uint8Array[] = [];
  let byteCount = 0;
  for await (const chunk of body) {
    byteCount += chunk.length;
    if (byteCount > MAX_BYTES)
      throw new PublishedSourceError(`${url} is larger than ${MAX_BYTES / 1024 / 1024} MB`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
}

function explainFailure(error: unknown, url: string): Error {
  if (error instanceof PublishedSourceError) return error;
  const code = String(getErrorCode(error) ?? getErrorMessage(error));
  if (isTlsError(error)) return new Error(`the certificate of ${url} is not accepted (${code})`);
  return new Error(`${url} cannot be fetched (${code})`);
}
