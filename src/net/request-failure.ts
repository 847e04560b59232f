/** Observes the requests of a `fetch` that fail, for the tool's author. */
import { getErrorCode } from "../internal/errors.js";
import type { Fetch } from "./http-client.js";

/** @param code `http_<status>`, `timeout`, `aborted`, `network`, or the code of Node's error */
export type OnRequestFailure = (code: string, host: string) => void;

/** Returns a `fetch` with the same results, which also reports failures. */
export function observeFailures(fetch: Fetch, onFailure: OnRequestFailure): Fetch {
  return async (url, request) => {
    const { host } = new URL(url);
    try {
      const response = await fetch(url, request);
      if (response.status < 200 || response.status >= 300) onFailure(`http_${response.status}`, host);
      return response;
    } catch (error) {
      onFailure(getFailureCode(error, request.signal), host);
      throw error;
    }
  };
}

/**
 * The HTTP client aborts a request with a signal of its own after the timeout, and posthog-node with `AbortSignal.timeout`. Other
 * errors are those of Node.
 */
function getFailureCode(error: unknown, signal: AbortSignal | undefined): string {
  if (signal?.aborted === true)
    return Reflect.get(Object(signal.reason), "name") === "TimeoutError" ? "timeout" : "aborted";
  const code = getErrorCode(error);
  if (code === "ABORT_ERR") return "timeout";
  return typeof code === "string" && /^[A-Z][A-Z0-9_]*$/.test(code) ? code : "network";
}
