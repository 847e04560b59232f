/** A person who refuses telemetry while the program runs, and allows it again, is somebody else from then on. */
import { join } from "node:path";
import { expect, it } from "vitest";
import { findToolFolders } from "../../src/config/file-locations.js";
import { CHOICE_FILE, writeSavedChoice } from "../../src/consent/saved-choice.js";
import { POLICY_DATE } from "../../src/internal/package-info.js";
import { recordRun } from "../../src/otel/agent-run.js";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { serializeForTelemetry } from "../../src/privacy/telemetry-model.js";
import { createClientWithReceiver } from "../support/client.js";
import { startTracingWithCollector } from "../support/tracing.js";

class Repo {
  path = "/home/jane/repo";
  joined = "/home/jane/repo";
}
declareAnonymity(Repo, { path: "HASH", joined: { conversion: "HASH", scope: "installation" } });

const TOOL = "testtool";

function choose(telemetry: "enabled" | "disabled", refused: string): void {
  const file = join(findToolFolders(TOOL)?.config ?? "", CHOICE_FILE);
  writeSavedChoice(file, { telemetry, date: refused, policy: POLICY_DATE, refused });
}

it.each([
  ["a client", false, "2026-11-22T10:00:00.000Z"],
  ["the client that all threads share", true, "2026-11-23T10:00:00.000Z"],
])(
  "an opt-out and a later opt-in give the events of %s another id, session and hashes, without the earlier tags",
  async (_, isShared, date) => {
    const { telemetry, receiver } = await createClientWithReceiver(
      { salt: "a salt of these tests" },
      {},
      isShared,
    );
    const { tracing, spans } = await startTracingWithCollector({ salt: "a salt of these tests" });
    const serialized: unknown[] = [];
    const captureAll = async () => {
      telemetry.captureWithSerialization("model", new Repo());
      serialized.push(Object(serializeForTelemetry(new Repo())).path);
      recordRun({ agent: "librarian", session: "one session", durationMs: 1 });
      await Promise.all([telemetry.flush(), tracing.flush()]);
    };
    await telemetry.ready();
    telemetry.startSession({ tagged: new Repo() });
    await telemetry.withContext({ context: new Repo() }, async () => {
      await captureAll();
      choose("disabled", date);
      await expect
        .poll(() => [telemetry.enabled, tracing.state.status === "on"], { timeout: 5000 })
        .toEqual([false, false]);
      choose("enabled", date);
      await expect
        .poll(() => [telemetry.enabled, tracing.state.status === "on"], { timeout: 5000 })
        .toEqual([true, true]);
      await captureAll();
    });
    const [before, after] = receiver.events;
    expect(receiver.events).toHaveLength(2);
    expect(before?.properties).toMatchObject({ tagged: { path: before?.properties.path }, context: {} });
    expect(after?.properties).not.toHaveProperty("tagged");
    expect(after?.properties).not.toHaveProperty("context");
    expect(after?.distinct_id).not.toBe(before?.distinct_id);
    for (const name of ["$session_id", "path"])
      expect(after?.properties[name]).not.toBe(before?.properties[name]);
    expect(after?.properties.joined).toBe(before?.properties.joined);
    expect(serialized).toEqual([before?.properties.path, after?.properties.path]);
    const conversations = (await spans()).map(({ attributes }) => attributes["gen_ai.conversation.id"]);
    expect([conversations.length, new Set(conversations).size]).toEqual([2, 2]);
  },
);
