/** Asks the collector as a browser, a stranger and an operator do. */
import { execFileSync } from "node:child_process";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { CleanUps } from "../support/clean-ups.js";
import { startCollectorProcess } from "../support/cli-collector.js";
import { KEY, postJson, send, sendEvents } from "../support/requests.js";
import { startCollector, type TestCollector } from "../support/running-collector.js";
import { createTempFolder } from "../support/temp-folder.js";

describe("the Host header", () => {
  let collector: TestCollector;
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    const toml = '[server]\nallowed_hosts = ["telemetry.example", "Other.Example"]\n';
    collector = await startCollector({ toml, onFinished: cleanUps.add });
    return cleanUps.run;
  });

  it.each([
    ["127.0.0.1", 200],
    ["127.0.0.1:8123", 200],
    ["[::1]:8123", 200],
    ["192.0.2.1", 200],
    ["localhost", 200],
    ["LOCALHOST:1", 200],
    ["tool.localhost", 200],
    ["telemetry.example", 200],
    ["telemetry.example:443", 200],
    ["TELEMETRY.example.", 200],
    ["other.example", 200],
    ["evil.example", 403],
    ["telemetry.example.evil.example", 403],
    ["eviltelemetry.example", 403],
    ["localhost.evil.example", 403],
    ["telemetry.example@evil.example", 403],
  ])("%s is answered %i", async (host, status) => {
    const events = [{ event: "search" }];
    expect(await sendEvents(collector.url, events, { headers: { Host: host } })).toMatchObject({ status });
    expect(await send(`${collector.url}/readyz`, { headers: { Host: host } })).toMatchObject({
      status: status === 200 ? expect.toBeOneOf([200, 503]) : status,
    });
    expect(await send(`${collector.url}/healthz`, { headers: { Host: host } })).toMatchObject({
      status: 200,
    });
  });

  it.each<[string, Record<string, string>, number]>([
    ["no page", {}, 200],
    ["a page of the collector", { Origin: "http://telemetry.example", Host: "telemetry.example" }, 200],
    ["a page of another site", { Origin: "https://evil.example", Host: "telemetry.example" }, 403],
    ["a frame without rights", { Origin: "null", Host: "telemetry.example" }, 403],
    [
      "an image on a page of another site",
      { "Sec-Fetch-Site": "cross-site", Host: "telemetry.example" },
      403,
    ],
    [
      "a link on a page of the same site",
      { "Sec-Fetch-Site": "same-origin", Host: "telemetry.example" },
      200,
    ],
  ])("does not matter for a request of %s", async (_, headers, status) => {
    expect(await sendEvents(collector.url, [{ event: "search" }], { headers })).toMatchObject({ status });
    expect(await postJson(`${collector.url}/api/erasure`, { ids: [KEY] }, headers)).toMatchObject({
      status: status === 200 ? 400 : 403,
    });
  });
});

describe("the admin token", () => {
  let collector: TestCollector;
  let token: string;
  beforeAll(async () => {
    const cleanUps = new CleanUps();
    collector = await startCollector({ onFinished: cleanUps.add });
    token = readFileSync(collector.server.tokenPath, "utf8").trim();
    return cleanUps.run;
  });

  const basic = (text: string) => `Basic ${Buffer.from(text).toString("base64")}`;

  it("is in a file that only this account can read, and remains the same", async () => {
    expect(statSync(collector.server.tokenPath).mode & 0o777).toBe(0o600);
    expect(statSync(collector.data).mode & 0o777).toBe(0o700);
    expect(token).toMatch(/^[\w-]{32}$/);
    const other = await startCollector();
    await other[Symbol.asyncDispose]();
    await using again = await startCollector({ data: other.data });
    expect(again.server.tokenPath).toBe(other.server.tokenPath);
    expect(readFileSync(again.server.tokenPath, "utf8").trim()).not.toBe(token);
  });

  it.each<[string, () => string | undefined, number]>([
    ["no credentials", () => undefined, 401],
    ["the token as Bearer", () => `Bearer ${token}`, 200],
    ["another case of Bearer", () => `bearer  ${token}`, 200],
    ["the token as a password", () => basic(`admin:${token}`), 200],
    ["the token as a password of nobody", () => basic(`:${token}`), 200],
    ["the token as a user", () => basic(`${token}:`), 401],
    ["another token", () => `Bearer ${token.slice(0, -1)}`, 401],
    ["a longer token", () => `Bearer ${token}x`, 401],
    ["an empty token", () => "Bearer ", 401],
    ["another scheme", () => `Digest ${token}`, 401],
    ["the token alone", () => token, 401],
  ])("is required to read the metrics: %s", async (_, createCredentials, status) => {
    const authorization = createCredentials();
    const headers = authorization === undefined ? {} : { Authorization: authorization };
    const answer = await send(`${collector.url}/metrics`, { headers });
    expect(answer.status).toBe(status);
    expect(answer.body.includes("collector_requests_total")).toBe(status === 200);
    if (status === 401)
      expect(answer.headers["www-authenticate"]).toMatch(/^Basic realm="codeweaver-collector"/);
    else expect(answer.headers["content-type"]).toMatch(/^application\/openmetrics-text/);
  });

  it("is not required with public = true, nor to send", async () => {
    await using open = await startCollector({ toml: "[server]\npublic = true\n" });
    expect(await send(`${open.url}/metrics`)).toMatchObject({ status: 200 });
    expect(await sendEvents(collector.url, [{ event: "search" }])).toMatchObject({ status: 200 });
  });
});

describe("the write key", () => {
  it.each([
    ["any write key of PostHog's form, without a key of the project", "", "phc_any", 200],
    ["no other key", "", "foo", 401],
    ["not even a personal key", "", "phx_any", 401],
    ["the key of the project", 'key = "phc_mine"\n', "phc_mine", 200],
    ["no other write key then", 'key = "phc_mine"\n', "phc_any", 401],
  ])("is %s", async (_, setting, key, status) => {
    await using collector = await startCollector({ toml: `[projects.default]\n${setting}` });
    expect(await sendEvents(collector.url, [{ event: "search" }], { key })).toMatchObject({ status });
  });
});

describe("TLS", () => {
  it("is used with a certificate and its key", async () => {
    const folder = createTempFolder();
    const [key, cert] = [join(folder, "key.pem"), join(folder, "cert.pem")];
    const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
    const kind = [
      "req",
      "-x509",
      "-newkey",
      "ec",
      "-pkeyopt",
      "ec_paramgen_curve:prime256v1",
      "-nodes",
      "-days",
      "2",
    ];
    execFileSync("openssl", [...kind, "-keyout", key, "-out", cert, ...subject], { stdio: "ignore" });
    const collector = await startCollectorProcess(["--tls-cert", cert, "--tls-key", key, "--public"]);
    expect(collector.url).toMatch(/^https:\/\/127\.0\.0\.1:\d+$/);
    const get = (options: object) =>
      new Promise((resolve, reject) => {
        const sent = request(`${collector.url}/metrics`, { agent: false, ...options }, (response) => {
          response.resume();
          resolve(response.statusCode);
        });
        sent.on("error", (error: NodeJS.ErrnoException) => reject(error));
        sent.end();
      });
    expect(await get({ ca: readFileSync(cert) })).toBe(200);
    await expect(get({})).rejects.toMatchObject({ code: "DEPTH_ZERO_SELF_SIGNED_CERT" });
    await expect(send(collector.url.replace("https", "http"))).rejects.toThrow();
    const pem = readFileSync(cert);
    for (const [text, answer] of [
      ["", "The earlier certificate remains in use."],
      [pem, "the certificate was read again"],
    ] as const) {
      writeFileSync(cert, text);
      process.kill(collector.pid, "SIGHUP");
      await expect.poll(() => collector.output.stderr).toContain(answer);
      expect(await get({ ca: pem })).toBe(200);
    }
    expect(await collector.stop()).toMatchObject({ code: 0 });
  });
});
