/** Serves flags.toml, and compares the answers of the collector with posthog-node's own evaluation of its definitions. */
import { unlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { PostHog } from "posthog-node";
import { describe, expect, it } from "vitest";
import { runCollectorCli } from "../support/cli-collector.js";
import { postJson, send } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

const KEY = "phc_wire";
/** The collector looks at the file no more often. */
const CHECK_MS = 1000;

const ROLLOUTS = [0, 0.01, 1, 12.5, 33.3, 50, 99, 99.99, 100]
  .map((percentage) => `[flags."rollout-${percentage}"]\nrollout = ${percentage}\n`)
  .join("");
const FLAGS = `${ROLLOUTS}
[flags.whole]
[flags.disabled]
enabled = false
[flags.payload]
rollout = 50
payloads = { true = '{"limit":5}' }
[flags.ab]
variants = { control = 50, test = 50 }
payloads = { control = '"c"', test = "[1,2]" }
[flags.ab_of_half]
rollout = 50
variants = { control = 50, test = 50 }
[flags.three]
variants = { a = 33.3, "zweite Variante" = 33.3, "変種" = 33.4 }
[flags."Überprüfung"]
rollout = 50
variants = { a = 33.3, "zweite Variante" = 33.3, "変種" = 33.4 }
[flags."再ランク"]
rollout = 50
[flags."🚀.emoji"]
rollout = 50
[flags.ids]
rollout = 10
variants = { control = 50, test = 50 }
overrides = [{ ids = ["id-0", "ïd-2", "身分-3"], variant = "test" }]
[flags.properties]
rollout = 20
variants = { control = 50, test = 50 }
overrides = [
  { properties = { plan = ["pro", "free"] }, rollout = 60, variant = "control" },
  { properties = { plan = { starts_with = "e" } }, rollout = 80 },
]
[flags.numbers]
rollout = 0
overrides = [{ properties = { seats = { gt = 5 } } }, { properties = { version = { semver_gte = "1.2.0" } }, rollout = 50 }]
[flags.holdout]
holdout = { id = 7, percent = 10 }
payloads = { true = "1", "holdout-7" = '"h"' }
[flags.holdout_of_ab]
rollout = 20
variants = { control = 50, test = 50 }
holdout = { id = 8, percent = 33.3 }
[flags.holdout_of_all]
holdout = { id = 9, percent = 100 }
[flags.early_exit]
early_exit = true
rollout = 100
variants = { control = 50, test = 50 }
overrides = [{ properties = { plan = "pro" }, rollout = 30, variant = "test" }]
[flags.late_exit]
early_exit = false
rollout = 100
variants = { control = 50, test = 50 }
overrides = [{ properties = { plan = "pro" }, rollout = 30, variant = "test" }]
[flags.group]
group = "company"
rollout = 50
variants = { control = 50, test = 50 }
holdout = { id = 3, percent = 20 }
[flags.group_with_properties]
group = "équipe"
rollout = 0
overrides = [{ properties = { plan = "pro" }, rollout = 70 }, { ids = ["チーム 5"] }]
`;

const ID_FORMS = [
  (n: number) => `id-${n}`,
  (n: number) => `0198c0de-0000-7000-8000-${String(n).padStart(12, "0")}`,
  (n: number) => `ïd-${n}`,
  (n: number) => `身分-${n}`,
  (n: number) => `${"🙂".repeat(n % 40)}${n}`,
  (n: number) => `two words\n${n}`,
];
const PLANS = ["pro", "Pro", "free", "enterprise", true, null];

function createContext(n: number) {
  const groups: readonly Record<string, string>[] = [
    {},
    { company: `Acme ${n}` },
    { company: `Ünïcode ${n}`, équipe: `チーム ${n}` },
  ];
  return {
    distinctId: ID_FORMS[n % ID_FORMS.length]?.(n) ?? "",
    personProperties: {
      plan: PLANS[n % PLANS.length],
      seats: n % 11,
      version: ["1.1.9", "1.2.0", "v2.0"][n % 3],
    },
    groups: groups[n % 3] ?? {},
    groupProperties: { company: { plan: "free" }, équipe: { plan: n % 2 === 0 ? "pro" : "free" } },
  };
}

function writeFlags(text: string): { readonly path: string; readonly toml: string } {
  const path = join(createTempFolder(), "flags.toml");
  writeFileSync(path, text);
  return { path, toml: `[projects.default]\nkey = "${KEY}"\nflags = ${JSON.stringify(path)}\n` };
}

/** Replaces a file of flags, and waits until the collector looks at it again. */
async function replaceFlags(path: string, text: string, secondsAhead: number) {
  writeFileSync(path, text);
  const time = Date.now() / 1000 + secondsAhead; // two writes can have the same time
  utimesSync(path, time, time);
  await sleep(CHECK_MS + 50);
}

async function askFlags(url: string, body: object): Promise<Record<string, Record<string, unknown>>> {
  const answer = await postJson(`${url}/flags/?v=2`, { token: KEY, ...body });
  expect(answer.status).toBe(200);
  return JSON.parse(answer.body).flags;
}

const DEFINITIONS = `/flags/definitions?token=${KEY}`;

describe("flags.toml", () => {
  it("is evaluated as posthog-node does it with the definitions, in 20,000 comparisons", async () => {
    const { toml } = writeFlags(FLAGS);
    await using collector = await startCollector({ toml });
    const client = new PostHog(KEY, {
      host: collector.url,
      personalApiKey: "phx_test",
      featureFlagsPollingInterval: 3_600_000,
    });
    await client.reloadFeatureFlags();
    let comparisons = 0;
    const seen = new Set<string>();
    for (let n = 0; n < 720; n++) {
      const { distinctId, ...context } = createContext(n);
      const { personProperties, groups, groupProperties } = context;
      // Its types accept no null, which a property may be.
      const local = await client.getAllFlagsAndPayloads(distinctId, {
        ...(context as object),
        onlyEvaluateLocally: true,
      });
      const flags = await askFlags(collector.url, {
        distinct_id: distinctId,
        person_properties: personProperties,
        groups,
        group_properties: groupProperties,
      });
      const values = Object.entries(flags).map(([key, { enabled, variant }]) => [key, variant ?? enabled]);
      const payloads = Object.entries(flags).flatMap(([key, { metadata }]) => {
        const { payload } = Object(metadata);
        return payload === null ? [] : [[key, JSON.parse(payload)]];
      });
      expect(
        [Object.fromEntries(values), Object.fromEntries(payloads)],
        JSON.stringify({ distinctId, context }),
      ).toEqual([local.featureFlags, local.featureFlagPayloads]);
      comparisons += values.length;
      for (const [key, value] of values) seen.add(`${key}=${value}`);
    }
    await client.shutdown();
    expect(comparisons).toBeGreaterThanOrEqual(20_000);
    for (const value of [
      "holdout=holdout-7",
      "three=変種",
      "three=zweite Variante",
      "ids=test",
      "group=control",
      "group=false",
      "group=holdout-3",
      "group_with_properties=true",
      "numbers=true",
      "early_exit=false",
      "late_exit=control",
    ])
      expect(seen).toContain(value);
  });

  it("is served as definitions with an ETag, and answered 304 while it is the same", async () => {
    const { path, toml } = writeFlags("[flags.a]\nrollout = 50\n");
    await using collector = await startCollector({ toml });
    const url = collector.url + DEFINITIONS;
    const headers = { Authorization: "Bearer phx_test" };
    const first = await send(url, { headers });
    expect(first).toMatchObject({ status: 200, headers: { "content-type": "application/json" } });
    expect(JSON.parse(first.body)).toMatchObject({ flags: [{ key: "a", active: true }], cohorts: {} });
    const etag = String(first.headers.etag);
    expect(etag).toMatch(/^"[0-9a-f]{32}"$/);
    const again = await send(url, { headers: { ...headers, "If-None-Match": etag } });
    expect(again).toMatchObject({ status: 304, body: "", headers: { etag } });
    await replaceFlags(path, "[flags.b]\n", 10);
    const changed = await send(url, { headers: { ...headers, "If-None-Match": etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).not.toBe(etag);
    expect(JSON.parse(changed.body)).toMatchObject({ flags: [{ key: "b" }] });
    expect(collector.log).toEqual([`${path} was read again`]);
    const older = `${collector.url}/api/feature_flag/local_evaluation?token=${KEY}&send_cohorts`;
    expect((await send(older, { headers })).body).toBe(changed.body);
  });

  it.each<[string, (path: string) => Promise<void>]>([
    ["is no TOML", (path) => replaceFlags(path, "[flags.a", 10)],
    ["has a mistake", (path) => replaceFlags(path, "[flags.a]\nrollout = 150\n", 10)],
    [
      "is missing",
      async (path) => {
        unlinkSync(path);
        await sleep(CHECK_MS + 50);
      },
    ],
  ])("is served as before while the file %s, and one sentence is logged", async (_, damage) => {
    const { path, toml } = writeFlags("[flags.a]\n");
    await using collector = await startCollector({ toml });
    const before = await send(collector.url + DEFINITIONS);
    await damage(path);
    for (let request = 0; request < 3; request++) {
      expect(await send(collector.url + DEFINITIONS)).toMatchObject({ status: 200, body: before.body });
      expect(await askFlags(collector.url, { distinct_id: "x" })).toMatchObject({ a: { enabled: true } });
    }
    await sleep(CHECK_MS + 50);
    await send(collector.url + DEFINITIONS);
    expect(collector.log).toHaveLength(1);
    expect(collector.log[0]).toContain(path);
    expect(collector.log[0]).toMatch(/^[^\n]+\. The flags before are still served\.$/);
    await replaceFlags(path, "[flags.mended]\n", 20);
    expect(await askFlags(collector.url, { distinct_id: "x" })).toHaveProperty("mended");
    expect(collector.log).toHaveLength(2);
  });

  it("with a mistake does not let the collector start", async () => {
    const { path, toml } = writeFlags("[flags.a]\nrollout = 150\n");
    const home = createTempFolder();
    writeFileSync(join(home, "collector.toml"), toml);
    const run = await runCollectorCli(["serve", "--port", "0"], { home });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(/^codeweaver-collector: [^\n]+\.\n$/);
    expect(run.stderr).toContain(path);
    expect(run.stderr).toContain("rollout");
  });

  it("is not needed", async () => {
    await using collector = await startCollector();
    expect(await askFlags(collector.url, { distinct_id: "x" })).toEqual({});
    expect(JSON.parse((await send(collector.url + DEFINITIONS)).body)).toMatchObject({ flags: [] });
  });

  it("is given only to who has the key of the project", async () => {
    const { toml } = writeFlags("[flags.a]\n");
    await using collector = await startCollector({ toml });
    expect(await send(`${collector.url}/flags/definitions?token=phc_other`)).toMatchObject({ status: 401 });
    expect(
      await postJson(`${collector.url}/flags/?v=2`, { token: "phc_other", distinct_id: "x" }),
    ).toMatchObject({ status: 401 });
  });
});
