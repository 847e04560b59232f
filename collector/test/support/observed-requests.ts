/** Observes the requests that any client in this process makes with `fetch`. */
import { subscribe, unsubscribe } from "node:diagnostics_channel";
import { onTestFinished } from "vitest";

/** The channel of undici, on which Node's `fetch` is based (undici.nodejs.org, DiagnosticsChannel). */
const CHANNEL = "undici:request:headers";

/** Returns the requests that are answered from now on, such as `POST /batch/ 200`. */
export function observeRequests(): string[] {
  const requests: string[] = [];
  const add = (message: unknown) => {
    const { request, response } = Object(message);
    requests.push(`${request.method} ${request.path} ${response.statusCode}`);
  };
  subscribe(CHANNEL, add);
  onTestFinished(() => void unsubscribe(CHANNEL, add));
  return requests;
}
