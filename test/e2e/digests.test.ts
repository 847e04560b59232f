/** Digests are equal only as long as the id of their events, unless the author asks for more. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import type { Receiver } from "../../src/receiver/receiver.js";
import { startReceiver } from "../support/receiver.js";
import { createTempFolder, DIST, runNode } from "../support/run.js";

const INDEX = JSON.stringify(pathToFileURL(join(DIST, "index.js")).href);
const OTEL = JSON.stringify(pathToFileURL(join(DIST, "otel/index.js")).href);
const DAY_MS = 24 * 60 * 60 * 1000;

/** Captures equal values in every way that sends a digest of them. `HOW` has the options and the tools. */
const PROGRAM = `
import { isMainThread, threadId, Worker } from "node:worker_threads";
import { createTelemetryClient, declareAnonymity, serializeForTelemetry } from ${INDEX};
class Repo {
  path = "/home/jane/repo";
  joined = "/home/jane/repo";
}
declareAnonymity(Repo, { path: "HASH", joined: { conversion: "HASH", scope: "installation" } });
const { tools = ["hashes"], worker, ...options } = JSON.parse(process.env.HOW);
const startWorker = () =>
  new Promise((done, failed) => new Worker(new URL(import.meta.url)).on("error", failed).on("exit", done));
const early = isMainThread && worker === "early" ? startWorker() : undefined;
for (const tool of tools) {
  const telemetry = createTelemetryClient({ tool, posthogApiKey: "phc_x", posthogHost: process.env.RECEIVER, exitBudgetMs: 10000, ...options });
  telemetry.startSession({ thread: threadId, tagged: new Repo() });
  telemetry.captureWithSerialization("held", new Repo());
  await telemetry.ready();
  telemetry.captureWithSerialization("sent", new Repo());
  telemetry.capture("named", {}, { distinctId: "jane", groups: { team: "red" } });
  // serializeForTelemetry uses the digests of the first client of the process.
  if (tool === tools[0]) telemetry.capture("serialized", { ...serializeForTelemetry(new Repo()) });
  telemetry.captureException(new Error("no"));
  await telemetry.endSession();
}
if (isMainThread && worker === "late") await startWorker();
await early;
`;

type ReceivedEvent = Receiver["events"][number];

/** The digests that one client sent. */
interface Digests {
  readonly id: string;
  readonly path: unknown;
  readonly file: unknown;
  readonly joined: unknown;
  readonly named: unknown;
  readonly group: unknown;
}

/** Runs the program, and returns the digests of each client in the order of their first events. */
async function runAndRead(home: string, how: object, env: Record<string, string> = {}): Promise<Digests[]> {
  await using receiver = await startReceiver();
  const program = join(home, "program.mjs");
  writeFileSync(program, PROGRAM);
  const run = await runNode([program], {
    home,
    env: { RECEIVER: receiver.url, HOW: JSON.stringify(how), ...env },
  });
  expect(run).toMatchObject({ code: 0, stderr: "" });
  return readClients(receiver);
}

function readClients({ events }: Receiver): Digests[] {
  const clients = new Map<string, ReceivedEvent[]>();
  for (const event of events) {
    const client = `${event.properties.tool} ${event.properties.thread}`;
    clients.set(client, [...(clients.get(client) ?? []), event]);
  }
  return [...clients.values()].map(readDigests);
}

/** Checks that all events of a client have the same digests, and returns those. */
function readDigests(events: ReceivedEvent[]): Digests {
  const byName = new Map(events.map((event) => [event.event, event]));
  const [held, named, exception] = ["held", "named", "$exception"].map((name) => byName.get(name));
  const { path, joined } = held?.properties ?? {};
  for (const { event, properties, distinct_id } of events) {
    expect(properties.tagged).toEqual({ path, joined });
    if (event === "sent" || event === "serialized") expect(properties).toMatchObject({ path, joined });
    if (event !== "named") expect(distinct_id).toBe(held?.distinct_id);
  }
  const digests = {
    path,
    joined,
    file: JSON.stringify(exception?.properties.$exception_list).match(/"filename":"([0-9a-f]{64})"/)?.[1],
    named: named?.distinct_id,
    group: Reflect.get(Object(named?.properties.$groups), "team"),
  };
  for (const digest of Object.values(digests)) expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(new Set(Object.values(digests)).size).toBe(5);
  return { id: String(held?.distinct_id), ...digests };
}

const selectInstallationDigests = ({ joined, named, group }: Digests = NONE) => ({ joined, named, group });
const selectPeriodDigests = ({ id, path, file }: Digests = NONE) => ({ id, path, file });
const NONE = { id: "", path: "", file: "", joined: "", named: "", group: "" };

function expectNothingEqual(a: object, b: object): void {
  for (const [name, value] of Object.entries(a)) expect(Reflect.get(b, name), name).not.toBe(value);
}

describe("with identity = session", () => {
  it("gives two processes of one home different ids and hashes, except hashes with the installation's scope", async () => {
    const home = createTempFolder();
    const [first] = await runAndRead(home, {});
    const [second] = await runAndRead(home, {});
    expectNothingEqual(selectPeriodDigests(first), selectPeriodDigests(second));
    expect(selectInstallationDigests(second)).toEqual(selectInstallationDigests(first));
    const [elsewhere] = await runAndRead(createTempFolder(), {});
    expectNothingEqual(selectInstallationDigests(first), selectInstallationDigests(elsewhere));
  });

  it("gives two processes with the same salt in their settings different ids and hashes", async () => {
    const salt = "a salt that both of them know";
    const [first] = await runAndRead(createTempFolder(), { salt });
    const [second] = await runAndRead(createTempFolder(), { salt });
    expectNothingEqual(selectPeriodDigests(first), selectPeriodDigests(second));
    expect(selectInstallationDigests(second)).toEqual(selectInstallationDigests(first));
  });

  it.each([
    ["a salt on the disk", {}],
    ["nothing on the disk", { spool: false }],
  ])("gives a worker thread the id and the hashes of its process, with %s", async (_, options) => {
    const [main, worker, ...others] = await runAndRead(createTempFolder(), {
      worker: "late",
      ...options,
    });
    expect(others).toEqual([]);
    expect(worker).toEqual(main);
  });

  it("gives a worker thread that starts before telemetry is on an id of its own", async () => {
    const [one, another] = await runAndRead(createTempFolder(), { worker: "early" });
    expectNothingEqual(selectPeriodDigests(one), selectPeriodDigests(another));
    expect(selectInstallationDigests(another)).toEqual(selectInstallationDigests(one));
  });

  it("gives the tools of one process different ids and hashes", async () => {
    const [one, another] = await runAndRead(createTempFolder(), { tools: ["one", "another"] });
    expectNothingEqual(one ?? NONE, another ?? NONE);
  });
});

describe("hashes in spans", () => {
  const TRACED = `
    import { recordRun, startTracing, traced } from ${OTEL};
    const tracing = await startTracing({
      tool: "hashes",
      overrides: { endpoint: process.env.RECEIVER },
      exitBudgetMs: 10000,
      attributes: { "user.name": "HASH", "team.name": { conversion: "HASH", scope: "installation" } },
    });
    recordRun({ agent: "librarian", session: "one", workspace: "/home/jane", durationMs: 1, tools: [{ name: "janes_tool", durationMs: 1 }] });
    traced("work", () => {}, { "user.name": "jane", "team.name": "red" })();
    await tracing.shutdown();
  `;

  /** Runs the program, and returns the hashes on its spans by the keys of the attributes. */
  async function runTraced(home: string): Promise<Record<string, unknown>> {
    await using receiver = await startReceiver();
    const program = join(home, "traced.mjs");
    writeFileSync(program, TRACED);
    expect(await runNode([program], { home, env: { RECEIVER: receiver.url } })).toMatchObject({ code: 0 });
    const attributes = receiver.spans.flatMap(({ attributes }) => Object.entries(Object(attributes)));
    return Object.fromEntries(attributes.filter(([, value]) => /^[0-9a-f]{64}$/.test(String(value))));
  }

  it("differ between two processes of one home, except hashes with the installation's scope", async () => {
    const home = createTempFolder();
    const [first, second] = [await runTraced(home), await runTraced(home)];
    const { "team.name": team, ...others } = first;
    expect(Object.keys(others).sort()).toEqual([
      "gen_ai.conversation.id",
      "gen_ai.tool.name",
      "user.name",
      "zen.tool.name",
      "zen.workspace.hash",
    ]);
    expect(second["team.name"]).toBe(team);
    expectNothingEqual(others, second);
  });
});

describe("with identity = install", () => {
  const INSTALL = { identity: "install" };
  const identityFile = (home: string) => join(home, ".data", "hashes", "telemetry", "identity.json");

  it("gives processes of one home the same id and hashes for 30 days", async () => {
    const home = createTempFolder();
    const [first] = await runAndRead(home, INSTALL);
    const [second] = await runAndRead(home, INSTALL);
    expect(second).toEqual(first);
    const { id, since } = JSON.parse(readFileSync(identityFile(home), "utf8"));
    expect(id).toBe(first?.id);
    writeFileSync(identityFile(home), JSON.stringify({ id, since: since - 31 * DAY_MS }));
    const [later] = await runAndRead(home, INSTALL);
    expectNothingEqual(selectPeriodDigests(first), selectPeriodDigests(later));
    expect(selectInstallationDigests(later)).toEqual(selectInstallationDigests(first));
  });

  it("changes hashes with the id if the salt comes from the settings", async () => {
    const home = createTempFolder();
    const how = { ...INSTALL, salt: "a salt that never changes" };
    const [first] = await runAndRead(home, how);
    mkdirSync(join(identityFile(home), ".."), { recursive: true });
    writeFileSync(identityFile(home), "damaged");
    const [later] = await runAndRead(home, how);
    expectNothingEqual(selectPeriodDigests(first), selectPeriodDigests(later));
  });
});
