/** Searches everything that the collector writes for the addresses and the user agents of its clients. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCollectorCli, startCollectorProcess } from "../support/cli-collector.js";
import { findTexts, readDataFiles } from "../support/data-files.js";
import { postJson, send, sendEvents, sendSpans } from "../support/requests.js";
import { createTempFolder } from "../support/temp-folder.js";

/** Documentation addresses (RFC 5737 and RFC 3849), none of which is on a network. */
const FORWARDED = {
  "X-Forwarded-For": "203.0.113.77, 198.51.100.9",
  Forwarded: 'for="[2001:db8:cafe::17]:4711";proto=http;by=203.0.113.43',
  "X-Real-IP": "192.0.2.60",
  "CF-Connecting-IP": "192.0.2.61",
};
const USER_AGENT = "SecretBrowser/99.7 (QuietOS 12)";
const PROPERTIES = {
  $ip: "192.0.2.62",
  ip: "2001:db8::99",
  $raw_user_agent: "OtherBrowser/1.5 (LoudOS 3)",
  $host: "192.0.2.63:8080",
  client_address: "192.0.2.64",
};
const SECRETS = [
  "203.0.113.77",
  "198.51.100.9",
  "2001:db8",
  "203.0.113.43",
  ...["60", "61", "62", "63", "64"].map((last) => `192.0.2.${last}`),
  "SecretBrowser",
  "QuietOS",
  "OtherBrowser",
  "LoudOS",
  "127.0.0.1",
  "::1",
];

describe("the address of a client", () => {
  it.each([
    ["behind a trusted proxy", '[server]\ntrusted_proxies = ["127.0.0.0/8", "::1", "198.51.100.0/24"]\n'],
    ["of which no proxy is trusted", ""],
  ])("%s is in no file and in no output", async (_, toml) => {
    const home = createTempFolder();
    const config = join(home, "collector.toml");
    writeFileSync(config, toml);
    const collector = await startCollectorProcess(["--config", config, "--host", "::"], { home });
    const { port } = new URL(collector.url);
    const headerSets = [
      {},
      { "X-Forwarded-For": FORWARDED["X-Forwarded-For"] },
      { Forwarded: FORWARDED.Forwarded },
      FORWARDED,
    ];
    for (const host of ["127.0.0.1", "[::1]"])
      for (const headers of headerSets) {
        const url = `http://${host}:${port}`;
        const all = { ...headers, "User-Agent": USER_AGENT };
        const event = { event: "search", properties: { ...PROPERTIES, mode: "hybrid" } };
        expect(await sendEvents(url, [event], { headers: all })).toMatchObject({ status: 200 });
        expect(await postJson(`${url}/batch/`, { batch: [event] }, all)).toMatchObject({ status: 401 });
        expect(await send(`${url}/nothing`, { headers: all })).toMatchObject({ status: 404 });
        expect(await send(`${url}/flags/?v=2`, { method: "POST", headers: all }, "{")).toMatchObject({
          status: 400,
        });
        expect(await send(`${url}/batch/`, { headers: { ...all, Host: "evil.example" } })).toMatchObject({
          status: 403,
        });
        await sendSpans(url, [
          { attributes: { "client.address": "192.0.2.62", "user_agent.original": USER_AGENT } },
        ]);
      }
    await expect
      .poll(
        async () => {
          const { stdout } = await runCollectorCli(["status", "--data", collector.data]);
          return JSON.parse(stdout).projects[0];
        },
        { timeout: 10_000, interval: 200 },
      )
      .toMatchObject({ isIndexOpen: true, backlogBytes: 0 });
    const listed = await runCollectorCli(["anomalies", "--all", "--data", collector.data]);
    expect(listed.code).toBe(0);
    const running = readDataFiles(collector.data).map(({ path }) => path);
    expect(running).toEqual(
      expect.arrayContaining([expect.stringMatching(/sources/), "projects/default/index.duckdb.wal"]),
    );
    expect(findTexts(collector.data, SECRETS)).toEqual([]);
    const sources = readDataFiles(collector.data).filter(({ path }) => path.includes("sources"));
    for (const line of sources.flatMap(({ bytes }) => bytes.toString().trimEnd().split("\n")))
      expect(JSON.parse(line)).toEqual({
        tag: expect.stringMatching(/^[0-9a-f]{16}$/),
        time: expect.any(Number),
        kind: expect.stringMatching(/^(?:events|spans)$/),
        sequence: 1,
        start: expect.any(Number),
        end: expect.any(Number),
        count: 1,
      });
    const { code, stdout, stderr } = await collector.stop();
    expect(code).toBe(0);
    expect(findTexts(collector.data, SECRETS)).toEqual([]);
    const printed = stdout + stderr.replace(/listening on .*/, "") + listed.stdout + listed.stderr;
    expect(SECRETS.filter((secret) => printed.includes(secret))).toEqual([]);
  });

  it("decides the tag of a source only behind a trusted proxy", async () => {
    const countTags = async (toml: string) => {
      const home = createTempFolder();
      const config = join(home, "collector.toml");
      writeFileSync(config, toml);
      const collector = await startCollectorProcess(["--config", config], { home });
      for (const address of ["203.0.113.77", "203.0.113.78"])
        await sendEvents(collector.url, [{ event: "search" }], { headers: { "X-Forwarded-For": address } });
      const { stdout } = await runCollectorCli(["anomalies", "--all", "--data", collector.data]);
      await collector.stop();
      return JSON.parse(stdout).of;
    };
    expect(await countTags("")).toBe(1);
    expect(await countTags('[server]\ntrusted_proxies = ["127.0.0.1"]\n')).toBe(2);
  });
});
