import { describe, expect, it, vi } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import { startReceiver } from "../support/receiver.js";

async function overHttp(act: (telemetry: ReturnType<typeof createTelemetryClient>) => void, options = {}) {
  await using receiver = await startReceiver();
  const telemetry = createTelemetryClient({
    profile: { tool: "plaintool", transport: "http" },
    endpoint: `${receiver.url}/events/`,
    spool: false,
    exitBudgetMs: 5000,
    ...options,
  });
  act(telemetry);
  await telemetry.shutdown();
  return {
    paths: receiver.requests.map(({ path }) => path),
    sent: receiver.requests.map(({ text }) => JSON.parse(text)),
  };
}

describe("the plain HTTP transport", () => {
  it("posts to the exact address", async () => {
    expect((await overHttp((telemetry) => telemetry.capture("e"))).paths).toEqual(["/events/"]);
  });

  it("sends an event's own properties, and none of PostHog's or of the library", async () => {
    const { sent } = await overHttp((telemetry) => {
      telemetry.startSession({ version: "1.2.3" });
      telemetry.capture("hello", { files: 3, event_type: "other", timestamp: 1 }, { groups: { team: "x" } });
    });
    expect(sent[0].events).toEqual([
      { event_type: "hello", version: "1.2.3", files: 3, timestamp: expect.any(Number) },
    ]);
    expect(sent[0].events[0].timestamp).toBeGreaterThan(1e9);
  });

  it("sends an exception as an error", async () => {
    const { sent } = await overHttp((telemetry) => {
      telemetry.captureException(new Error("cannot read /home/jane/x"), { step: 2 });
    });
    expect(sent[0].events[0]).toMatchObject({
      event_type: "error",
      error_type: "Error",
      error_message: "cannot read [path]",
      step: 2,
    });
    expect(sent[0].events[0].stack_trace).toMatch(/^at [0-9a-f]{64}:\d+:\d+\n/);
  });

  it("does not let a property replace a field of the error", async () => {
    const { sent } = await overHttp((telemetry) => {
      telemetry.captureException(new Error("no disk"), { error_type: "Replaced", stack_trace: "gone" });
    });
    expect(sent[0].events[0]).toMatchObject({ error_type: "Error", error_message: "no disk" });
    expect(sent[0].events[0].stack_trace).toMatch(/^at /);
  });

  it.each([
    [{ type: "X", value: "", stacktrace: { frames: "none" } }],
    [{ type: { a: 1 }, value: ["x"], stacktrace: { frames: [null, 1] } }],
    [null],
  ])("sends an event whose exception list is %j with its other properties", async (made) => {
    const { sent } = await overHttp((telemetry) => {
      telemetry.capture("bad", { $exception_list: [made] });
      telemetry.capture("good");
    });
    expect(sent[0].events.map((each: { event_type: string }) => each.event_type)).toEqual(["error", "good"]);
  });

  it("sends what dry_run prints, and nothing while it is on", async () => {
    const written = vi.spyOn(process.stderr, "write").mockReturnValue(true);
    const { sent } = await overHttp((telemetry) => telemetry.capture("hello", { n: 1 }), { dryRun: true });
    const [line] = written.mock.calls.map(([text]) => String(text));
    written.mockRestore();
    expect(sent).toEqual([]);
    expect(JSON.parse(String(line).replace("[telemetry] ", ""))).toEqual({
      event_type: "hello",
      n: 1,
      timestamp: expect.any(Number),
    });
  });
});
