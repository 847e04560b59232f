/** A program sends the same under two hosts, accounts, homes, time zones and languages. */
import { execFileSync, spawn } from "node:child_process";
import { chmodSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it } from "vitest";
import type { ReceivedRequest } from "../../src/receiver/received-data.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST } from "../support/run.js";

const PROGRAM = `
import os from "node:os";
import { captureSearchEvent, captureSessionEvent, createTelemetryClient } from ${JSON.stringify(pathToFileURL(join(DIST, "index.js")).href)};
import { SessionStatistics } from ${JSON.stringify(pathToFileURL(join(DIST, "models/index.js")).href)};
const telemetry = createTelemetryClient({ tool: "finger", posthogApiKey: "phc_test", posthogHost: process.argv[2], salt: "one salt for both", exitBudgetMs: 10000, sampleRate: 1 });
await telemetry.ready();
telemetry.startSession({ version: "1.0.0" });
await telemetry.getAllFeatureFlags();
captureSearchEvent({ response: { summary: "two", matches: [] }, query: "who", executionTimeMs: 5 }, telemetry);
captureSessionEvent(new SessionStatistics(), { version: "1.0.0", durationSeconds: 1 }, telemetry);
telemetry.capture("everything_undeclared", { host: os.hostname(), home: os.homedir(), cwd: process.cwd(), text: "on " + os.hostname() + " in " + process.cwd() });
await new Promise((done) => setTimeout(() => { // where the stack is always the same
  telemetry.captureException(new Error("no " + os.homedir() + " on " + os.hostname()));
  done();
}));
await telemetry.endSession();
`;

interface Machine {
  readonly host: string;
  readonly uid: number;
  readonly env: Record<string, string>;
}

/** Returns whether a test can change the host's name, in a UTS namespace, and the account. */
function canChangeMachine(): boolean {
  try {
    execFileSync("unshare", ["--uts", "hostname", "another-host"], { stdio: "ignore" });
    return process.getuid?.() === 0;
  } catch {
    return false;
  }
}

async function runOn({ host, uid, env }: Machine, program: string, url: string): Promise<void> {
  const home = createTempFolder();
  chmodSync(home, 0o777);
  const script = 'hostname "$0" && exec setpriv --reuid="$1" --clear-groups "$2" "$3" "$4"';
  const child = spawn(
    "unshare",
    ["--uts", "sh", "-c", script, host, String(uid), process.execPath, program, url],
    {
      cwd: home,
      env: { PATH: process.env.PATH ?? "", HOME: home, ...env },
      stdio: ["ignore", "ignore", "pipe"],
    },
  );
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (chunk) => {
    stderr += chunk;
  });
  const code = await new Promise((done) => child.on("close", done));
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
}

/**
 * Masks what is random or depends on the time: UUIDs, times, the length of the request, and a file's hash, whose key is
 * random. The fingerprint of the exception is not masked, because it has to be the same.
 */
function maskRequest({ method, path, headers, text }: ReceivedRequest) {
  const mask = (value: string) =>
    value
      .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[47][0-9a-f-]{21}/g, "<uuid>")
      .replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "<time>")
      .replace(/"filename":"[0-9a-f]{64}"/g, '"filename":"<hash>"');
  return { method, path, headers: { ...headers, "content-length": "" }, text: mask(text) };
}

it.skipIf(!canChangeMachine())(
  "sends the same from two machines of the same kind (skipped without unshare, setpriv or root)",
  async () => {
    const shared = createTempFolder();
    chmodSync(shared, 0o755);
    const program = join(shared, "program.mjs");
    writeFileSync(program, PROGRAM);
    await using receiver = await startReceiver({ flags: { a: true } });
    await runOn(
      {
        host: "janes-macbook-pro",
        uid: 0,
        env: { USER: "jane", LANG: "de_DE.UTF-8", TZ: "Europe/Berlin", EDITOR: "vim" },
      },
      program,
      receiver.url,
    );
    const first = receiver.requests.length;
    await runOn(
      {
        host: "bobs-thinkpad-x1",
        uid: 65_534,
        env: { USER: "bob", LANG: "ja_JP.UTF-8", TZ: "Asia/Tokyo", SHELL: "/bin/zsh" },
      },
      program,
      receiver.url,
    );
    const requests = receiver.requests.map(maskRequest);
    expect(receiver.events).toHaveLength(2 * 4);
    expect(requests.slice(first)).toEqual(requests.slice(0, first));
    expect(JSON.stringify(requests)).not.toMatch(/jane|bob|thinkpad|macbook/i);
  },
);
