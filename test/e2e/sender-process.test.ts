/** The child process that sends the events of a short process: what it gets from its host, and what happens when it fails. */
import { cpSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, vi } from "vitest";
import type { Receiver } from "../../src/receiver/receiver.js";
import { createReceiverEnv, runCliJson } from "../support/cli.js";
import { CERTIFICATE, startTlsFront } from "../support/network.js";
import { startReceiver } from "../support/receiver.js";
import { createFolderWithFiles, createTempFolder, DIST, runNode } from "../support/run.js";
import { getSpool } from "../support/spool.js";
import { createUsedHome } from "../support/used-home.js";

interface HostOptions {
  readonly dist?: string;
  readonly args?: readonly string[];
  readonly env?: Record<string, string>;
  readonly home?: string;
}

/** Creates a host that captures one event with a number, and ends. */
function createHost(
  url: string,
  { dist = DIST, args = [], env = {}, home = createUsedHome() }: HostOptions = {},
) {
  const run = (i: number) => {
    const program = `
      import { getTelemetryClient } from ${JSON.stringify(join(dist, "index.js"))};
      getTelemetryClient().capture("e", { i: ${i} });
    `;
    return runNode([...args, "--input-type=module", "-e", program], {
      home,
      env: { ...createReceiverEnv(url), CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: "5000", ...env },
    });
  };
  const hasFailure = () =>
    existsSync(getSpool(home)) && readdirSync(getSpool(home)).some((file) => /^sender-.*\.json$/.test(file));
  const hasLock = () =>
    existsSync(getSpool(home)) && readdirSync(getSpool(home)).some((file) => file.endsWith(".lock"));
  return { run, hasFailure, hasLock, home };
}

const readNumbers = (receiver: Receiver) => receiver.events.map(({ properties }) => properties.i);
const untilReceived = (receiver: Receiver, count: number) =>
  vi.waitFor(() => expect(readNumbers(receiver)).toHaveLength(count), { timeout: 20_000 });

describe("the sender process", () => {
  it.each([
    ["NODE_EXTRA_CA_CERTS", { env: { NODE_EXTRA_CA_CERTS: CERTIFICATE } }],
    ["an argument and SSL_CERT_FILE", { args: ["--use-openssl-ca"], env: { SSL_CERT_FILE: CERTIFICATE } }],
    [
      "NODE_OPTIONS and SSL_CERT_FILE",
      { env: { NODE_OPTIONS: "--use-openssl-ca", SSL_CERT_FILE: CERTIFICATE } },
    ],
  ])("trusts the certificates that its host trusts by %s", async (_, options) => {
    await using receiver = await startReceiver();
    const { run, hasFailure } = createHost(await startTlsFront(receiver.port), options);
    await run(1);
    await untilReceived(receiver, 1);
    expect(hasFailure()).toBe(false);
  });

  it("writes nothing into the coverage folder of its host", async () => {
    await using receiver = await startReceiver();
    const folder = createTempFolder();
    const { run, hasLock } = createHost(receiver.url, { env: { NODE_V8_COVERAGE: folder } });
    await run(1);
    await untilReceived(receiver, 1);
    await vi.waitFor(() => expect(hasLock()).toBe(false)); // it is about to end
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(readdirSync(folder)).toHaveLength(1);
  });
});

describe("a tool whose sender process fails", () => {
  it("sends the events itself from the next run on, if only the tool trusts the certificate", async () => {
    await using receiver = await startReceiver();
    const hook = `
      const tls = require("node:tls");
      const { createSecureContext } = tls;
      tls.createSecureContext = (options) => {
        const context = createSecureContext(options);
        context.context.addCACert(require("node:fs").readFileSync(${JSON.stringify(CERTIFICATE)}));
        return context;
      };
    `; // as packages do that add the system's certificates
    const hookFile = join(createFolderWithFiles({ "hook.cjs": hook }), "hook.cjs");
    const { run, hasFailure, home } = createHost(await startTlsFront(receiver.port), {
      args: ["--require", hookFile],
    });
    await run(1);
    await vi.waitFor(() => expect(hasFailure()).toBe(true), { timeout: 20_000 });
    expect(readNumbers(receiver)).toEqual([]);
    for (const i of [2, 3]) await run(i);
    expect(readNumbers(receiver).sort()).toEqual([1, 2, 3]);
    const { json } = await runCliJson(["status"], { home, env: createReceiverEnv(receiver.url) });
    expect(json).toMatchObject({ pending: { events: 0 } });
  });

  it("sends the events itself from the next run on, if the process cannot load the package", async () => {
    await using receiver = await startReceiver();
    const dist = join(createFolderWithFiles({ "package.json": '{ "type": "module" }' }), "dist");
    cpSync(DIST, dist, { recursive: true });
    cpSync("package.json", join(dist, "..", "package.json"));
    writeFileSync(join(dist, "detached-sender.cjs"), 'throw new Error("cannot be loaded");');
    const { run } = createHost(receiver.url, { dist });
    await run(1);
    await vi.waitFor(
      async () => {
        await run(2);
        expect(readNumbers(receiver)).toContain(1);
      },
      { timeout: 20_000 },
    );
    expect(readNumbers(receiver)).toContain(2);
  });
});
