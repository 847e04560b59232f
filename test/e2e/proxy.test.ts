/** Between a person and PostHog there may be a proxy: nothing goes past it, and nothing waits for it longer than for a server. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import { type Receiver, startReceiver } from "../../src/receiver/receiver.js";
import { CERTIFICATE, startBlackHole, startProxy, startTlsFront } from "../support/network.js";
import { createTempFolder, DIST, type Run, runProgram } from "../support/run.js";

/** Three events, and the state and the counters at the end. */
const program = (end: string) => `
  import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  for (let i = 0; i < 3; i++) telemetry.capture("e", { i });
  ${end}
  console.log(JSON.stringify({ ...telemetry.stats(), ...telemetry.state }));
`;
const INLINE = "await telemetry.endSession();";

interface Place extends AsyncDisposable {
  readonly receiver: Receiver;
  readonly url: string;
  readonly home: string;
  run(env: Record<string, string>, end?: string): Promise<Run & { said: Record<string, unknown> }>;
  spooled(): number;
}

async function place(): Promise<Place> {
  const receiver = await startReceiver();
  const url = await startTlsFront(receiver.port);
  const home = createTempFolder();
  const folder = join(home, ".data", "codeweaver", "telemetry", "spool");
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
      return { ...run, said: JSON.parse(run.stdout) };
    },
    spooled: () => {
      const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
      return texts.join("").split('"distinctId"').length - 1;
    },
    [Symbol.asyncDispose]: () => receiver.close(),
  };
}

describe("over TLS", () => {
  it("events arrive, and with a certificate that nobody vouches for they stay here", async () => {
    await using at = await place();
    expect((await at.run({ NODE_EXTRA_CA_CERTS: "" })).said).toMatchObject({ sent: 0 });
    expect(at.receiver.requests).toEqual([]);
    expect(at.spooled()).toBe(3);
    expect((await at.run({})).said).toMatchObject({ sent: 3 });
  });
});

describe("through a proxy", () => {
  it.each([
    ["HTTPS_PROXY", (host: string) => `http://${host}`],
    ["https_proxy", (host: string) => host],
    ["ALL_PROXY", (host: string) => `http://${host}/`],
  ])("named by %s as %o, events arrive over one tunnel", async (variable, spelt) => {
    await using at = await place();
    const proxy = await startProxy();
    const run = await at.run(
      { [variable]: spelt(proxy.host) },
      `await telemetry.flush(); telemetry.capture("e"); ${INLINE}`,
    );
    expect(run).toMatchObject({ code: 0, stderr: "", said: { sent: 4 } });
    expect(at.receiver.requests).toHaveLength(2);
    expect(proxy.tunnels.map(({ target }) => target)).toEqual([new URL(at.url).host]);
    expect(proxy.tunnels[0]?.headers).not.toHaveProperty("proxy-authorization");
  });

  it("a name and a password are for the proxy alone", async () => {
    await using at = await place();
    const proxy = await startProxy();
    await at.run({ HTTPS_PROXY: `http://jane:s%40cret@${proxy.host}` });
    expect(proxy.tunnels[0]?.headers["proxy-authorization"]).toBe(
      `Basic ${Buffer.from("jane:s@cret").toString("base64")}`,
    );
    expect(at.receiver.requests.map(({ headers }) => headers["proxy-authorization"])).toEqual([undefined]);
  });

  it.each(["us%er:p%zz", ":p%zz", "us%er"])(
    "credentials that are no URL's, %s, go as they are",
    async (written) => {
      await using at = await place();
      const proxy = await startProxy();
      const [name, password = ""] = written.split(":");
      expect((await at.run({ HTTPS_PROXY: `http://${written}@${proxy.host}` })).said).toMatchObject({
        sent: 3,
      });
      expect(proxy.tunnels[0]?.headers["proxy-authorization"]).toBe(
        `Basic ${Buffer.from(`${name}:${password}`).toString("base64")}`,
      );
    },
  );

  it("a child delivers as its parent would have", async () => {
    await using at = await place();
    const proxy = await startProxy();
    const env = { HTTPS_PROXY: proxy.host, CODEWEAVER__TELEMETRY__DELIVERY: "auto" };
    expect(await at.run(env, "await telemetry.ready();")).toMatchObject({ code: 0, stderr: "" });
    await vi.waitFor(() => expect(at.receiver.events).toHaveLength(3), { timeout: 15_000 });
    expect(proxy.tunnels).toHaveLength(1);
  });

  it.each(["localhost", "*", "example.com, localhost", ".host,*ocalhost"])(
    "not to a host that NO_PROXY=%s names",
    async (names) => {
      await using at = await place();
      const proxy = await startProxy();
      expect((await at.run({ HTTPS_PROXY: proxy.host, NO_PROXY: names })).said).toMatchObject({ sent: 3 });
      expect(proxy.tunnels).toEqual([]);
    },
  );

  it("nothing that is sent without TLS leaves this machine", async () => {
    await using at = await place();
    const proxy = await startProxy();
    const env = { HTTP_PROXY: proxy.host, CODEWEAVER__TELEMETRY__POSTHOG_HOST: at.receiver.url };
    expect((await at.run(env)).said).toMatchObject({ sent: 3 });
    expect(proxy.tunnels).toEqual([]);
  });

  it.each<[string, () => Promise<string>]>([
    ["is not there", async () => "127.0.0.1:9"],
    ["wants a password", async () => (await startProxy("407 Proxy Authentication Required")).host],
    ["fails", async () => (await startProxy("502 Bad Gateway")).host],
    ["accepts and never answers", startBlackHole],
    ["hangs up", async () => (await startProxy("200 OK")).host],
  ])("one that %s is not gone past, and holds nobody up", async (_, host) => {
    await using at = await place();
    const run = await at.run({ HTTPS_PROXY: await host(), CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "300" });
    expect(run).toMatchObject({ code: 0, stderr: "", said: { sent: 0 } });
    expect(run.milliseconds).toBeLessThan(4500); // the request's own timeout is 5 s
    expect(at.receiver.requests).toEqual([]);
    expect(at.spooled()).toBe(3);
  });

  it("a server behind it that never answers holds nobody up", async () => {
    await using at = await place();
    const proxy = await startProxy();
    const run = await at.run({
      HTTPS_PROXY: proxy.host,
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: `https://${await startBlackHole()}`,
      CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "300",
    });
    expect(run).toMatchObject({ code: 0, stderr: "", said: { sent: 0 } });
    expect(run.milliseconds).toBeLessThan(4500);
    expect(proxy.tunnels).toHaveLength(1);
    expect(at.spooled()).toBe(3);
  });

  it.each(["socks5://127.0.0.1:1080", "http://"])(
    "one that cannot be used, %s, turns telemetry off",
    async (proxy) => {
      await using at = await place();
      const { said, stderr } = await at.run({ HTTPS_PROXY: proxy });
      expect(said).toMatchObject({ status: "off", reason: "unusable_proxy", source: "HTTPS_PROXY" });
      expect(stderr).toBe("");
      expect(at.receiver.requests).toEqual([]);
    },
  );
});
