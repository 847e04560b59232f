/** `doctor`: finds a fault, and suggests how to repair it. */
import { describe, expect, it } from "vitest";
import { createReceiverEnv, runCliJson } from "../support/cli.js";
import { CERTIFICATE, startProxy, startTlsFront } from "../support/network.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder } from "../support/run.js";
import { startServerWithStatus } from "../support/status-server.js";

describe("doctor", () => {
  const toChecksByName = (json: { checks: { name: string; ok?: boolean; found: string; fix?: string }[] }) =>
    Object.fromEntries(json.checks.map(({ name, ...rest }) => [name, rest]));

  it("finds no fault in a working setup, sends an event from each process and logs the requests", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = {
      ...createReceiverEnv(await startTlsFront(receiver.port)),
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
    };
    const { code, json } = await runCliJson(["doctor"], { home, env });
    expect(json.checks.filter(({ ok }: { ok?: boolean }) => ok !== true)).toEqual([]);
    expect(code).toBe(0);
    expect(receiver.events.map(({ event }) => event)).toEqual(["telemetry_doctor", "telemetry_doctor"]);
    expect((await runCliJson(["show", "--sent"], { home, env })).json.sent).toHaveLength(2);
  });

  it("finds a child process that does not trust the certificate that the tool trusts", async () => {
    await using receiver = await startReceiver();
    const { code, json } = await runCliJson(["doctor"], {
      home: createTempFolder(),
      env: { ...createReceiverEnv(await startTlsFront(receiver.port)), NODE_TLS_REJECT_UNAUTHORIZED: "0" },
    });
    expect([code, toChecksByName(json)["child process"]]).toEqual([
      1,
      {
        ok: false,
        found: "does not trust the server's certificate",
        fix: "until this is repaired, the tool sends its events itself when it ends",
      },
    ]);
  });

  it("sends nothing when telemetry is off, and does not report an opt-out as a fault", async () => {
    await using receiver = await startReceiver();
    const { code, json } = await runCliJson(["doctor"], {
      home: createTempFolder(),
      env: { ...createReceiverEnv(receiver.url), DO_NOT_TRACK: "1" },
    });
    expect([code, json.state]).toEqual([0, "off"]);
    expect(receiver.requests).toEqual([]);
  });

  it.each<[string, () => Promise<Record<string, string>>, string, RegExp]>([
    [
      "an invalid setting",
      async () => ({ CODEWEAVER__TELEMETRY__BATCH_SIZE: "many" }),
      "settings",
      /batch_size .* is not a whole number/,
    ],
    [
      "an unknown host name",
      async () => createReceiverEnv("https://nowhere.invalid"),
      "host name",
      /check the spelling of the host/,
    ],
    [
      "a server that does not run",
      async () => createReceiverEnv("http://127.0.0.1:9"),
      "reachable",
      /ECONNREFUSED.*start the server/,
    ],
    [
      "a certificate that is not accepted",
      async () => createReceiverEnv(await startTlsFront(9)),
      "TLS",
      /NODE_EXTRA_CA_CERTS/,
    ],
    [
      "a proxy that does not run",
      async () => ({ ...createReceiverEnv("https://example.invalid"), HTTPS_PROXY: "http://127.0.0.1:9" }),
      "reachable",
      /ECONNREFUSED/,
    ],
    [
      "a proxy that refuses requests",
      async () => ({
        ...createReceiverEnv("https://example.invalid"),
        HTTPS_PROXY: `http://${(await startProxy("407 No")).host}`,
      }),
      "reachable",
      /407/,
    ],
    [
      "a server that is not PostHog",
      async () => createReceiverEnv(await startServerWithStatus(404)),
      "test event",
      /answered 404.*check that the server at this address accepts this wire format/,
    ],
    [
      "a key that is not accepted",
      async () => createReceiverEnv(await startServerWithStatus(401)),
      "test event",
      /answered 401.*posthog_api_key/,
    ],
    [
      "a server with a fault",
      async () => createReceiverEnv(await startServerWithStatus(503)),
      "test event",
      /answered 503.*wait/,
    ],
    [
      "a wrong clock",
      async () =>
        createReceiverEnv(await startServerWithStatus(200, { date: new Date(Date.now() - 3_600_000) })),
      "clock",
      /is 36\d\d s ahead of the server's.*set this machine's clock/,
    ],
  ])("reports %s with a suggestion, and exits with 1", async (_, environment, name, found) => {
    const { code, json } = await runCliJson(["doctor"], {
      home: createTempFolder(),
      env: await environment(),
    });
    expect(code).toBe(1);
    const check = toChecksByName(json)[name];
    expect(check?.ok).toBe(false);
    expect(`${check?.found} ${check?.fix}`).toMatch(found);
  });
});
