/** Sends a request about a person's own events, and reads its answer while it arrives. */
import { getErrorCode, getErrorMessage } from "../../internal/errors.js";
import { LIBRARY } from "../../internal/package-info.js";
import { createHttpClient, type HttpClient } from "../../net/http-client.js";
import type { StreamedResponse } from "../../net/http-response.js";
import { isTlsError } from "../../net/tls-error.js";
import { type DataServer, DataServerError } from "./data-server.js";
import { describeRefusal } from "./refusal-text.js";

export type DataPath = "/api/erasure" | "/api/export";

/** The server rejects requests with more ids. */
export const MAX_IDS_PER_REQUEST = 20_000;

export interface DataTimeouts {
  /** From the end of the request to the beginning of the answer, in which the server rewrites files. */
  readonly answerMs: number;
  /** Between two parts of the answer. The time in which this side does not read is not counted. */
  readonly pauseMs: number;
  /** For a whole request. */
  readonly totalMs: number;
}

export const DATA_TIMEOUTS: DataTimeouts = {
  answerMs: 10 * 60_000,
  pauseMs: 60_000,
  totalMs: 60 * 60_000,
};

/** A slower line than 16 KB a second gets no additional time for a request. */
const MIN_BYTES_PER_MS = 16;

/** The requests of one subcommand, one after another. The process remains alive while it waits. */
export class DataConnection {
  readonly #server: DataServer;
  readonly #timeouts: DataTimeouts;
  readonly #client: HttpClient;
  readonly #controller = new AbortController();
  #timer: NodeJS.Timeout | undefined;
  /** Completes the sentence "<server> …". Undefined while no time limit is exceeded. */
  #timeoutProblem: string | undefined;

  constructor(server: DataServer, timeouts: DataTimeouts = DATA_TIMEOUTS) {
    this.#server = server;
    this.#timeouts = timeouts;
    this.#client = createHttpClient(timeouts.totalMs, server.proxy);
  }

  /** Ends a request. It rejects then. */
  readonly abort = (): void => this.#controller.abort();

  /** Closes the connection. */
  close(): void {
    clearTimeout(this.#timer);
    this.#client.closeConnections();
  }

  /** @returns the answer if its status is 200 @throws a DataServerError for everything else */
  async post(path: DataPath, ids: readonly string[]): Promise<StreamedResponse> {
    const { host, apiKey, connectTimeoutMs } = this.#server;
    const body = JSON.stringify({ api_key: apiKey, ids });
    const connectMs = connectTimeoutMs + body.length / MIN_BYTES_PER_MS;
    const { answerMs } = this.#timeouts;
    let progress: "connecting" | "sent" | "answered" = "connecting";
    const limitConnecting = () => {
      if (progress === "connecting")
        this.#startTimer(connectMs, `cannot be reached (no connection within ${formatTime(connectMs)})`);
    };
    limitConnecting();
    try {
      const response = await this.#client.stream(`${host}${path}`, {
        method: "POST",
        headers: {
          "User-Agent": `${LIBRARY.name}/${LIBRARY.version}`,
          "Content-Type": "application/json",
        },
        body,
        signal: this.#controller.signal,
        onPhaseEnded: limitConnecting,
        onSent: () => {
          if (progress === "connecting") progress = "sent";
          if (progress === "sent")
            this.#startTimer(answerMs, `did not answer within ${formatTime(answerMs)}`);
        },
      });
      progress = "answered";
      clearTimeout(this.#timer);
      if (response.status === 200) return response;
      throw new DataServerError(await describeRefusal(host, response, this.readParts(response)));
    } catch (error) {
      throw this.#explain(error, progress === "connecting" ? "cannot be reached" : "did not answer");
    }
  }

  /** Reads the body of an answer. @throws a DataServerError if it ends early or does not continue */
  async *readParts({ body }: StreamedResponse): AsyncGenerator<Uint8Array> {
    const { pauseMs } = this.#timeouts;
    const parts = body[Symbol.asyncIterator]();
    try {
      while (true) {
        this.#startTimer(pauseMs, `sent nothing for ${formatTime(pauseMs)}`);
        const { done, value } = await parts.next();
        clearTimeout(this.#timer);
        if (done === true) return;
        yield value;
      }
    } catch (error) {
      throw this.#explain(error, "ended its answer early");
    } finally {
      clearTimeout(this.#timer);
    }
  }

  #startTimer(timeoutMs: number, problem: string): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => {
      this.#timeoutProblem = problem;
      this.abort();
    }, timeoutMs);
  }

  /** @param problem completes the sentence "<server> …" for a connection that was lost */
  #explain(error: unknown, problem: string): DataServerError {
    clearTimeout(this.#timer);
    const { host } = this.#server;
    if (error instanceof DataServerError) return error;
    if (this.#timeoutProblem !== undefined) return new DataServerError(`${host} ${this.#timeoutProblem}`);
    if (this.#controller.signal.aborted) return new DataServerError(`the request to ${host} was interrupted`);
    const code = getErrorCode(error) ?? getErrorMessage(error);
    if (code === "ABORT_ERR")
      return new DataServerError(`${host} took longer than ${formatTime(this.#timeouts.totalMs)}`);
    return new DataServerError(
      isTlsError(error)
        ? `the certificate of ${host} is not accepted (${code})`
        : `${host} ${problem} (${code})`,
    );
  }
}

/** Divides ids into lists that one request may have. */
export function splitIds(ids: readonly string[], maxIds = MAX_IDS_PER_REQUEST): (readonly string[])[] {
  const count = Math.ceil(ids.length / maxIds);
  return Array.from({ length: count }, (_, index) => ids.slice(index * maxIds, (index + 1) * maxIds));
}

function formatTime(milliseconds: number): string {
  const seconds = Math.max(1, Math.round(milliseconds / 1000));
  return seconds < 120 ? `${seconds} s` : `${Math.round(seconds / 60)} minutes`;
}
