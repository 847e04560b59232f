/** Tests to which project a request belongs. */
import { expect, it } from "vitest";
import { startCollector } from "../support/running-collector.js";

const TOML = '[projects.one]\nkey = "phc_one"\n[projects.two]\nkey = "phc_two"\n';
const PLAIN = JSON.stringify({
  version: "1.0",
  events: [{ event_type: "done", timestamp: Date.now() / 1000 }],
});
const TRACES = JSON.stringify({ resourceSpans: [] });
const createBatch = (key: string) =>
  JSON.stringify({ api_key: key, batch: [{ event: "done", distinct_id: "d" }] });

it.each<[string, string, string, Record<string, string>, number]>([
  ["the key of a batch", "/batch/", createBatch("phc_one"), {}, 200],
  ["a key that no project has", "/batch/", createBatch("phc_three"), {}, 401],
  ["the key in a header", "/", PLAIN, { authorization: "Bearer phc_two" }, 200],
  ["the path of a plain endpoint", "/projects/one", PLAIN, {}, 200],
  ["the path of a plain endpoint with more after it", "/projects/one/ingest?x=1", PLAIN, {}, 200],
  ["the path of traces", "/projects/two/v1/traces", TRACES, {}, 200],
  ["neither a key nor a path", "/v1/traces", TRACES, {}, 401],
  ["the path of no project", "/projects/three", PLAIN, {}, 401],
])("a request with %s", async (_, path, body, headers, status) => {
  const { url } = await startCollector({ toml: TOML });
  const response = await fetch(`${url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
  expect(response.status).toBe(status);
});
