/** `forget --send`: has the server erase the events, and only then deletes the local data. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProgram, DELIVERY_BY_SPOOL } from "../support/captured-event.js";
import { hasTerminals, MAIN, runCli, runCliJson, runNodeOnTerminal, unwrap } from "../support/cli.js";
import {
  ALL_LOCAL_DATA,
  type Answer,
  createHomeWithIds,
  createReceipt,
  ERASED_AT,
  erase,
  getDataFolder,
  ID,
  listLocalData,
  RECEIPT,
  refuse,
  startDataServer,
} from "../support/data-server.js";
import { findUnsafeText, HOSTILE_TEXT } from "../support/hostile-text.js";
import { CERTIFICATE, startBlackHole, startProxy, startTlsFront } from "../support/network.js";
import { createBatchBody, writeRequestLog } from "../support/request-log.js";
import { createTempFolder, runProgram } from "../support/run.js";

const SEND = ["forget", "--send", "--yes"];
const OTHER_ID = "0198c0de-0000-7000-8000-000000000002";

describe("forget --send", () => {
  it("sends the ids of the list, the receipts and the identity file, prints the receipt, and deletes everything", async () => {
    const server = await startDataServer(erase);
    const home = createHomeWithIds();
    const logged = createBatchBody("e").replace("an id", OTHER_ID.toUpperCase());
    writeRequestLog(home, [{ url: `${server.url}/batch/`, body: logged }]);
    const stored = "0198c0de-0000-7000-8000-000000000003";
    writeFileSync(join(getDataFolder(home), "identity.json"), JSON.stringify({ id: stored, since: 1 }), {
      mode: 0o600,
    });
    const { code, stdout, stderr } = await runCli(SEND, { home, env: server.env });
    expect([code, stderr]).toEqual([0, ""]);
    expect(server.requests).toEqual([
      { path: "POST /api/erasure", body: { api_key: "phc_x", ids: [OTHER_ID, ID, stored] } },
    ]);
    expect(stdout).toContain(`Erased at ${server.url}\n`);
    expect(stdout).toContain(`  receipt  ${RECEIPT}\n  time     2026-11-28 12:00 UTC\n`);
    expect(stdout).toContain("  ids      3, of which the server knew 1\n  events   120\n  spans    4\n");
    expect(unwrap(stdout)).toContain("more than 90 days ago, or while nothing was kept on this machine");
    expect(unwrap(stdout)).toContain("Deleted from ~/.data/codeweaver/telemetry: spool, receipts, ");
    expect(listLocalData(home)).toEqual([]);
  });

  it("prints the receipt as JSON, and the sums of several requests", async () => {
    const server = await startDataServer(erase);
    const ids = Array.from(
      { length: 20_001 },
      (_, index) => ID.slice(0, -6) + String(index).padStart(6, "0"),
    );
    const home = createHomeWithIds(ids);
    const { code, json } = await runCliJson(SEND, { home, env: server.env });
    expect(code).toBe(0);
    expect(server.requests.map(({ body }) => body.ids.length)).toEqual([20_000, 1]);
    expect(server.requests.flatMap(({ body }) => body.ids)).toEqual(ids);
    const receipt = { receipt: RECEIPT, erased_at: ERASED_AT, ids_found: 1, events: 120, spans: 4 };
    expect(json.erasure).toEqual({
      server: server.url,
      receipts: [
        { ...receipt, ids: 20_000 },
        { ...receipt, ids: 1 },
      ],
      ids: 20_001,
      ids_found: 2,
      events: 240,
      spans: 8,
    });
    expect(json).toMatchObject({ request: null, problems: [] });
    expect(listLocalData(home)).toEqual([]);
  });

  it("deletes the local data only after the receipt has arrived", async () => {
    let atRequest: string[] = [];
    let atReceipt: string[] = [];
    const home = createHomeWithIds();
    const server = await startDataServer((response, request) => {
      atRequest = listLocalData(home);
      setTimeout(() => {
        atReceipt = listLocalData(home);
        erase(response, request);
      }, 500);
    });
    expect((await runCli(SEND, { home, env: server.env })).code).toBe(0);
    expect([atRequest, atReceipt]).toEqual([ALL_LOCAL_DATA, ALL_LOCAL_DATA]);
  });

  it("works after an opt-out, and names the server", async () => {
    const server = await startDataServer(erase);
    const home = createHomeWithIds();
    await runCli(["disable"], { home, env: server.env });
    const { code, stdout } = await runCli(SEND, { home, env: { ...server.env, DO_NOT_TRACK: "1" } });
    expect(code).toBe(0);
    expect(stdout).toContain(server.url);
    expect(stdout).not.toContain("To turn telemetry off");
    expect(server.requests).toHaveLength(1);
  });

  it("sends no pending event afterwards", async () => {
    const paths: string[] = [];
    const server = await startDataServer((response, request) => {
      paths.push(request.path);
      erase(response, request);
    });
    const home = createHomeWithIds();
    const env = { ...server.env, ...DELIVERY_BY_SPOOL };
    await runProgram(createProgram(""), { home, env });
    expect((await runCli(SEND, { home, env })).code).toBe(0);
    expect((await runCli(["flush"], { home, env })).stdout).toContain("No event is pending.");
    expect(paths).toEqual(["POST /api/erasure"]);
  });

  it.each([
    [
      "pending events are delivered",
      (home: string) => rmSync(join(getDataFolder(home), "spool"), { recursive: true }),
      [ID],
    ],
    [
      "another process uses a new id",
      (home: string) =>
        writeFileSync(join(getDataFolder(home), "identity.json"), JSON.stringify({ id: OTHER_ID }), {
          mode: 0o600,
        }),
      [ID, OTHER_ID],
    ],
    [
      "a request is logged",
      (home: string) =>
        writeRequestLog(home, [{ ageMs: -5, body: createBatchBody("e").replace("an id", ID) }]),
      [ID],
    ],
  ])("erases again if %s meanwhile", async (_, change, ids) => {
    const home = createHomeWithIds();
    let pendingAtSecond: string[] = ["no second request"];
    const server = await startDataServer((response, request) => {
      if (server.requests.length === 1) change(home);
      else pendingAtSecond = listLocalData(home).filter((path) => path.startsWith("spool/"));
      erase(response, request);
    });
    const { code, stdout } = await runCli(SEND, { home, env: server.env });
    expect(code).toBe(0);
    expect(server.requests.map(({ body }) => body.ids)).toEqual([[ID], ids]);
    expect(pendingAtSecond).toEqual([]);
    expect(stdout.match(/ receipt /g)).toHaveLength(2);
    expect(stdout).toContain("  events   240\n");
    expect(unwrap(stdout)).toContain("The second part are events that were sent while");
    expect(listLocalData(home)).toEqual([]);
  });

  it("prints a request as text for hashes, and for the ids that were sent to another server", async () => {
    const server = await startDataServer(erase);
    const home = createHomeWithIds();
    writeRequestLog(home, [
      { url: `${server.url}/batch/`, body: createBatchBody("e").replace("an id", "a_hash") },
      { url: "https://other.example/batch/", body: createBatchBody("e").replace("an id", OTHER_ID) },
    ]);
    const { code, json } = await runCliJson(SEND, { home, env: server.env });
    expect(code).toBe(0);
    expect(server.requests[0]?.body.ids).toEqual([OTHER_ID, ID]);
    expect(json.request).toMatch(
      new RegExp(`at ${server.url}:\n\n {2}a_hash\n[^]*at https://other\\.example:\n\n {2}${OTHER_ID}\n`),
    );
  });

  it("sends no request if this machine knows no id, and deletes the rest", async () => {
    const server = await startDataServer(erase);
    const home = createHomeWithIds([]);
    const { code, stdout } = await runCli(SEND, { home, env: server.env });
    expect(code).toBe(0);
    expect(stdout).toContain("No request was sent");
    expect([server.requests, listLocalData(home)]).toEqual([[], []]);
  });

  it("says that ids may be missing if a file cannot be read", async () => {
    const server = await startDataServer(erase);
    const home = createHomeWithIds();
    writeFileSync(join(getDataFolder(home), "identity.json"), "{cut", { mode: 0o600 });
    const { code, stdout } = await runCli(SEND, { home, env: server.env });
    expect(code).toBe(1);
    expect(unwrap(stdout)).toContain("Ids may be missing here, because");
    expect(listLocalData(home)).toEqual([]);
  });
});

describe("forget --send deletes nothing", () => {
  const never: Answer = () => {};
  const receiptWith = (fields: object): Answer => {
    return (response, { body }) => void response.end(createReceipt(body.ids, fields));
  };

  it.each<[string, Answer, string]>([
    [
      "does not know the path",
      refuse(404, "Not Found"),
      'takes no such request, as a server of PostHog does not (404: "Not Found")',
    ],
    [
      "does not accept the key",
      refuse(401, '{"error":"unknown key"}'),
      'the project\'s key (401: "unknown key")',
    ],
    ["does not allow it", refuse(403), "does not allow the request (403)"],
    ["does not understand it", refuse(400, "bad ids"), 'does not understand the request (400: "bad ids")'],
    ["refuses so many ids", refuse(413), "refuses so many ids in one request (413)"],
    ["is busy", refuse(503, "", { "Retry-After": "120" }), "cannot do it now (503); try again in 2 minutes"],
    ["limits requests", refuse(429, "", { "Retry-After": "7" }), "too many requests (429); try again in 7 s"],
    ["fails", refuse(500, "<html>oops</html>"), "refused the request (500)"],
    [
      "redirects",
      refuse(307, "", { Location: "/other" }),
      "redirects to another address, which is not used (307)",
    ],
    ["answers with another success", refuse(204), "refused the request (204)"],
    ["sends a web page", refuse(200, "<html>Sign in</html>"), "is not a valid receipt"],
    ["sends no JSON object", refuse(200, "null"), "is not a valid receipt"],
    ["sends a receipt without a number", receiptWith({ receipt: 7 }), "is not a valid receipt"],
    ["sends a receipt without a time", receiptWith({ erased_at: "yesterday" }), "is not a valid receipt"],
    ["sends a receipt for other ids", receiptWith({ ids: 9 }), "is not a valid receipt"],
    ["knows more ids than it was sent", receiptWith({ ids_found: 2 }), "is not a valid receipt"],
    ["sends a negative number", receiptWith({ events: -1 }), "is not a valid receipt"],
    ["sends a receipt without spans", receiptWith({ spans: undefined }), "is not a valid receipt"],
    ["sends an answer that is too large", refuse(200, " ".repeat(100_000)), "is too large for a receipt"],
    [
      "ends its answer early",
      (response, { message }) => {
        response.writeHead(200, { "Content-Length": "1000" }).write("{");
        setTimeout(() => message.socket.destroy(), 50);
      },
      "ended its answer early (",
    ],
    [
      "closes the connection",
      (_, { message }) => void message.socket.destroy(),
      "did not answer (ECONNRESET)",
    ],
  ])("if the server %s", async (_, answer, problem) => {
    const server = await startDataServer(answer);
    const home = createHomeWithIds();
    const { code, stdout, stderr } = await runCli(SEND, { home, env: server.env });
    expect([code, stdout]).toEqual([1, ""]);
    expect(stderr).toMatch(/^codeweaver-telemetry forget: .*\n$/); // one line
    expect(stderr).toContain(problem);
    expect(stderr).toContain(server.url);
    expect(stderr).toContain(
      "so the ids were not deleted from this machine; `codeweaver-telemetry forget` without --send prints the request as text",
    );
    expect(server.requests).toHaveLength(1);
    expect(listLocalData(home)).toEqual(ALL_LOCAL_DATA);
  });

  it("if the server cannot be reached", async () => {
    const home = createHomeWithIds();
    const env = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: "http://127.0.0.1:1",
    };
    const { code, json } = await runCliJson(SEND, { home, env });
    expect([code, json]).toEqual([
      1,
      { error: expect.stringContaining("http://127.0.0.1:1 cannot be reached (ECONNREFUSED), so ") },
    ]);
    expect(listLocalData(home)).toEqual(ALL_LOCAL_DATA);
  });

  it("if the TLS handshake does not end in the time for requests", async () => {
    const home = createHomeWithIds();
    const env = {
      CODEWEAVER_POSTHOG_API_KEY: "phc_x",
      CODEWEAVER__TELEMETRY__POSTHOG_HOST: `https://${await startBlackHole()}`,
      CODEWEAVER__TELEMETRY__REQUEST_TIMEOUT_SECONDS: "1",
    };
    const { code, stderr, milliseconds } = await runCli(SEND, { home, env });
    expect(code).toBe(1);
    expect(stderr).toContain("cannot be reached (no connection within 1 s)");
    expect(milliseconds).toBeLessThan(5000);
    expect(listLocalData(home)).toEqual(ALL_LOCAL_DATA);
  });

  it("if a signal ends the wait for the receipt", async () => {
    const server = await startDataServer(never);
    const home = createHomeWithIds();
    const kill = { signal: "SIGINT", when: () => server.requests.length > 0 } as const;
    const { signal } = await runCli(SEND, { home, env: server.env, kill });
    expect(signal).toBe("SIGINT");
    expect(listLocalData(home)).toEqual(ALL_LOCAL_DATA);
  });

  it("if a later one of several requests fails, and names the receipts of the others", async () => {
    const server = await startDataServer((response, request) =>
      server.requests.length === 1 ? erase(response, request) : refuse(503)(response, request),
    );
    const ids = Array.from(
      { length: 20_001 },
      (_, index) => ID.slice(0, -6) + String(index).padStart(6, "0"),
    );
    const home = createHomeWithIds(ids);
    const { code, stderr } = await runCli(SEND, { home, env: server.env });
    expect(code).toBe(1);
    expect(stderr).toContain(
      `only a part is erased (1 request, receipts: ${RECEIPT}), because ${server.url} cannot`,
    );
    expect(listLocalData(home)).toEqual(ALL_LOCAL_DATA);
  });

  it("with the server's words escaped", async () => {
    const server = await startDataServer(refuse(400, HOSTILE_TEXT));
    const { stderr, stdout } = await runCli([...SEND, "--json"], {
      home: createHomeWithIds(),
      env: server.env,
    });
    expect(findUnsafeText(stderr + stdout, false)).toEqual([]);
    expect(stderr).toContain("over");
  });
});

describe("the server of forget --send", () => {
  const key = { CODEWEAVER_POSTHOG_API_KEY: "phc_x" };
  const host = "CODEWEAVER__TELEMETRY__POSTHOG_HOST";

  it.each<[string, readonly string[], Record<string, string>, string]>([
    [
      "no key is set",
      [],
      {},
      "there is no server to ask, because posthog_api_key is not set, and may be set in codeweaver's own code",
    ],
    [
      "it is PostHog's",
      [],
      key,
      "https://us.i.posthog.com is a server of PostHog, which takes no such request",
    ],
    [
      "a setting is misspelt",
      [],
      { ...key, CODEWEAVER__TELEMETRY__POSTHOG_HOTS: "https://a.example" },
      "the server is not known, because of a mistake in the settings (",
    ],
    [
      "its URL is invalid",
      [],
      { ...key, [host]: "http://a.example" },
      "the server is not known, because of a mistake in the settings (",
    ],
    [
      "it takes traces",
      ["--tool", "zen"],
      { ZEN_GCP_PROJECT: "a-project" },
      "https://telemetry.googleapis.com/v1/traces, and Google's trace service takes no such request",
    ],
    [
      "it takes traces over OTLP",
      ["--tool", "zen"],
      { ZEN__TELEMETRY__EXPORTER: "otlp", ZEN__TELEMETRY__ENDPOINT: "http://127.0.0.1:1" },
      "http://127.0.0.1:1/v1/traces, and an OTLP endpoint takes no such request",
    ],
    [
      "its events have no ids",
      ["--tool", "mycelium"],
      {},
      "https://mycelium-telemetry.sornsen.io without ids, so a request cannot name them",
    ],
    [
      "the proxy cannot be used",
      [],
      { ...key, [host]: "https://a.example", HTTPS_PROXY: "socks5://127.0.0.1:1" },
      "the proxy in HTTPS_PROXY cannot be used for https://a.example",
    ],
  ])("is not asked if %s", async (_, flags, env, problem) => {
    const home = createHomeWithIds();
    for (const tool of ["zen", "mycelium"]) {
      const ids = join(home, ".data", tool, "telemetry", "ids");
      mkdirSync(ids, { recursive: true, mode: 0o700 });
      writeFileSync(join(ids, "2026-W48.ids"), ID, { mode: 0o600 });
    }
    // If the test fails, this proxy keeps the request on this machine.
    const { code, stderr } = await runCli([...SEND, ...flags], {
      home,
      env: { HTTPS_PROXY: "http://127.0.0.1:1", ...env },
    });
    expect(code).toBe(1);
    expect(stderr).toContain(problem);
    expect(listLocalData(home)).toEqual(ALL_LOCAL_DATA);
  });

  it("is reached through the proxy, which sees no key and no id", async () => {
    const server = await startDataServer(erase);
    const front = await startTlsFront(Number(new URL(server.url).port));
    const proxy = await startProxy();
    const env = {
      ...server.env,
      [host]: front,
      HTTPS_PROXY: `http://${proxy.host}`,
      NODE_EXTRA_CA_CERTS: CERTIFICATE,
    };
    const { code } = await runCli(SEND, { home: createHomeWithIds(), env });
    expect([code, server.requests.length]).toEqual([0, 1]);
    expect(proxy.tunnels.map(({ target }) => `https://${target}`)).toEqual([front]);
    const untrusted = await runCli(SEND, {
      home: createHomeWithIds(),
      env: { ...env, NODE_EXTRA_CA_CERTS: "" },
    });
    expect(untrusted.stderr).toMatch(/the certificate of https:\/\/localhost:\d+ is not accepted \(/);
  });
});

describe("the question of forget --send", () => {
  it("is a usage error without a terminal and --yes", async () => {
    const server = await startDataServer(erase);
    const home = createHomeWithIds();
    const { code, stdout, stderr } = await runCli(["forget", "--send"], { home, env: server.env });
    expect([code, stdout, stderr]).toEqual([
      2,
      "",
      "codeweaver-telemetry forget: there is no terminal to ask on, so --yes has to allow the request\n",
    ]);
    expect([server.requests, listLocalData(home)]).toEqual([[], ALL_LOCAL_DATA]);
  });

  it("is not the one of forget alone, which refuses --yes", async () => {
    const home = createHomeWithIds();
    expect(await runCli(["forget", "--yes"], { home })).toMatchObject({
      code: 2,
      stderr: expect.stringContaining("--yes is for --send"),
    });
    expect(listLocalData(home)).toEqual(ALL_LOCAL_DATA);
  });

  it.skipIf(!hasTerminals).each([
    ["y\r", 0],
    ["YES\r", 0],
    ["\r", 1],
    ["n\r", 1],
    ["yesterday\r", 1],
    ["\u0004", 1],
    ["\u0003", 1],
  ])("is answered on a terminal by %j (skipped without script(1))", async (answer, expectedCode) => {
    const server = await startDataServer(erase);
    const home = createHomeWithIds();
    const typed = { question: "Send the request? [y/N]", answer };
    const { code, output } = await runNodeOnTerminal([MAIN, "forget", "--send"], {
      home,
      env: { ...server.env, NO_COLOR: "1" },
      columns: 60,
      typed,
    });
    expect(code).toBe(expectedCode);
    expect(unwrap(output)).toContain(`This sends 1 id to ${server.url}, and asks that server to erase`);
    expect(unwrap(output)).toContain("shows the operator of the server that these ids belong together");
    expect(server.requests).toHaveLength(expectedCode === 0 ? 1 : 0);
    expect(listLocalData(home)).toEqual(expectedCode === 0 ? [] : ALL_LOCAL_DATA);
    expect(unwrap(output)).toContain(
      expectedCode === 0
        ? `Waiting for ${server.url}. This may take several`
        : "Nothing was sent or deleted.",
    );
    expect(output.split("\n").filter((line) => line.length > 60 && !line.includes("[y/N]"))).toEqual([]);
  });

  it.skipIf(!hasTerminals)("is not asked with --yes on a terminal (skipped without script(1))", async () => {
    const server = await startDataServer(erase);
    const home = createHomeWithIds();
    const { code, output } = await runNodeOnTerminal([MAIN, ...SEND], { home, env: server.env });
    expect([code, output.includes("[y/N]"), server.requests.length]).toEqual([0, false, 1]);
  });
});

it("forget without --send mentions it only if the server may take such a request", async () => {
  const server = await startDataServer(erase);
  const withServer = await runCli(["forget"], { home: createHomeWithIds(), env: server.env });
  expect(unwrap(withServer.stdout)).toContain("codeweaver-telemetry forget --send sends the request itself");
  const posthog = await runCli(["forget"], {
    home: createHomeWithIds(),
    env: { CODEWEAVER_POSTHOG_API_KEY: "phc_x" },
  });
  expect(posthog.stdout).not.toContain("--send");
  expect((await runCli(["forget"], { home: createTempFolder(), env: server.env })).stdout).not.toContain(
    "--send",
  );
});
