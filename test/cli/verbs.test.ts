/** The other verbs, each as a person would use it. */

import { spawn, spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { getSharedFilePaths } from "../../src/delivery/sender-process.js";
import { LIBRARY } from "../../src/internal/package-info.js";
import { startReceiver } from "../../src/receiver/receiver.js";
import {
  createReceiverEnv,
  hasTerminals,
  MAIN,
  runCli,
  runCliJson,
  runNodeOnTerminal,
} from "../support/cli.js";
import { CERTIFICATE, startProxy, startTlsFront } from "../support/network.js";
import { createEnvironment, createTempFolder, DIST, listFiles, runProgram } from "../support/run.js";

const VERBS = [
  "status",
  "enable",
  "disable",
  "show",
  "preview",
  "doctor",
  "manifest",
  "forget",
  "flush",
  "receive",
];
const capturing = (program: string) => `
  import { getTelemetryClient } from ${JSON.stringify(join(DIST, "index.js"))};
  const telemetry = getTelemetryClient();
  telemetry.capture("e");
  ${program}
`;
const INLINE = { CODEWEAVER__TELEMETRY__DELIVERY: "inline" };
const SPOOL = { CODEWEAVER__TELEMETRY__DELIVERY: "spool" };

describe("every verb", () => {
  it.each(VERBS)("%s explains itself", async (verb) => {
    const { code, stdout, stderr } = await runCli([verb, "--help"], { home: createTempFolder() });
    expect([code, stderr]).toEqual([0, ""]);
    expect(stdout).toContain(`USAGE codeweaver-telemetry ${verb}`);
    expect(stdout).toContain("--json");
    expect(stdout).not.toContain("\u001b");
  });

  it.each([
    [["stauts"], "Unknown command stauts"],
    [["status", "--jsno"], "unknown option --jsno"],
    [["show", "everything"], 'unexpected "everything"'],
    [["preview", "--event"], "option --event needs a value"],
    [["constructor"], "Unknown command constructor"],
    [["__proto__"], "Unknown command __proto__"],
    [["status", "--constructor"], "unknown option --constructor"],
    [["receive", "--port", "many"], '--port is "many"'],
  ])("%j is not understood: 2, and a line on stderr that says why", async (args, why) => {
    const { code, stdout, stderr } = await runCli(args, { home: createTempFolder() });
    expect([code, stdout]).toEqual([2, ""]);
    expect(stderr).toContain(why);
  });

  it("a tool's name that would lead elsewhere is refused", async () => {
    const home = createTempFolder();
    const { code, stderr } = await runCli(["disable", "--tool", "../../etc"], { home });
    expect([code, stderr]).toEqual([
      2,
      "codeweaver-telemetry disable: --tool is not letters, digits, . _ and -\n",
    ]);
    expect(listFiles(home)).toEqual([]);
  });

  it.skipIf(!hasTerminals)(
    "has colours on a terminal, and none where the person wants none (skipped without script(1))",
    async () => {
      const home = createTempFolder();
      expect((await runNodeOnTerminal([MAIN, "status"], { home })).output).toContain("\u001b[");
      expect(
        (await runNodeOnTerminal([MAIN, "status"], { home, env: { NO_COLOR: "1" } })).output,
      ).not.toContain("\u001b[");
    },
  );

  it("fails in JSON where JSON is asked for", async () => {
    const { code, json } = await runCliJson(["preview", "--event", "nope"], { home: createTempFolder() });
    expect([code, json.error]).toEqual([2, expect.stringContaining('no event "nope"')]);
  });

  it("takes the tool's name in front, too, and says its version", async () => {
    const home = createTempFolder();
    expect((await runCli(["--tool", "mytool", "disable"], { home })).stdout).toContain(
      "mytool telemetry is off.",
    );
    expect((await runCli(["--version"], { home })).stdout).toBe(`${LIBRARY.version}\n`);
  });

  it.each([["--tool", "mytool"], ["--tool=mytool"]])("without a verb, %s is status", async (...args) => {
    const home = createTempFolder();
    expect((await runCli(args, { home })).stdout).toContain("mytool telemetry cannot be told of from here");
    expect(JSON.parse((await runCli([...args, "--json"], { home })).stdout)).toMatchObject({
      tool: "mytool",
    });
    expect((await runCli([...args, "--help"], { home })).stdout).toContain("USAGE");
  });

  it("says that it cannot send for a tool whose key it does not know", async () => {
    const { code, stderr, stdout } = await runCli(["--tool", "mytool", "flush"], {
      home: createTempFolder(),
    });
    expect(code).toBe(1);
    expect(stderr + stdout).toMatch(/^This command cannot send for mytool: .*in its own code\.\n$/);
  });

  it("does not mind that nobody reads on", async () => {
    const home = createTempFolder();
    const env = createEnvironment(home, { ...createReceiverEnv("http://127.0.0.1:9"), ...SPOOL });
    await runProgram(capturing("for (let i = 0; i < 500; i++) telemetry.capture(String(i));"), { home, env });
    const command = `'${process.execPath}' '${MAIN}' show --pending | head -1`; // more than a pipe holds
    const { stdout, stderr } = spawnSync("bash", ["-c", command], { env, encoding: "utf8" });
    expect([stdout, stderr]).toEqual([expect.stringContaining("waits: 501 events"), ""]);
  });

  it("can be completed by a shell", async () => {
    const home = createTempFolder();
    expect((await runCli(["complete", "bash"], { home })).stdout).toContain("codeweaver-telemetry");
    const { stdout } = await runCli(["complete", "--", "d"], { home });
    expect(stdout).toContain("disable");
    expect(stdout).toContain("doctor");
  });
});

describe("preview", () => {
  it("has a sample of every event of the manifest, with a purpose beside every field", async () => {
    const approved = JSON.parse(readFileSync("config/telemetry-manifest.json", "utf8"));
    const home = createTempFolder();
    const withoutSample: string[] = [];
    for (const { event, fields } of approved.events) {
      const { json } = await runCliJson(["preview", "--event", event], { home });
      if (json.events[0].sample === null) withoutSample.push(event);
      const page = await runCli(["preview", "--event", event], { home });
      for (const { purpose } of fields) expect(page.stdout).toContain(purpose);
    }
    expect(withoutSample).toEqual(["telemetry_doctor"]);
  });

  it("says which hashes stay the same for as long as the installation exists", async () => {
    const { json } = await runCliJson(["preview", "--event", "*"], { home: createTempFolder() });
    const marked = json.events[0].fields.filter(({ scope }: { scope?: string }) => scope !== undefined);
    expect(marked.map(({ path, scope }: Record<string, string>) => [path, scope])).toEqual([
      ["distinct_id", "installation"],
      ["$groups.*", "installation"],
    ]);
    for (const verb of [["preview", "--event", "*"], ["manifest"]]) {
      const { stdout } = await runCli(verb, { home: createTempFolder() });
      const lines = stdout
        .split("\n")
        .filter((line) => line.includes("for as long as this installation exists"));
      expect(lines.map((line) => line.trim().split(" ")[0])).toEqual(["distinct_id", "$groups.*"]);
    }
  });

  it("shows what the person's own settings let leave", async () => {
    const home = createTempFolder();
    const queryOf = async (env: Record<string, string>) =>
      (await runCliJson(["preview", "--event", "codeweaver_search"], { home, env })).json.events[0].sample
        .properties.query;
    expect(await queryOf({})).toBeUndefined();
    expect(await queryOf({ CODEWEAVER__TELEMETRY__TOOLS_OVER_PRIVACY: "true" })).toMatchObject({
      query: "a question",
    });
  });

  it("shows what this tool sent or is about to, though nobody described it", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv("http://127.0.0.1:9"), ...SPOOL };
    await runProgram(capturing('telemetry.capture("build_done", { modules: 3 });'), { home, env });
    const { json } = await runCliJson(["preview", "--event", "build_done"], { home, env });
    expect(json.events).toMatchObject([
      { event: "build_done", fields: [{ path: "modules" }], sample: { properties: { modules: 3 } } },
    ]);
    expect((await runCli(["preview"], { home, env })).stdout).toMatch(/modules +3/);
  });

  it("leaves another tool's events out of the way, and says that they exist", async () => {
    const { stdout } = await runCli(["preview", "--tool", "mytool"], { home: createTempFolder() });
    expect(stdout).not.toContain("strategies");
    expect(stdout).toContain("Only if mytool has to do with them: codeweaver_search");
  });

  it("names the events there are where it is asked for another", async () => {
    const { code, stderr } = await runCli(["preview", "--event", "nope"], { home: createTempFolder() });
    expect(code).toBe(2);
    expect(stderr).toContain('no event "nope"; there are *, codeweaver_search');
  });
});

describe("manifest", () => {
  it("prints the approved list, and finds the code in agreement with it", async () => {
    const home = createTempFolder();
    const { json } = await runCliJson(["manifest"], { home });
    expect(json).toEqual(JSON.parse(readFileSync("config/telemetry-manifest.json", "utf8")));
    expect(await runCliJson(["manifest", "--check"], { home })).toMatchObject({
      code: 0,
      json: { differences: [] },
    });
  });
});

describe("doctor", () => {
  const checks = (json: { checks: { name: string; ok?: boolean; found: string; fix?: string }[] }) =>
    Object.fromEntries(json.checks.map(({ name, ...rest }) => [name, rest]));

  it("finds nothing wrong where nothing is, sends one event and leaves a receipt of it", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = {
      ...createReceiverEnv(await startTlsFront(receiver.port)),
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
    };
    const { code, json } = await runCliJson(["doctor"], { home, env });
    expect(json.checks.filter(({ ok }: { ok?: boolean }) => ok !== true)).toEqual([]);
    expect(code).toBe(0);
    expect(receiver.events.map(({ event }) => event)).toEqual(["telemetry_doctor"]);
    expect((await runCliJson(["show", "--sent"], { home, env })).json.sent).toHaveLength(1);
  });

  it("asks nothing of the network where telemetry is off, and does not mind that a person wants it so", async () => {
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
      "a setting",
      async () => ({ CODEWEAVER__TELEMETRY__BATCH_SIZE: "many" }),
      "settings",
      /batch_size .* is not a whole number/,
    ],
    [
      "a name that nobody knows",
      async () => createReceiverEnv("https://nowhere.invalid"),
      "host name",
      /the host is spelt right/,
    ],
    [
      "a server that is not there",
      async () => createReceiverEnv("http://127.0.0.1:9"),
      "reachable",
      /ECONNREFUSED.*start what should listen there/,
    ],
    ["a certificate", async () => createReceiverEnv(await startTlsFront(9)), "TLS", /NODE_EXTRA_CA_CERTS/],
    [
      "a proxy that is not there",
      async () => ({ ...createReceiverEnv("https://example.invalid"), HTTPS_PROXY: "http://127.0.0.1:9" }),
      "reachable",
      /ECONNREFUSED/,
    ],
    [
      "a proxy that refuses",
      async () => ({
        ...createReceiverEnv("https://example.invalid"),
        HTTPS_PROXY: `http://${(await startProxy("407 No")).host}`,
      }),
      "reachable",
      /407/,
    ],
    [
      "a server that is no PostHog",
      async () => createReceiverEnv(await answering(404)),
      "an event",
      /answered 404.*the address is a server's that takes this wire/,
    ],
    [
      "a key",
      async () => createReceiverEnv(await answering(401)),
      "an event",
      /answered 401.*posthog_api_key/,
    ],
    [
      "a server in trouble",
      async () => createReceiverEnv(await answering(503)),
      "an event",
      /answered 503.*wait/,
    ],
    [
      "a clock",
      async () => createReceiverEnv(await answering(200, new Date(Date.now() - 3_600_000))),
      "clock",
      /is 36\d\d s ahead of the server's.*set this machine's clock/,
    ],
  ])("names %s, with what to do, and fails", async (_, environment, name, found) => {
    const { code, json } = await runCliJson(["doctor"], {
      home: createTempFolder(),
      env: await environment(),
    });
    expect(code).toBe(1);
    const check = checks(json)[name];
    expect(check?.ok).toBe(false);
    expect(`${check?.found} ${check?.fix}`).toMatch(found);
  });
});

/** A server that gives one answer, at a time of its own. */
async function answering(status: number, date = new Date(), afterMs = 0): Promise<string> {
  const server = createServer((request, response) => {
    request.resume();
    const answer = () => response.writeHead(status, { Date: date.toUTCString() }).end("{}");
    request.on("end", () => setTimeout(answer, afterMs));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

describe("flush", () => {
  it("delivers what waits, though the breaker is open, and closes it", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), ...SPOOL };
    for (let run = 0; run < 3; run++) await runProgram(capturing(""), { home, env });
    const folder = join(home, ".data", "codeweaver", "telemetry", "spool");
    const { breaker } = getSharedFilePaths({ folder, host: receiver.url, apiKey: "phc_x", proxy: undefined });
    writeFileSync(breaker, JSON.stringify({ failures: 6, until: Date.now() + 600_000 }));
    await receiver.close();
    const down = await runCli(["flush"], { home, env });
    expect(down.code).toBe(1);
    expect(down.stdout).toMatch(
      /^0 events delivered; 3 events left: network\.\ncodeweaver-telemetry doctor says what is wrong\.\n$/,
    );

    await using again = await startReceiver({ port: receiver.port });
    expect(await runCliJson(["flush"], { home, env })).toMatchObject({
      code: 0,
      json: { delivered: 3, lost: {}, left: 0 },
    });
    expect(again.events).toHaveLength(3);
    expect(existsSync(breaker)).toBe(false);
  });

  it("says what the server will not have", async () => {
    const home = createTempFolder();
    const env = { ...createReceiverEnv(await answering(400)), ...SPOOL };
    await runProgram(capturing(""), { home, env });
    expect(await runCliJson(["flush"], { home, env })).toMatchObject({
      code: 1,
      json: { delivered: 0, lost: { http_400: 1 }, left: 0 },
    });
  });

  it("sends nothing where telemetry is off", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), ...SPOOL };
    await runProgram(capturing(""), { home, env });
    const { code, stdout } = await runCli(["flush"], { home, env: { ...env, DO_NOT_TRACK: "1" } });
    expect(code).toBe(1);
    expect(stdout).toContain("DO_NOT_TRACK");
    expect(receiver.requests).toEqual([]);
  });

  it.skipIf(!hasTerminals)("shows a bar on a terminal (skipped without script(1))", async () => {
    const url = await answering(200, new Date(), 300); // long enough for a frame
    const home = createTempFolder();
    const env = { ...createReceiverEnv(url), ...SPOOL };
    await runProgram(capturing(""), { home, env });
    const { output } = await runNodeOnTerminal([MAIN, "flush"], { home, env });
    expect(output).toContain("━");
    expect(output).toContain("1 event delivered.");
  });
});

describe("forget", () => {
  it("removes salt, identity, spool and receipts, and prints what to ask of the server; the choice stays", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__IDENTITY: "install" };
    await runCli(["enable"], { home, env });
    await runProgram(capturing("await telemetry.endSession();"), { home, env: { ...env, ...INLINE } });
    await runProgram(capturing(""), { home, env: { ...env, ...SPOOL } });
    const id = String(receiver.events[0]?.distinct_id);
    const salt = readFileSync(join(home, ".data", "codeweaver", "telemetry", "salt"), "utf8");

    const { code, stdout } = await runCli(["forget"], { home, env });
    expect(code).toBe(0);
    expect(stdout).toContain(`  ${id}`);
    expect(stdout).toContain(": spool, receipts, salt, identity.json.");
    expect(stdout).toContain(receiver.url);
    expect(stdout).not.toContain(salt);
    expect(listFiles(home).map((file) => file.slice(home.length))).toEqual([
      "/.config/codeweaver/telemetry-choice.json",
    ]);

    await runProgram(capturing("await telemetry.endSession();"), { home, env: { ...env, ...INLINE } });
    expect(receiver.events.at(-1)?.distinct_id).not.toBe(id);
    expect(readFileSync(join(home, ".data", "codeweaver", "telemetry", "salt"), "utf8")).not.toBe(salt);
  });

  it("removes what cannot be read, too", async () => {
    const home = createTempFolder();
    const data = join(home, ".data", "codeweaver", "telemetry");
    mkdirSync(data, { recursive: true });
    for (const name of ["receipts", "spool", "salt"])
      writeFileSync(join(data, name), "not what it should be");
    expect((await runCli(["forget"], { home })).code).toBe(0);
    expect(listFiles(home)).toEqual([]);
  });

  it("says so where there is nothing to forget", async () => {
    const { code, stdout } = await runCli(["forget"], { home: createTempFolder() });
    expect(code).toBe(0);
    expect(stdout).toContain("nobody on this machine knows any more");
  });
});

describe("receive", () => {
  it("says how to point a tool at it, and prints what comes", async () => {
    const home = createTempFolder();
    const child = spawn(process.execPath, [MAIN, "receive", "--tool", "my-tool"], {
      env: { PATH: process.env.PATH ?? "", HOME: home },
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    let seen = "";
    child.stdout.on("data", (chunk) => {
      seen += chunk;
    });
    await expect.poll(() => seen, { timeout: 5000 }).toContain("phc_local");
    expect(seen).toContain("export MY_TOOL__TELEMETRY__POSTHOG_API_KEY=phc_local");
    const url = /POSTHOG_HOST=(\S+)/.exec(seen)?.[1] ?? "";
    await runProgram(capturing("await telemetry.endSession();"), {
      home,
      env: { ...createReceiverEnv(url), ...INLINE },
    });
    await expect.poll(() => seen).toContain('"$lib": "codeweaver-telemetry"');
    const ended = new Promise((resolve) => child.on("exit", resolve));
    child.kill("SIGINT");
    expect(await ended).toBe(0);
  });

  it("says so where the port is taken", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const taken = await runCli(["receive", "--port", String(receiver.port)], { home });
    expect([taken.code, taken.stderr]).toEqual([1, expect.stringContaining("EADDRINUSE")]);
  });
});
