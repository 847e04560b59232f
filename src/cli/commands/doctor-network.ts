/** Runs the network checks of `doctor`: name resolution, proxy, TLS, one real event and its response, and the clock. */
import { isIP } from "node:net";
import { createTransport, getSendOptions } from "../../bootstrap/create-transport.js";
import { DOCTOR_EVENT } from "../../bootstrap/package-manifest.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { createStandaloneEvent, sendStandaloneEvent } from "../../bootstrap/standalone-event.js";
import { createEventRuntimeProperties, createProtectedProperties } from "../../client/standard-properties.js";
import type { Envelope } from "../../envelope.js";
import { getErrorCode, getErrorMessage } from "../../internal/errors.js";
import { createUuidV7 } from "../../internal/ids.js";
import { createLookup } from "../../net/dns-lookup.js";
import { createHttpClient, type Fetch } from "../../net/http-client.js";
import { isTlsError } from "../../net/tls-error.js";
import { type Check, createCheckResult } from "./doctor-report.js";
import { checkSender } from "./doctor-sender.js";

/** PostHog corrects the times of events by the time of sending. With a larger skew they are not reliable. */
const MAX_CLOCK_SKEW_MS = 5 * 60 * 1000;

/** @param obstacle a clause that says why nothing may be sent; undefined when a test event may be sent */
export async function runNetworkChecks(
  telemetry: ResolvedTelemetry,
  obstacle: string | undefined,
): Promise<Check[]> {
  if (obstacle !== undefined)
    return NETWORK_CHECK_NAMES.map((name) => ({
      name,
      ok: undefined,
      found: `not checked, because ${obstacle}`,
    }));
  const sending = getSendOptions(telemetry);
  if (sending.wireFormat === "otlp") return (await import("./doctor-traces.js")).runTraceChecks(telemetry);
  const { host, proxy, requestTimeoutMs } = sending;
  const observed: ObservedResponse = {}; // filled by the fetch while the event is sent
  const observingFetch = observeFetch(createHttpClient(requestTimeoutMs, proxy).fetch, observed);
  const { transport } = createTransport(sending, { customFetch: observingFetch });
  const hostNameCheck =
    proxy === undefined
      ? await checkHostName(host, requestTimeoutMs)
      : { ok: true, found: "the proxy looks it up" };
  const event = createDoctorEvent(telemetry);
  const outcome = await sendStandaloneEvent(transport, event, 2 * requestTimeoutMs);
  const { status, date } = observed;
  return [
    { name: "host name", ...hostNameCheck },
    { name: "proxy", ok: true, found: proxy === undefined ? "none" : new URL(proxy).host },
    { name: "TLS", ...checkTls(host, observed) },
    { name: "reachable", ...checkReachability(host, observed) },
    { name: "test event", ...checkResponse(outcome?.kind, status) },
    { name: "clock", ...checkClock(date) },
    await checkSender(telemetry, outcome?.kind === "delivered", () => createDoctorEvent(telemetry)),
  ];
}

const NETWORK_CHECK_NAMES = [
  "host name",
  "proxy",
  "TLS",
  "reachable",
  "test event",
  "clock",
  "child process",
];

/** The status line and headers of the response, or the error in its place. */
interface ObservedResponse {
  status?: number;
  date?: string | null;
  /** The system's error code, such as `ECONNREFUSED`. */
  code?: string;
}

function observeFetch(fetch: Fetch, observed: ObservedResponse): Fetch {
  return async (url, request) => {
    try {
      const response = await fetch(url, request);
      observed.status = response.status;
      observed.date = response.headers.get("date");
      return response;
    } catch (error) {
      observed.code = String(getErrorCode(error) ?? getErrorMessage(error));
      throw error;
    }
  };
}

async function checkHostName(host: string, timeoutMs: number): Promise<Omit<Check, "name">> {
  const { hostname } = new URL(host);
  const name = hostname.replace(/^\[|\]$/g, "");
  if (isIP(name) !== 0) return { ok: true, found: `${name} is an address` };
  const failure = await new Promise<Error | null>((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    createLookup(signal)(name, {}, (error) => resolve(error));
    signal.addEventListener("abort", () => resolve(new Error("no answer in time")));
  });
  return createCheckResult(
    failure === null,
    failure === null ? `${name} is known` : `${name}: ${failure.message}`,
    `check the spelling of the host, and the DNS of this machine: nslookup ${name}`,
  );
}

function checkTls(host: string, { status, code }: ObservedResponse): Omit<Check, "name"> {
  if (host.startsWith("http:")) return { ok: true, found: "none: the server is on this machine" };
  if (status !== undefined) return { ok: true, found: "the certificate is valid" };
  if (!isTlsError({ code })) return { ok: undefined, found: "not checked, because there is no connection" };
  return {
    ok: false,
    found: `the certificate is not accepted (${code})`,
    fix: "if your company's proxy decrypts TLS: NODE_EXTRA_CA_CERTS=<its certificate>",
  };
}

function checkReachability(host: string, { status, code }: ObservedResponse): Omit<Check, "name"> {
  const found = status === undefined ? `no answer (${code})` : `${host} answers`;
  return createCheckResult(status !== undefined, found, suggestConnectionFix(host, code));
}

function suggestConnectionFix(host: string, code: string | undefined): string {
  if (isTlsError({ code })) return "see TLS";
  if (host.startsWith("http:")) return "start the server; `receive --port` starts one for tests";
  return `check whether a firewall blocks it, or a proxy is needed (HTTPS_PROXY): curl -v ${host}`;
}

function checkResponse(outcome: string | undefined, status: number | undefined): Omit<Check, "name"> {
  if (status === undefined) return { ok: undefined, found: `${DOCTOR_EVENT} was not sent` };
  const fix =
    status === 401 || status === 403
      ? "check that posthog_api_key is the key of a project on this host"
      : status >= 500 || status === 429
        ? "wait: the server has a problem, and events remain pending until it is solved"
        : "check that the server at this address accepts this wire format";
  return createCheckResult(
    outcome === "delivered",
    `${DOCTOR_EVENT} was sent, and the server answered ${status}`,
    fix,
  );
}

function checkClock(date: string | null | undefined): Omit<Check, "name"> {
  const serverTimeMs = Date.parse(date ?? "");
  if (Number.isNaN(serverTimeMs))
    return { ok: undefined, found: "there is no answer to compare the clock with" };
  const skewMs = Date.now() - serverTimeMs;
  const isRight = Math.abs(skewMs) <= MAX_CLOCK_SKEW_MS;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return createCheckResult(
    isRight,
    isRight
      ? "agrees with the server's"
      : `is ${seconds} s ${skewMs > 0 ? "ahead of" : "behind"} the server's`,
    "set this machine's clock",
  );
}

function createDoctorEvent({ tool, isCi, options }: ResolvedTelemetry): Envelope {
  const runtime = createEventRuntimeProperties({ tool, version: options.version, isCi });
  return createStandaloneEvent(DOCTOR_EVENT, { ...runtime, ...createProtectedProperties(createUuidV7()) });
}
