/** Delivery through an HTTP proxy, which is never bypassed, and which is not awaited longer than a server. */
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Receiver } from "../../src/receiver/receiver.js";
import { CERTIFICATE, startBlackHole, startProxy, startTlsFront } from "../support/network.js";
import { startReceiver } from "../support/receiver.js";
import { DIST, type Run, runProgram } from "../support/run.js";
import { countSpooled } from "../support/spool.js";
import { createUsedHome } from "../support/used-home.js";

/** Captures three events, and prints the counters and the state. */
const program = (end: string) => `
  import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  for (let i = 0; i < 3; i++) telemetry.capture("e", { i });
  ${end}
  console.log(JSON.stringify({ ...telemetry.stats(), ...telemetry.state }));
`;
const INLINE = "await telemetry.endSession();";

interface ProxyTest extends AsyncDisposable {
  readonly receiver: Receiver;
  readonly url: string;
  readonly home: string;
  run(env: Record<string, string>, end?: string): Promise<Run & { output: Record<string, unknown> }>;
  countSpooled(): number;
}

async function startProxyTest(): Promise<ProxyTest> {
  const receiver = await startReceiver();
  const url = await startTlsFront(receiver.port);
  const home = createUsedHome();
  return {
    receiver,
    url,
    home,
    async run(env, end = INLINE) {
      const run = await runProgram(program(end), {
        home,
        env: {
          CODEWEAVER_POSTHOG_API_KEY: "phc_x",
          CODEWEAVER__TELEMETRY__POSTHOG_HOST: url,
          CODEWEAVER__TELEMETRY__DELIVERY: "inline",
          CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000",
          NODE_EXTRA_CA_CERTS: CERTIFICATE,
          ...env,
        },
      });
      return { ...run, output: JSON.parse(run.stdout) };
    },
    countSpooled: () => countSpooled(home),
    [Symbol.asyncDispose]: () => receiver.close(),
  };
}

describe("over TLS", () => {
  it("delivers events, and keeps them in the spool if the certificate is not trusted", async () => {
    await using test = await startProxyTest();
    expect((await test.run({ NODE_EXTRA_CA_CERTS: "" })).output).toMatchObject({ sent: 0 });
    expect(test.receiver.requests).toEqual([]);
    expect(test.countSpooled()).toBe(3);
    expect((await test.run({})).output).toMatchObject({ sent: 3 });
  });
});

describe("through a proxy", () => {
  it.each([
    ["HTTPS_PROXY", (host: string) => `http://${host}`],
    ["https_proxy", (host: string) => host],
    ["ALL_PROXY", (host: string) => `http://${host}/`],
  ])("delivers events over one tunnel if %s names the proxy", async (variable, spelt) => {
    await using test = await startProxyTest();
    const proxy = await startProxy();
    const run = await test.run(
      { [variable]: spelt(proxy.host) },
      `await telemetry.flush(); telemetry.capture("e"); ${INLINE}`,
    );
    expect(run).toMatchObject({ code: 0, stderr: "", output: { sent: 4 } });
    expect(test.receiver.requests).toHaveLength(2);
    expect(proxy.tunnels.map(({ target }) => target)).toEqual([new URL(test.url).host]);
    expect(proxy.tunnels[0]?.headers).not.toHaveProperty("proxy-authorization");
  });

  it("sends a name and a password to the proxy alone", async () => {
    await using test = await startProxyTest();
    const proxy = await startProxy();
    await test.run({ HTTPS_PROXY: `http://jane:s%40cret@${proxy.host}` });
    expect(proxy.tunnels[0]?.headers["proxy-authorization"]).toBe(
      `Basic ${Buffer.from("jane:s@cret").toString("base64")}`,
    );
    expect(test.receiver.requests.map(({ headers }) => headers["proxy-authorization"])).toEqual([undefined]);
  });

  it.each(["us%er:p%zz", ":p%zz", "us%er"])(
    "sends credentials with invalid escapes, %s, unchanged",
    async (written) => {
      await using test = await startProxyTest();
      const proxy = await startProxy();
      const [name, password = ""] = written.split(":");
      expect((await test.run({ HTTPS_PROXY: `http://${written}@${proxy.host}` })).output).toMatchObject({
        sent: 3,
      });
      expect(proxy.tunnels[0]?.headers["proxy-authorization"]).toBe(
        `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
      );
    },
  );

  it("delivers from a detached child through the same proxy", async () => {
    await using test = await startProxyTest();
    const proxy = await startProxy();
    const env = { HTTPS_PROXY: proxy.host, CODEWEAVER__TELEMETRY__DELIVERY: "auto" };
    expect(await test.run(env, "await telemetry.ready();")).toMatchObject({ code: 0, stderr: "" });
    await vi.waitFor(() => expect(test.receiver.events).toHaveLength(3), { timeout: 15_000 });
    expect(proxy.tunnels).toHaveLength(1);
  });

  it.each(["localhost", "*", "example.com, localhost", ".host,*ocalhost"])(
    "bypasses the proxy for a host that NO_PROXY=%s names",
    async (names) => {
      await using test = await startProxyTest();
      const proxy = await startProxy();
      expect((await test.run({ HTTPS_PROXY: proxy.host, NO_PROXY: names })).output).toMatchObject({
        sent: 3,
      });
      expect(proxy.tunnels).toEqual([]);
    },
  );

  it("does not use HTTP_PROXY for a server on this machine", async () => {
    await using test = await startProxyTest();
    const proxy = await startProxy();
    const env = { HTTP_PROXY: proxy.host, CODEWEAVER__TELEMETRY__POSTHOG_HOST: test.receiver.url };
    expect((await test.run(env)).output).toMatchObject({ sent: 3 });
    expect(proxy.tunnels).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ["does not exist", async () => "127.0.0.1:9"],
    ["wants a password", async () => (await startProxy("407 Proxy Authentication Required")).host],
    ["fails", async () => (await startProxy("502 Bad Gateway")).host],
    ["accepts and never answers", startBlackHole],
    ["hangs up", async () => (await startProxy("200 OK")).host],
  ])("is not bypassed and does not delay the process if it %s", async (_, host) => {
    await using test = await startProxyTest();
    const run = await test.run({ HTTPS_PROXY: await host(), CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "300" });
    expect(run).toMatchObject({ code: 0, stderr: "", output: { sent: 0 } });
    expect(run.milliseconds).toBeLessThan(4500); // the request's own timeout is 5 s
    expect(test.receiver.requests).toEqual([]);
    expect(test.countSpooled()).toBe(3);
  });

  it("does not delay the process for a server behind it that never answers", async () => {
    await using test = await startProxyTest();
    const proxy = await startProxy();
    const run = await test.run({
      HTTPS_PROXY: proxy.host,
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: `https://${await startBlackHole()}`,
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "300",
    });
    expect(run).toMatchObject({ code: 0, stderr: "", output: { sent: 0 } });
    expect(run.milliseconds).toBeLessThan(4500);
    expect(proxy.tunnels).toHaveLength(1);
    expect(test.countSpooled()).toBe(3);
  });

  it.each(["socks5://127.0.0.1:1080", "http://"])(
    "turns telemetry off if its address is unusable: %s",
    async (proxy) => {
      await using test = await startProxyTest();
      const { output, stderr } = await test.run({ HTTPS_PROXY: proxy });
      expect(output).toMatchObject({ status: "off", reason: "unusable_proxy", source: "HTTPS_PROXY" });
      expect(stderr).toBe("");
      expect(test.receiver.requests).toEqual([]);
    },
  );
});
