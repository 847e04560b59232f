/** Requests PostHog's flags through posthog-node, which knows their format and rules, with this package's `fetch`. */
import type { Json } from "../envelope.js";
import { parseFlagResponse } from "./flag-response.js";
import type { FlagTransport, TransportOptions } from "./transport.js";

/** The signature of posthog-node's protected `getFlags`, whose last argument is added to the request. */
type GetFlags = (
  distinctId: string,
  groups: Record<string, string>,
  personProperties: Record<string, string>,
  groupProperties: Record<string, Record<string, string>>,
  extra: { geoip_disable: boolean; flag_keys_to_evaluate?: string[] },
) => Promise<{ success: true; response: object } | { success: false }>;

/** Rejects if posthog-node cannot be loaded. */
export function loadPosthogNode(): Promise<typeof import("posthog-node")> {
  return import("posthog-node");
}

/** Rejects if posthog-node or the HTTP client cannot be loaded. */
export async function createPosthogFlags({
  apiKey,
  host,
  requestTimeoutMs,
  library,
  loadFetch,
}: TransportOptions): Promise<FlagTransport> {
  const [{ PostHog }, fetch] = await Promise.all([loadPosthogNode(), loadFetch()]);

  class FlagClient extends PostHog {
    constructor() {
      super(apiKey, {
        host,
        requestTimeout: requestTimeoutMs,
        fetchRetryCount: 0,
        featureFlagsRequestTimeoutMs: requestTimeoutMs,
        fetchRetryDelay: 100,
        fetch: (url, { method, headers, body, signal }) => {
          if (body instanceof Blob) throw new TypeError("posthog-node compresses into bytes on Node");
          return fetch(url, { method, headers, body, signal });
        },
      });
    }

    override getLibraryId(): string {
      return library.name;
    }

    override getLibraryVersion(): string {
      return library.version;
    }

    /** The public methods of posthog-node write to the console when the server fails. */
    fetchFlags(...args: Parameters<GetFlags>): ReturnType<GetFlags> {
      return this.getFlags(...args);
    }
  }

  const client = new FlagClient();
  return {
    async evaluate({ flagKey, distinctId, groups, personProperties, groupProperties, disableGeoip }) {
      const result = await client.fetchFlags(
        distinctId,
        asPostHogTypes(groups),
        asPostHogTypes(personProperties),
        asPostHogTypes(groupProperties),
        {
          geoip_disable: disableGeoip,
          ...(flagKey !== undefined && { flag_keys_to_evaluate: [flagKey] }),
        },
      );
      return result.success ? parseFlagResponse(result.response) : undefined;
    },
  };
}

function asPostHogTypes(json: Json): never {
  // posthog-node's types require text, but it sends any JSON unchanged, and the server accepts it.
  return json as never;
}
