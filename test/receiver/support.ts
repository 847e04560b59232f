/** Sends what a well-behaved client cannot send. */
import { request as httpRequest, type OutgoingHttpHeaders } from "node:http";
import { connect } from "node:net";
import type { Receiver } from "../../src/receiver/receiver.js";

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
}

/** Sends a request with any headers, also those that `fetch` sets itself. */
export function send(
  receiver: Receiver,
  path: string,
  {
    method = "POST",
    headers = {},
    body = "" as string | Uint8Array,
  }: {
    readonly method?: string;
    readonly headers?: OutgoingHttpHeaders;
    readonly body?: string | Uint8Array;
  } = {},
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const { port } = receiver;
    const sent = httpRequest({ host: "127.0.0.1", port, path, method, headers }, async (response) => {
      let text = "";
      for await (const chunk of response.setEncoding("utf8")) text += chunk;
      resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
    });
    sent.on("error", reject).end(body);
  });
}

/** Sends bytes as they are, and returns all that comes back before the server or this client closes. */
export function sendBytes(receiver: Receiver, bytes: Uint8Array | string, isEnd = true): Promise<string> {
  return new Promise((resolve) => {
    let text = "";
    const socket = connect(receiver.port, "127.0.0.1", () => {
      if (isEnd) socket.end(bytes);
      else socket.write(bytes, () => socket.destroy());
    });
    socket.setEncoding("latin1").on("data", (chunk) => {
      text += chunk;
    });
    socket.on("error", () => {});
    socket.on("close", () => resolve(text));
  });
}

/** Returns the lines of `GET /received`. */
export async function fetchReceived(receiver: Receiver): Promise<Record<string, unknown>[]> {
  const response = await fetch(`${receiver.url}/received`);
  if (response.status !== 200) throw new Error(`GET /received: ${response.status}`);
  const text = await response.text();
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line) => JSON.parse(line));
}
