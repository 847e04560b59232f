/** PostHog's flags, asked for by posthog-node: its formats and its rules, with our fetch. */
import type { Json } from "../envelope.js";
import type { Fetch } from "../net/http-client.js";
import type { Flag, FlagResponse, FlagTransport } from "./flag-request.js";
import type { TransportOptions } from "./transport.js";

type GetFlags = (
  distinctId: string,
  groups: Record<string, string>,
  personProperties: Record<string, string>,
  groupProperties: Record<string, Record<string, string>>,
  disableGeoip: boolean,
) => Promise<{ success: true; response: object } | { success: false }>;

/** One file of this package, once it is built. Rejects where it is not there. */
export function loadPosthogNode(): Promise<typeof import("posthog-node")> {
  return import("posthog-node");
}

/** Rejects where posthog-node or what speaks HTTP cannot be loaded. */
export async function createPosthogFlags(
  { apiKey, host, requestTimeoutMs, library }: TransportOptions,
  openFetch: () => Promise<Fetch>,
): Promise<FlagTransport> {
  const [{ PostHog: Base }, fetch] = await Promise.all([loadPosthogNode(), openFetch()]);

  class PostHogFlagClient extends Base {
    constructor() {
      super(apiKey, {
        host,
        requestTimeout: requestTimeoutMs,
        fetchRetryCount: 0,
        featureFlagsRequestTimeoutMs: requestTimeoutMs,
        fetchRetryDelay: 100,
        fetch: (url, { method, headers, body, signal }) => {
          if (body instanceof Blob) throw new TypeError("a Blob is not sent: Node compresses into bytes");
          return fetch(url, {
            method,
            headers,
            ...(body === undefined ? {} : { body }),
            signals: signal === undefined ? [] : [signal],
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

    /** Not one of its public readers: those write to the console when the server has trouble. */
    fetchFlags(...[id, groups, person, group, disableGeoip]: Parameters<GetFlags>): ReturnType<GetFlags> {
      return this.getFlags(id, groups, person, group, { geoip_disable: disableGeoip });
    }
  }

  const client = new PostHogFlagClient();
  return {
    async evaluate({ distinctId, groups, personProperties, groupProperties, disableGeoip }) {
      const result = await client.fetchFlags(
        distinctId,
        asPostHogTypes(groups),
        asPostHogTypes(personProperties),
        asPostHogTypes(groupProperties),
        disableGeoip,
      );
      return result.success ? parseFlagResponse(result.response) : undefined;
    },
  };
}

/** For posthog-node's types, which want texts in places where its server takes any JSON: it mutates none. */
function asPostHogTypes(json: Json): never {
  return json as never;
}

/** The answer of `/flags/?v=2`; every part is checked, for it comes from a network. */
function parseFlagResponse(response: object): FlagResponse {
  const flagDetails: unknown = Reflect.get(response, "flags");
  const flags = new Map<string, Flag>();
  for (const [key, detail] of Object.entries(Object(flagDetails))) {
    const { enabled, variant, reason, metadata } = Object(detail);
    const { id, version, payload } = Object(metadata);
    flags.set(key, {
      value: typeof variant === "string" ? variant : enabled === true,
      payload: parsePayload(payload),
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

function parsePayload(payload: unknown): Json | undefined {
  if (typeof payload !== "string") return undefined;
  try {
    return JSON.parse(payload);
  } catch {
    return payload;
  }
}
