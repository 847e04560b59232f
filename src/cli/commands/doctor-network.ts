/** What `doctor` asks of the network: the host's name, the way there, and one real event with its answer. */
import { isIP } from "node:net";
import { createTransport, getSendOptions } from "../../bootstrap/create-transport.js";
import { DOCTOR_EVENT } from "../../bootstrap/package-manifest.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { createStandaloneEvent } from "../../bootstrap/standalone-event.js";
import { createFixedProperties, createRuntimeProperties } from "../../client/standard-properties.js";
import type { Envelope } from "../../envelope.js";
import { getErrorCode, getErrorMessage } from "../../internal/errors.js";
import { createUuidV7 } from "../../internal/ids.js";
import { waitWithTimeout } from "../../internal/timeout.js";
import { createLookup } from "../../net/dns-lookup.js";
import { createNodeFetch, type Fetch } from "../../net/http-client.js";
import { type Check, createCheckResult } from "./doctor-report.js";

/** PostHog corrects clocks by the time of sending; more than this says that events' times are somebody's guess. */
const MAX_CLOCK_SKEW_MS = 5 * 60 * 1000;

/** @param offBecause why nothing may be asked of the network */
export async function runNetworkChecks(
  telemetry: ResolvedTelemetry,
  offReason: string | undefined,
): Promise<Check[]> {
  const { settings } = telemetry.resolved;
  if (offReason !== undefined || settings.debug) {
    const why =
      offReason === undefined
        ? "debug prints events instead of sending"
        : "telemetry is off, and asks nothing of the network";
    return NETWORK_CHECK_NAMES.map((name) => ({ name, ok: undefined, found: why }));
  }
  const sending = getSendOptions(telemetry);
  if (sending.wireFormat === "otlp") return (await import("./doctor-traces.js")).runTraceChecks(telemetry);
  const observed: ObservedResponse = {};
  const { transport } = createTransport(
    sending,
    observeFetch(createNodeFetch(sending.requestTimeoutMs, sending.proxy), observed),
  );
  const name =
    sending.proxy === undefined
      ? await checkHostName(sending.host, sending.requestTimeoutMs)
      : { ok: true, found: "is the proxy's to look up" };
  const sent = transport.send([createDoctorEvent(telemetry)], new AbortController().signal);
  const outcome = await waitWithTimeout(sent, 2 * sending.requestTimeoutMs); // its sockets hold no process: this does
  const { status, code, date } = observed;
  return [
    { name: "host name", ...name },
    {
      name: "proxy",
      ok: true,
      found: sending.proxy === undefined ? "none between" : new URL(sending.proxy).host,
    },
    { name: "TLS", ...checkTls(sending.host, observed) },
    {
      name: "reachable",
      ...createCheckResult(
        status !== undefined,
        status === undefined ? `no answer (${code})` : `${sending.host} answers`,
        suggestConnectionFix(sending.host, code),
      ),
    },
    { name: "an event", ...checkResponse(outcome?.kind, status) },
    { name: "clock", ...checkClock(date) },
  ];
}

const NETWORK_CHECK_NAMES = ["host name", "proxy", "TLS", "reachable", "an event", "clock"];

/** What went over the wire. */
interface ObservedResponse {
  status?: number;
  date?: string | null;
  /** The system's word for why there is no answer. */
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
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0) return { ok: true, found: `${bare} is an address` };
  const failure = await new Promise<Error | null>((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    createLookup(signal)(bare, {}, (error) => resolve(error));
    signal.addEventListener("abort", () => resolve(new Error("no answer in time")));
  });
  return createCheckResult(
    failure === null,
    failure === null ? `${bare} is known` : `${bare}: ${failure.message}`,
    `see whether the host is spelt right, and whether this machine has DNS: nslookup ${bare}`,
  );
}

const CERTIFICATE_ERROR_CODE = /CERT|SIGNATURE|SELF_SIGNED|SSL|TLS|ALTNAME/i;

function checkTls(host: string, { status, code = "" }: ObservedResponse): Omit<Check, "name"> {
  if (host.startsWith("http:")) return { ok: true, found: "none: the server is on this machine" };
  if (status !== undefined) return { ok: true, found: "the certificate is good" };
  if (!CERTIFICATE_ERROR_CODE.test(code)) return { ok: undefined, found: "not come to" };
  return {
    ok: false,
    found: `the certificate is not accepted (${code})`,
    fix: "where a proxy of your company opens TLS: NODE_EXTRA_CA_CERTS=<its certificate>",
  };
}

function suggestConnectionFix(host: string, code = ""): string {
  if (CERTIFICATE_ERROR_CODE.test(code)) return "see TLS";
  if (host.startsWith("http:")) return "start what should listen there; `receive --port` is one";
  return `see whether a firewall stands between, or whether a proxy is needed (HTTPS_PROXY): curl -v ${host}`;
}

function checkResponse(outcome: string | undefined, status: number | undefined): Omit<Check, "name"> {
  if (status === undefined) return { ok: undefined, found: `${DOCTOR_EVENT} was not sent` };
  const fix =
    status === 401 || status === 403
      ? "see whether posthog_api_key is the key of a project on this host, where it wants one"
      : status >= 500 || status === 429
        ? "wait: the server has trouble, and what is captured waits"
        : "see whether the address is a server's that takes this wire";
  return createCheckResult(outcome === "delivered", `${DOCTOR_EVENT} was sent, and answered ${status}`, fix);
}

function checkClock(date: string | null | undefined): Omit<Check, "name"> {
  const serverTimeMs = Date.parse(date ?? "");
  if (Number.isNaN(serverTimeMs)) return { ok: undefined, found: "no answer to compare it with" };
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

function createDoctorEvent({ tool, isCi }: ResolvedTelemetry): Envelope {
  const runtime = createRuntimeProperties({ tool, version: undefined, isCi });
  return createStandaloneEvent(DOCTOR_EVENT, { ...runtime, ...createFixedProperties(createUuidV7()) });
}
