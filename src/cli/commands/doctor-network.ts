/** What `doctor` asks of the network: the host's name, the way there, and one real event with its answer. */
import { isIP } from "node:net";
import { openTransport } from "../../bootstrap/create-transport.js";
import { DOCTOR } from "../../bootstrap/package-manifest.js";
import type { Situation } from "../../bootstrap/resolve-telemetry.js";
import { sendingOf } from "../../bootstrap/sending.js";
import { loneEvent } from "../../bootstrap/single-event.js";
import { fixedProperties, runtimeProperties } from "../../client/standard-properties.js";
import type { Envelope } from "../../envelope.js";
import { codeOf, messageOf } from "../../internal/file-errors.js";
import { uuidv7 } from "../../internal/ids.js";
import { withTimeout } from "../../internal/timeout.js";
import { lookupUntil } from "../../net/dns-lookup.js";
import { type Fetch, nodeFetch } from "../../net/http-client.js";
import { type Check, judged } from "./doctor-check.js";

/** PostHog corrects clocks by the time of sending; more than this says that events' times are somebody's guess. */
const LARGEST_SKEW_MS = 5 * 60 * 1000;

/** @param offBecause why nothing may be asked of the network */
export async function networkChecks(situation: Situation, offBecause: string | undefined): Promise<Check[]> {
  const { settings } = situation.resolved;
  if (offBecause !== undefined || settings.debug) {
    const why =
      offBecause === undefined
        ? "debug prints events instead of sending"
        : "telemetry is off, and asks nothing of the network";
    return NETWORK.map((name) => ({ name, ok: undefined, found: why }));
  }
  const sending = sendingOf(situation);
  if (sending.wire === "otlp") return (await import("./doctor-traces.js")).traceChecks(situation);
  const seen: Seen = {};
  const { transport } = openTransport(
    sending,
    watching(nodeFetch(sending.requestTimeoutMs, sending.proxy), seen),
  );
  const name =
    sending.proxy === undefined
      ? await nameCheck(sending.host, sending.requestTimeoutMs)
      : { ok: true, found: "is the proxy's to look up" };
  const sent = transport.send([envelopeOf(situation)], new AbortController().signal);
  const outcome = await withTimeout(sent, 2 * sending.requestTimeoutMs); // its sockets hold no process: this does
  const { status, code, date } = seen;
  return [
    { name: "host name", ...name },
    {
      name: "proxy",
      ok: true,
      found: sending.proxy === undefined ? "none between" : new URL(sending.proxy).host,
    },
    { name: "TLS", ...tls(sending.host, seen) },
    {
      name: "reachable",
      ...judged(
        status !== undefined,
        status === undefined ? `no answer (${code})` : `${sending.host} answers`,
        reachFix(sending.host, code),
      ),
    },
    { name: "an event", ...answerCheck(outcome?.kind, status) },
    { name: "clock", ...clock(date) },
  ];
}

const NETWORK = ["host name", "proxy", "TLS", "reachable", "an event", "clock"];

/** What went over the wire. */
interface Seen {
  status?: number;
  date?: string | null;
  /** The system's word for why there is no answer. */
  code?: string;
}

function watching(fetch: Fetch, seen: Seen): Fetch {
  return async (url, request) => {
    try {
      const response = await fetch(url, request);
      seen.status = response.status;
      seen.date = response.headers.get("date");
      return response;
    } catch (error) {
      seen.code = String(codeOf(error) ?? messageOf(error));
      throw error;
    }
  };
}

async function nameCheck(host: string, timeoutMs: number): Promise<Omit<Check, "name">> {
  const { hostname } = new URL(host);
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0) return { ok: true, found: `${bare} is an address` };
  const failure = await new Promise<Error | null>((resolve) => {
    const signal = AbortSignal.timeout(timeoutMs);
    lookupUntil(signal)(bare, {}, (error) => resolve(error));
    signal.addEventListener("abort", () => resolve(new Error("no answer in time")));
  });
  return judged(
    failure === null,
    failure === null ? `${bare} is known` : `${bare}: ${failure.message}`,
    `see whether the host is spelt right, and whether this machine has DNS: nslookup ${bare}`,
  );
}

const CERTIFICATE = /CERT|SIGNATURE|SELF_SIGNED|SSL|TLS|ALTNAME/i;

function tls(host: string, { status, code = "" }: Seen): Omit<Check, "name"> {
  if (host.startsWith("http:")) return { ok: true, found: "none: the server is on this machine" };
  if (status !== undefined) return { ok: true, found: "the certificate is good" };
  if (!CERTIFICATE.test(code)) return { ok: undefined, found: "not come to" };
  return {
    ok: false,
    found: `the certificate is not accepted (${code})`,
    fix: "where a proxy of your company opens TLS: NODE_EXTRA_CA_CERTS=<its certificate>",
  };
}

function reachFix(host: string, code = ""): string {
  if (CERTIFICATE.test(code)) return "see TLS";
  if (host.startsWith("http:")) return "start what should listen there; `receive --port` is one";
  return `see whether a firewall stands between, or whether a proxy is needed (HTTPS_PROXY): curl -v ${host}`;
}

function answerCheck(outcome: string | undefined, status: number | undefined): Omit<Check, "name"> {
  if (status === undefined) return { ok: undefined, found: `${DOCTOR} was not sent` };
  const fix =
    status === 401 || status === 403
      ? "see whether posthog_api_key is the key of a project on this host, where it wants one"
      : status >= 500 || status === 429
        ? "wait: the server has trouble, and what is captured waits"
        : "see whether the address is a server's that takes this wire";
  return judged(outcome === "delivered", `${DOCTOR} was sent, and answered ${status}`, fix);
}

function clock(date: string | null | undefined): Omit<Check, "name"> {
  const theirs = Date.parse(date ?? "");
  if (Number.isNaN(theirs)) return { ok: undefined, found: "no answer to compare it with" };
  const skewMs = Date.now() - theirs;
  const isRight = Math.abs(skewMs) <= LARGEST_SKEW_MS;
  const seconds = Math.round(Math.abs(skewMs) / 1000);
  return judged(
    isRight,
    isRight
      ? "agrees with the server's"
      : `is ${seconds} s ${skewMs > 0 ? "ahead of" : "behind"} the server's`,
    "set this machine's clock",
  );
}

function envelopeOf({ tool, isCi }: Situation): Envelope {
  const runtime = runtimeProperties({ tool, version: undefined, isCi });
  return loneEvent(DOCTOR, { ...runtime, ...fixedProperties(uuidv7()) });
}
