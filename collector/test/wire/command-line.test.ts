/** Runs the collector's command line: its output, its exit codes, and its sentences about mistakes. */
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCollectorCli, startCollectorProcess } from "../support/cli-collector.js";
import { MANIFEST } from "../support/manifests.js";
import { send, sendEvents } from "../support/requests.js";
import { createTempFolder } from "../support/temp-folder.js";

describe("serve", () => {
  it("prints the address as its last line to stderr, nothing to stdout, and ends with 0 on SIGTERM and SIGINT", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const collector = await startCollectorProcess();
      expect(await sendEvents(collector.url, [{ event: "search" }])).toMatchObject({ status: 200 });
      const start = performance.now();
      const { code, stdout, stderr } = await collector.stop(signal);
      expect([code, stdout]).toEqual([0, ""]);
      expect(performance.now() - start).toBeLessThan(5000);
      expect(stderr.trimEnd().split("\n")).toEqual([
        "the project default has no manifest, so it keeps numbers and words only (manifest add FILE)",
        `the admin token is in ${join(collector.data, "admin-token")}`,
        `listening on ${collector.url}`,
      ]);
      expect(existsSync(join(collector.data, "serve.sock"))).toBe(false);
    }
  });

  it("uses collector.toml in the working directory, over it the environment, and over both the flags", async () => {
    const home = createTempFolder();
    mkdirSync(join(home, "manifests"));
    writeFileSync(join(home, "manifests", "tool.json"), JSON.stringify(MANIFEST));
    writeFileSync(
      join(home, "collector.toml"),
      '[server]\nhost = "192.0.2.1"\nport = 1\npublic = true\n[projects.tool]\nkey = "phc_file"\nmanifests = ["manifests/tool.json"]\n',
    );
    const env = {
      CODEWEAVER_COLLECTOR__SERVER__HOST: "127.0.0.1",
      CODEWEAVER_COLLECTOR__PROJECTS__TOOL__KEY: "phc_env",
    };
    const collector = await startCollectorProcess([], { home, env });
    expect(await sendEvents(collector.url, [{ event: "search" }], { key: "phc_file" })).toMatchObject({
      status: 401,
    });
    expect(await sendEvents(collector.url, [{ event: "search" }], { key: "phc_env" })).toMatchObject({
      status: 200,
    });
    expect(await send(`${collector.url}/metrics`)).toMatchObject({ status: 200 });
    const { stderr } = await collector.stop();
    expect(stderr).not.toContain("has no manifest");
  });

  it("refuses a folder that another collector uses, and a port that is in use", async () => {
    const { url, data } = await startCollectorProcess();
    const second = await runCollectorCli(["serve", "--port", "0", "--data", data]);
    expect(second).toMatchObject({
      code: 3,
      stdout: "",
      stderr: `codeweaver-collector: another collector uses ${data}: stop it, or choose another folder with --data.\n`,
    });
    const home = createTempFolder();
    const third = await runCollectorCli(["serve", "--port", new URL(url).port], { home });
    expect(third).toMatchObject({ code: 1, stdout: "" });
    expect(third.stderr).toBe(
      `codeweaver-collector: port ${new URL(url).port} of 127.0.0.1 is in use (EADDRINUSE): end the program that uses it, or choose another port with --port.\n`,
    );
    expect(existsSync(join(home, "telemetry-data", "serve.sock"))).toBe(false);
  });

  it("refuses a data folder that cannot be used", async () => {
    const home = createTempFolder();
    writeFileSync(join(home, "file"), "");
    const run = await runCollectorCli(["serve", "--port", "0", "--data", "file"], { home });
    expect(run).toMatchObject({ code: 1, stdout: "" });
    expect(run.stderr).toBe(
      `codeweaver-collector: the data folder ${join(home, "file")} cannot be used (EEXIST): change its owner, or choose another with --data.\n`,
    );
  });

  it.each([
    [31, []],
    [30, ["the monthly"]],
    [7, ["the monthly"]],
    [6, ["the weekly and the monthly"]],
  ])("says at the start which installations %i days of retention do not count", async (days, counts) => {
    const home = createTempFolder();
    writeFileSync(join(home, "collector.toml"), `[projects.default]\nretention_days = ${days}\n`);
    const { output } = await startCollectorProcess([], { home });
    const lines = output.stderr.split("\n").filter((line) => line.includes("telemetry_active"));
    expect(lines).toEqual(
      counts.map(
        (which) =>
          `the project default drops ${which} telemetry_active as expired, because it keeps events for ${days} days only`,
      ),
    );
  });

  it.each([
    ["0.0.0.0", true],
    ["127.0.0.1", false],
    ["localhost", false],
  ])("on %s without TLS warns that other machines can read along: %s", async (host, isWarned) => {
    const { output } = await startCollectorProcess(["--host", host]);
    expect(output.stderr.includes("without TLS, everybody between")).toBe(isWarned);
  });

  it("without TLS has no certificate to read again on SIGHUP", async () => {
    const { pid, output } = await startCollectorProcess();
    process.kill(pid, "SIGHUP");
    await expect.poll(() => output.stderr).toContain("\nthere is no certificate to read again\n");
    expect(output.stderr).not.toContain("was read again");
  });

  it("takes over the folder of a collector that was killed", async () => {
    const first = await startCollectorProcess();
    await sendEvents(first.url, [{ event: "search" }]);
    await first.stop("SIGKILL");
    const second = await startCollectorProcess([], { data: first.data });
    expect(await sendEvents(second.url, [{ event: "search" }])).toMatchObject({ status: 200 });
    expect((await second.stop()).code).toBe(0);
  });
});

type Environment = Readonly<Record<string, string>>;

describe("the configuration", () => {
  it.each<[string, string, Environment, string]>([
    [
      "a port that is a text",
      '[server]\nport = "80"',
      {},
      "server.port in collector.toml must be an integer from 0 to 65535.",
    ],
    [
      "a port that is too large",
      "[server]\nport = 70000",
      {},
      "server.port in collector.toml must be an integer from 0 to 65535.",
    ],
    [
      "an unknown key",
      "[server]\nprot = 1",
      {},
      "server.prot in collector.toml is not a setting of the collector.",
    ],
    [
      "an unknown table",
      "[servers]\nport = 1",
      {},
      "servers in collector.toml is not a setting of the collector.",
    ],
    [
      "a text in place of a truth value",
      '[server]\npublic = "yes"',
      {},
      "server.public in collector.toml must be true or false.",
    ],
    [
      "a text in place of a list",
      '[server]\nallowed_hosts = "a"',
      {},
      "server.allowed_hosts in collector.toml must be a list of texts.",
    ],
    ...["https://x.example/", "x.example:8443", "x.example/path", "*.x.example", ""].map(
      (host): [string, string, Environment, string] => [
        `the allowed host "${host}"`,
        `[server]\nallowed_hosts = ["${host}"]`,
        {},
        "server.allowed_hosts.0 in collector.toml must be a name such as telemetry.example, without scheme and port.",
      ],
    ),
    [
      "a proxy that is no address",
      '[server]\ntrusted_proxies = ["proxy.example"]',
      {},
      "server.trusted_proxies.0 in collector.toml must be an address or a network such as 10.0.0.0/8.",
    ],
    [
      "a network with a wrong prefix",
      '[server]\ntrusted_proxies = ["10.0.0.0/33"]',
      {},
      "server.trusted_proxies.0 in collector.toml must be an address or a network such as 10.0.0.0/8.",
    ],
    [
      "a certificate without a key",
      '[server]\ntls_cert = "a.pem"',
      {},
      "server.tls_key in collector.toml must be set as well, because a certificate and its key belong together.",
    ],
    [
      "a memory limit without a unit",
      '[index]\nmemory_limit = "640"',
      {},
      "index.memory_limit in collector.toml must be a size such as 640MB.",
    ],
    [
      "no days of retention",
      "[projects.a]\nretention_days = 0",
      {},
      "projects.a.retention_days in collector.toml must be a number of days from 1 to 3650.",
    ],
    [
      "half a day of retention",
      "[projects.a]\ntrace_retention_days = 0.5",
      {},
      "projects.a.trace_retention_days in collector.toml must be a number of days from 1 to 3650.",
    ],
    [
      "a key of another kind",
      '[projects.a]\nkey = "phx_secret"',
      {},
      "projects.a.key in collector.toml must be a write key that begins with phc_.",
    ],
    [
      "a project with a strange name",
      '[projects."../a"]\nretention_days = 1',
      {},
      'projects."../a" in collector.toml must be a name of lower-case letters, digits, - and _.',
    ],
    ["no project", "[projects]", {}, "projects in collector.toml must be a table with at least one project."],
    [
      "several projects of which one has no key",
      '[projects.a]\nkey = "phc_a"\n[projects.b]',
      {},
      "projects.b.key in collector.toml must be set, because there are several projects.",
    ],
    [
      "two projects with one key",
      '[projects.a]\nkey = "phc_a"\n[projects.b]\nkey = "phc_a"',
      {},
      "projects.b.key in collector.toml must be another key than that of a.",
    ],
    [
      "a variable with a wrong value",
      "",
      { SERVER__PORT: "http" },
      "server.port in CODEWEAVER_COLLECTOR__SERVER__PORT must be an integer from 0 to 65535.",
    ],
    [
      "a variable with an unknown key",
      "",
      { SERVER__PROT: "1" },
      "server.prot in CODEWEAVER_COLLECTOR__SERVER__PROT is not a setting of the collector.",
    ],
    [
      "a variable whose name is too short",
      "",
      { PORT: "1" },
      "CODEWEAVER_COLLECTOR__PORT names no setting: expected a name such as CODEWEAVER_COLLECTOR__SERVER__PORT.",
    ],
    [
      "a variable with one wrong item",
      "",
      { SERVER__TRUSTED_PROXIES: "10.0.0.1, proxy" },
      "server.trusted_proxies.1 in CODEWEAVER_COLLECTOR__SERVER__TRUSTED_PROXIES must be an address or a network such as 10.0.0.0/8.",
    ],
    [
      "a variable that sets a key below a value",
      "[server]\nport = 1",
      { SERVER__PORT__X: "1" },
      "CODEWEAVER_COLLECTOR__SERVER__PORT__X sets server.port.x, but port is not a table.",
    ],
    [
      "a variable that corrects nothing else",
      "[server]\nport = 70000",
      { SERVER__HOST: "127.0.0.1" },
      "server.port in collector.toml must be an integer from 0 to 65535.",
    ],
  ])("with %s ends serve with 2 and one sentence", async (_, toml, variables, sentence) => {
    const home = createTempFolder();
    if (toml !== "") writeFileSync(join(home, "collector.toml"), `${toml}\n`);
    const env = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [`CODEWEAVER_COLLECTOR__${name}`, value]),
    );
    const run = await runCollectorCli(["serve"], { home, env });
    expect(run).toMatchObject({ code: 2, stdout: "", stderr: `codeweaver-collector: ${sentence}\n` });
    expect(existsSync(join(home, "telemetry-data"))).toBe(false);
  });

  it.each<[string, readonly string[], RegExp]>([
    ["is no TOML", [], /collector\.toml could not be read: Invalid TOML [^\n]+ in line 2\.\n$/],
    ["does not exist", ["--config", "missing.toml"], /missing\.toml does not exist\.\n$/],
    [
      "is code",
      ["--config", "collector.js"],
      /collector\.js must be a TOML file, whose name ends with \.toml\.\n$/,
    ],
  ])("that %s ends serve with 2 and one sentence", async (_, flags, sentence) => {
    const home = createTempFolder();
    writeFileSync(join(home, "collector.toml"), "[server]\nport = = 1\n");
    writeFileSync(join(home, "collector.js"), "throw new Error('it was run');\n");
    const run = await runCollectorCli(["serve", ...flags], { home });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toMatch(/^codeweaver-collector: [^\n]+\n$/);
    expect(run.stderr).toMatch(sentence);
  });

  it.each<[string, string, string]>([
    [
      "a manifest that is missing",
      'manifests = ["missing.json"]',
      "the manifest HOME/missing.json could not be read (ENOENT).",
    ],
    [
      "flags that are missing",
      'flags = "missing.toml"',
      "the flags HOME/missing.toml could not be read (ENOENT).",
    ],
  ])("that names %s ends serve with 2 and one sentence", async (_, setting, sentence) => {
    const home = createTempFolder();
    writeFileSync(join(home, "collector.toml"), `[projects.default]\n${setting}\n`);
    const run = await runCollectorCli(["serve", "--port", "0"], { home });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toBe(`codeweaver-collector: ${sentence.replace("HOME", home)}\n`);
  });
});

describe("the arguments", () => {
  it.each<[string, readonly string[], string]>([
    [
      "an unknown command",
      ["server"],
      "server is not a command. The commands are serve, status, manifest add, erase, anomalies, rebuild, report, questions, experiment, claims, publish.",
    ],
    ["an unknown flag", ["serve", "--prot", "1"], "--prot is not a flag of this command."],
    ["a flag of another command", ["status", "--drop", "x"], "--drop is not a flag of this command."],
    ["an argument too many", ["status", "now"], "now is one argument too many."],
    ["a port that is no number", ["serve", "--port", "http"], "--port must be an integer from 0 to 65535."],
    ["a port that is too large", ["serve", "--port", "65536"], "--port must be an integer from 0 to 65535."],
    [
      "a certificate without a key",
      ["serve", "--tls-cert", "a.pem"],
      "server.tls_key in the configuration must be set as well, because a certificate and its key belong together.",
    ],
    [
      "a certificate that is missing",
      ["serve", "--tls-cert", "a.pem", "--tls-key", "b.pem"],
      "server.tls_cert in HOME/a.pem must be a file in PEM that this account can read.",
    ],
    ["a file of ids that is missing", ["erase", "ids.txt"], "ids.txt could not be read."],
  ])("with %s end the command with 2 and one sentence", async (_, args, sentence) => {
    const home = createTempFolder();
    const run = await runCollectorCli(args, { home });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toBe(`codeweaver-collector: ${sentence.replace("HOME", home)}\n`);
  });

  it("of a command for a running collector say that none is running", async () => {
    const run = await runCollectorCli(["status", "--data", "nowhere"]);
    expect(run).toMatchObject({
      code: 1,
      stderr: "codeweaver-collector: no collector serves nowhere: start it with `serve --data nowhere`.\n",
    });
  });

  it("of a command for a running collector name its projects, if there is no such one", async () => {
    const { data } = await startCollectorProcess();
    const run = await runCollectorCli(["rebuild", "--project", "tool", "--data", data]);
    expect(run).toMatchObject({
      code: 1,
      stderr: "codeweaver-collector: there is no project tool: the projects are default.\n",
    });
  });

  it.each<[string, string[], string]>([
    ["nothing", [], "has no ids."],
    [
      "an e-mail address",
      [randomUUID(), "", "jane@globex.example"],
      "in line 3 has no id: write one UUID, lower-case hash or word on each line.",
    ],
    [
      "two ids on a line",
      [`${randomUUID()} ${randomUUID()}`],
      "in line 1 has no id: write one UUID, lower-case hash or word on each line.",
    ],
  ])("of erase are refused with the line of %s", async (_, lines, sentence) => {
    const home = createTempFolder();
    writeFileSync(join(home, "ids.txt"), `${lines.join("\n")}\n`);
    const run = await runCollectorCli(["erase", "ids.txt"], { home });
    expect(run).toMatchObject({ code: 2, stdout: "" });
    expect(run.stderr).toBe(`codeweaver-collector: ids.txt ${sentence}\n`);
  });

  it("can ask for the version, and for the help of a group of commands", async () => {
    const { version } = JSON.parse(readFileSync(join(import.meta.dirname, "../../package.json"), "utf8"));
    expect(await runCollectorCli(["--version"])).toMatchObject({
      code: 0,
      stdout: `${version}\n`,
      stderr: "",
    });
    const group = await runCollectorCli(["manifest", "--help"]);
    const full = await runCollectorCli(["manifest", "add", "--help"]);
    expect(group).toMatchObject({ code: 0, stdout: full.stdout, stderr: "" });
    expect(group.stdout).toContain("--version");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a pipe must not have the colours of a terminal
    expect(group.stdout).not.toMatch(/\u001b/);
  });

  it("can ask for help", async () => {
    const overview = await runCollectorCli(["--help"]);
    expect(overview).toMatchObject({ code: 0, stderr: "" });
    for (const name of ["serve", "status", "manifest add", "erase", "anomalies", "rebuild"]) {
      expect(overview.stdout).toContain(`\n  ${name}`);
      const help = await runCollectorCli([...name.split(" "), "--help"]);
      expect(help).toMatchObject({ code: 0, stderr: "" });
      expect(help.stdout).toContain("--data");
    }
  });
});
