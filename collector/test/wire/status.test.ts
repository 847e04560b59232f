/** Shows an operator with `status` why nothing arrives: wrong keys, wrong names, and events that no manifest lists. */
import { expect, it } from "vitest";
import { runCollectorCli } from "../support/cli-collector.js";
import { MANIFEST } from "../support/manifests.js";
import { postJson, send, sendEvents } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";

const PROJECT = '[projects.default]\nkey = "phc_right"\n';

async function readStatus(collector: TestCollector) {
  const { code, stdout, stderr } = await runCollectorCli(["status", "--data", collector.data]);
  expect([code, stderr]).toEqual([0, ""]);
  return { text: stdout, ...JSON.parse(stdout) };
}

it("counts the requests that were refused by their reasons", async () => {
  await using collector = await startCollector({ toml: PROJECT });
  const { url } = collector;
  expect((await readStatus(collector)).refusedRequests).toEqual({});
  const events = [{ event: "search" }];
  await sendEvents(url, events, { key: "phc_right" });
  await sendEvents(url, events, { key: "phc_wrong" });
  await postJson(`${url}/api/export`, { api_key: "phc_wrong", ids: ["0".repeat(32)] });
  await send(`${url}/flags/definitions?token=phc_wrong`);
  await sendEvents(url, events, { key: "phc_right", headers: { Host: "evil.example" } });
  await send(`${url}/readyz`, { headers: { Origin: "https://evil.example" } });
  await send(`${url}/metrics`, { headers: { Authorization: "Bearer wrong" } });
  expect((await readStatus(collector)).refusedRequests).toEqual({
    wrong_key: 3,
    host_not_allowed: 1,
    other_site: 1,
    wrong_admin_token: 1,
  });
});

it("counts requests that name none of several projects as such", async () => {
  await using collector = await startCollector({ toml: `${PROJECT}[projects.b]\nkey = "phc_b"\n` });
  await postJson(`${collector.url}/v1/traces`, { resourceSpans: [] });
  expect((await readStatus(collector)).refusedRequests).toEqual({ no_key: 1 });
});

it("names the events that no manifest lists, if their names are words, up to a number of them", async () => {
  await using collector = await startCollector({ manifests: [MANIFEST] });
  const { url } = collector;
  const events = (...names: string[]) => names.map((event) => ({ event }));
  await sendEvents(
    url,
    events("search", "build_done", "build_done", "jane@globex.example", "a text of a person"),
  );
  const { text, projects } = await readStatus(collector);
  expect(projects[0].sinceStart.dropped).toEqual({ event_not_in_manifest: 4 });
  expect(projects[0].sinceStart.eventsNotInManifest).toEqual({ build_done: 2, "(other names)": 2 });
  expect(text).not.toMatch(/jane|person/);
  await sendEvents(
    url,
    events(...Array.from({ length: 100 }, (_, number) => `event_${number}`), "x".repeat(100)),
  );
  const counts = Object((await readStatus(collector)).projects[0].sinceStart.eventsNotInManifest);
  expect(Object.keys(counts)).toHaveLength(21);
  expect(counts).toMatchObject({ build_done: 2, event_0: 1, "(other names)": 2 + 101 - 19 });
});
