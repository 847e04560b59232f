/** Evaluates definitions with the real posthog-node, which loads them from a server on loopback. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { PostHog } from "posthog-node";
import type { EvaluationContext } from "../../src/flag-rules/evaluate-flag.js";
import type {
  FlagCondition,
  FlagDefinitions,
  FlagFilters,
  FlagRule,
} from "../../src/flag-rules/flag-rule.js";

/** The values and payloads of all flags that posthog-node could decide. */
export interface PosthogValues {
  readonly featureFlags?: Readonly<Record<string, unknown>>;
  readonly featureFlagPayloads?: Readonly<Record<string, unknown>>;
}

export interface LocalEvaluation extends AsyncDisposable {
  /** Makes posthog-node load other definitions. */
  load(definitions: FlagDefinitions): Promise<void>;
  evaluate(context: EvaluationContext): Promise<PosthogValues>;
}

export async function startLocalEvaluation(): Promise<LocalEvaluation> {
  let body = JSON.stringify(createDefinitions([]));
  const paths = new Set<string | undefined>();
  const server = createServer((request, response) => {
    paths.add(request.url?.split("?", 1)[0]);
    response.writeHead(200, { "Content-Type": "application/json" }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo; // a listening TCP server's address is never a string or null
  const client = new PostHog("phc_local", {
    host: `http://127.0.0.1:${port}`,
    secretKey: "phs_local",
    featureFlagsPollingInterval: 3_600_000,
  });
  return {
    async load(definitions) {
      body = JSON.stringify(definitions);
      await client.reloadFeatureFlags();
    },
    evaluate: ({ distinctId, ...context }) =>
      // Its types accept mutable objects only, but it changes none of them.
      client.getAllFlagsAndPayloads(distinctId, { ...(context as object), onlyEvaluateLocally: true }),
    async [Symbol.asyncDispose]() {
      await client.shutdown();
      server.close();
      server.closeAllConnections();
      if ([...paths].join() !== "/flags/definitions") throw new Error(`posthog-node asked ${[...paths]}`);
    },
  };
}

export const GROUP_TYPES = { 0: "company", 1: "équipe" };

export function createDefinitions(flags: readonly FlagRule[]): FlagDefinitions {
  return { flags, group_type_mapping: GROUP_TYPES, cohorts: {}, property_matching_version: 2 };
}

/** Creates a rule whose only set of conditions is for all ids, unless the filters have others. */
export function createRule(key: string, filters: Partial<FlagFilters> = {}, active = true): FlagRule {
  const groups: FlagCondition[] = [{ properties: [], rollout_percentage: 100 }];
  return {
    id: 1,
    key,
    active,
    version: 1,
    filters: { groups, ...filters },
    ensure_experience_continuity: false,
  };
}
