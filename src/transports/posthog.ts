/** PostHog's wire, spoken by posthog-node: its formats, compression and flags, with our fetch and without its queue. */
import type { PostHog } from "posthog-node";
import type { Envelope, Json } from "../envelope.js";
import type { Flag, FlagAnswer, FlagTransport } from "./flags.js";
import type { Fetch } from "./node-fetch.js";
import { type Outcome, outcomeOf, type Transport, wireForm } from "./transport.js";

export interface PostHogOptions {
  readonly apiKey: string;
  /** Without a trailing slash. */
  readonly host: string;
  readonly requestTimeoutMs: number;
  /** Called with the first request: what speaks HTTP takes milliseconds to load. */
  readonly openFetch: () => Promise<Fetch>;
  readonly library: { readonly name: string; readonly version: string };
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** The two things that are asked of the wire below. */
interface Wire {
  post(messages: readonly Message[], signal: AbortSignal): Promise<void>;
  flags(...question: Parameters<PostHogFlags>): ReturnType<PostHogFlags>;
}

type PostHogFlags = (
  distinctId: string,
  groups: Record<string, string>,
  personProperties: Record<string, string>,
  groupProperties: Record<string, Record<string, string>>,
  disableGeoip: boolean,
) => Promise<{ success: true; response: object } | { success: false }>;

type Message = ReturnType<typeof messageOf>;

/** Loads posthog-node on first use, for it costs tens of milliseconds that a process with nothing to send should not pay. */
export function posthogTransport(options: PostHogOptions): Transport & FlagTransport {
  let opened: Promise<Wire> | undefined;
  const wire = () => {
    opened ??= open(options);
    return opened;
  };

  return {
    async prepare(): Promise<void> {
      await wire().catch(() => {}); // sending will say so
    },

    async send(batch, signal): Promise<Outcome> {
      try {
        await (await wire()).post(batch.map(messageOf), signal);
        return { kind: "delivered" };
      } catch (error) {
        return outcomeOfError(error, options.now());
      }
    },

    async ask({
      distinctId,
      groups,
      personProperties,
      groupProperties,
      disableGeoip,
    }): Promise<FlagAnswer | undefined> {
      try {
        const result = await (await wire()).flags(
          distinctId,
          loosened(groups),
          loosened(personProperties),
          loosened(groupProperties),
          disableGeoip,
        );
        return result.success ? answerOf(result.response) : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

async function open({ apiKey, host, requestTimeoutMs, openFetch, library }: PostHogOptions): Promise<Wire> {
  const [{ PostHog: Base }, fetch] = await Promise.all([posthogNode(), openFetch()]);

  class PostHogWire extends Base implements Wire {
    #signal: AbortSignal | undefined;

    constructor() {
      super(apiKey, {
        host,
        requestTimeout: requestTimeoutMs,
        fetchRetryCount: 0, // the courier retries
        featureFlagsRequestTimeoutMs: requestTimeoutMs,
        fetchRetryDelay: 100,
        fetch: (url, { method, headers, body, signal }) => {
          if (body instanceof Blob) throw new TypeError("a Blob is not sent: Node compresses into bytes");
          const batchSignal = url.endsWith("/batch/") ? this.#signal : undefined; // flags go on when a batch is aborted
          return fetch(url, {
            method,
            headers,
            ...(body === undefined ? {} : { body }),
            signals: [signal, batchSignal].filter((each) => each !== undefined),
          });
        },
      });
    }

    override getLibraryId(): string {
      return library.name;
    }

    override getLibraryVersion(): string {
      return library.version;
    }

    /** Straight to the request: `capture()` would add `service_name` from the environment, and queue a second time. */
    async post(messages: readonly Message[], signal: AbortSignal): Promise<void> {
      this.#signal = signal; // one batch at a time: the courier waits for each
      try {
        await this.sendBatch([...messages], { retryCount: 0 }, BATCH_ROUTE);
      } finally {
        this.#signal = undefined;
      }
    }

    /** Not one of its public readers: those write to the console when the server has trouble. */
    flags(...[id, groups, person, group, disableGeoip]: Parameters<PostHogFlags>): ReturnType<PostHogFlags> {
      return this.getFlags(id, groups, person, group, { geoip_disable: disableGeoip });
    }
  }

  return new PostHogWire();
}

/** One file of this package, once it is built. Rejects where it is not there. */
export function posthogNode(): Promise<typeof import("posthog-node")> {
  return import("posthog-node");
}

/** Of posthog-node's routes the one that stays on `/batch/` whatever POSTHOG_CAPTURE_MODE says in the host's environment. */
const BATCH_ROUTE = "ai";

function messageOf(envelope: Envelope) {
  return { ...wireForm(envelope), properties: loosened(envelope.properties) };
}

/** For posthog-node's types, which want mutable JSON, and in places texts where its server takes any: it mutates none. */
function loosened(json: Json): never {
  return json as never;
}

/** posthog-node rejects with an error that carries the response, or with one that wraps the network's. */
function outcomeOfError(error: unknown, now: number): Outcome {
  const response: Partial<PostHogResponse> = Object(Reflect.get(Object(error), "response"));
  if (typeof response.status !== "number") return { kind: "retry", reason: "network" };
  return outcomeOf(response.status, response.headers?.get("retry-after") ?? undefined, now);
}

type PostHogResponse = Awaited<ReturnType<PostHog["fetch"]>>;

/** The answer of `/flags/?v=2`; every part is checked, for it comes from a network. */
function answerOf(response: object): FlagAnswer {
  const details: unknown = Reflect.get(response, "flags");
  const flags = new Map<string, Flag>();
  for (const [key, detail] of Object.entries(Object(details))) {
    const { enabled, variant, reason, metadata } = Object(detail);
    const { id, version, payload } = Object(metadata);
    flags.set(key, {
      value: typeof variant === "string" ? variant : enabled === true,
      payload: parsed(payload),
      id: typeof id === "number" ? id : undefined,
      version: typeof version === "number" ? version : undefined,
      reason: typeof Object(reason).code === "string" ? Object(reason).code : undefined,
    });
  }
  const requestId: unknown = Reflect.get(response, "requestId");
  const quotaLimited: unknown = Reflect.get(response, "quotaLimited");
  return {
    flags,
    requestId: typeof requestId === "string" ? requestId : undefined,
    errorsWhileComputing: Reflect.get(response, "errorsWhileComputingFlags") === true,
    quotaLimited: Array.isArray(quotaLimited) && quotaLimited.includes("feature_flags"),
  };
}

function parsed(payload: unknown): Json | undefined {
  if (typeof payload !== "string") return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
