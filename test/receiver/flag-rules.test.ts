/** Answers of the receiver to requests for flags, by rules (PostHog/posthog, rust/feature-flags/src/api/types.rs). */
import { PostHog } from "posthog-node";
import { describe, expect, it } from "vitest";
import { parseFlagRules } from "../../src/flag-rules/parse-flag-rules.js";
import { startReceiver } from "../../src/receiver/receiver.js";

const flags = parseFlagRules(`
  [flags.ab]
  rollout = 0
  variants = { control = 50, test = 50 }
  payloads = { test = '{"a": 1}' }
  overrides = [
    { ids = ["jane", "7"], variant = "test" },
    { properties = { plan = "pro" }, variant = "control" },
  ]

  [flags.team]
  group = "company"
  rollout = 0
  overrides = [{ ids = ["acme", "5"] }, { properties = { seats = { gt = 5 } } }]

  [flags.held]
  holdout = { id = 3, percent = 100 }

  [flags.stopped]
  enabled = false
`);

interface Answer {
  readonly flags: object;
  readonly featureFlags: object;
}

async function ask(body: object, version = "2"): Promise<Answer> {
  await using receiver = await startReceiver({ flags });
  const response = await fetch(`${receiver.url}/flags/?v=${version}`, {
    method: "POST",
    body: JSON.stringify({ token: "k", ...body }),
  });
  expect(response.status).toBe(200);
  return (await response.json()) as Answer; // the tests check its content
}

describe("a request for flags that have rules", () => {
  it("is answered with details in version 2", async () => {
    const answer = await ask({ distinct_id: "jane" });
    const details = (id: number, payload: string | null = null) => ({
      metadata: { id, version: 1, description: null, payload, has_experiment: false },
    });
    const reason = (code: string, condition_index: number | null, description: string) => ({
      reason: { code, condition_index, description },
    });
    expect(answer).toEqual({
      errorsWhileComputingFlags: false,
      requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      evaluatedAt: expect.any(Number),
      flags: {
        ab: {
          key: "ab",
          enabled: true,
          variant: "test",
          ...reason("condition_match", 0, "Matched condition set 1"),
          ...details(1, '{"a": 1}'),
        },
        team: {
          key: "team",
          enabled: false,
          variant: null,
          ...reason("no_group_type", null, "No group type"),
          ...details(2),
        },
        held: {
          key: "held",
          enabled: true,
          variant: "holdout-3",
          ...reason("holdout_condition_value", null, "Holdout condition value"),
          ...details(3),
        },
        stopped: {
          key: "stopped",
          enabled: false,
          variant: null,
          ...reason("flag_disabled", null, "Feature flag is disabled"),
          ...details(4),
        },
      },
    });
  });

  it("is answered with values in version 1", async () => {
    expect(await ask({ distinct_id: "jane" }, "1")).toMatchObject({
      errorsWhileComputingFlags: false,
      featureFlags: { ab: "test", team: false, held: "holdout-3", stopped: false },
      featureFlagPayloads: { ab: '{"a": 1}' },
    });
  });

  it.each<[string, object, object]>([
    ["an id that is a number", { distinct_id: 7 }, { ab: "test" }],
    ["another id", { distinct_id: "john" }, { ab: false }],
    ["a property of the person", { distinct_id: "d", person_properties: { plan: "Pro" } }, { ab: "control" }],
    ["properties that are null", { distinct_id: "d", person_properties: null, groups: null }, { ab: false }],
    ["a group", { distinct_id: "d", groups: { company: "acme" } }, { team: true }],
    ["a group whose key is a number", { distinct_id: "d", groups: { company: 5 } }, { team: true }],
    ["a group whose key is a list", { distinct_id: "d", groups: { company: ["acme"] } }, { team: false }],
    [
      "a property of a group",
      { distinct_id: "d", groups: { company: "x" }, group_properties: { company: { seats: 6 } } },
      { team: true },
    ],
    [
      "properties of a group that are a text",
      { distinct_id: "d", groups: { company: "x" }, group_properties: { company: "seats" } },
      { team: false },
    ],
    ["an id of another type than its group", { distinct_id: "acme" }, { team: false }],
  ])("is evaluated for %s", async (_, body, values) => {
    expect((await ask(body, "1")).featureFlags).toMatchObject(values);
  });

  it.each([
    [{ distinct_id: "d", flag_keys_to_evaluate: ["held", "none"] }, ["held"]],
    [{ distinct_id: "d", flag_keys_to_evaluate: [] }, []],
    [{ disable_flags: true }, []],
    [{ distinct_id: "d", disable_flags: true }, []],
    [{ distinct_id: "d" }, ["ab", "team", "held", "stopped"]],
  ])("%j is answered with %j", async (body, keys) => {
    expect(Object.keys((await ask(body)).flags)).toEqual(keys);
  });

  it("has the same values for posthog-node", async () => {
    await using receiver = await startReceiver({ flags });
    const posthog = new PostHog("phc_k", { host: receiver.url });
    const values = await posthog.getAllFlags("john", { groups: { company: "acme" } });
    await posthog.shutdown();
    expect(values).toEqual({ ab: false, team: true, held: "holdout-3", stopped: false });
  });
});

it("a table of flags is limited to the keys of the request, too", async () => {
  await using receiver = await startReceiver({ flags: { a: true, b: "test" } });
  const body = JSON.stringify({ token: "k", distinct_id: "d", flag_keys_to_evaluate: ["b"] });
  const response = await fetch(`${receiver.url}/flags/`, { method: "POST", body });
  expect(((await response.json()) as Answer).featureFlags).toEqual({ b: "test" }); // an answer of version 1
});
