/** Texts that a deny-list does not recognise, through every way into a client: none of them is in the bytes that arrive. */
import { expect, it } from "vitest";
import { AgentTelemetry } from "../../src/agents/index.js";
import type { TelemetryClient } from "../../src/client/client.js";
import { addSpanAttributes, traced } from "../../src/otel/traced-function.js";
import { TelemetryModel } from "../../src/privacy/telemetry-model.js";
import { assertNoLeak } from "../../src/testing/assert-no-leak.js";
import { createClientWithReceiver } from "../support/client.js";
import { PRIVATE_TEXTS } from "../support/private-texts.js";
import { startTracingWithCollector } from "../support/tracing.js";

class Plain {
  constructor(readonly field: unknown) {}
}

class Overriding extends TelemetryModel {
  readonly #text: string;

  constructor(text: string) {
    super();
    this.#text = text;
  }

  override telemetryOverrides(): Record<string, unknown> {
    return { value: this.#text, list: [this.#text], [this.#text]: 1 };
  }
}

const WAYS: Readonly<Record<string, (client: TelemetryClient, text: string) => unknown>> = {
  capture: (client, text) => client.capture("e", { text }),
  "a boxed text": (client, text) => client.capture("e", { text: Object(text) }),
  "a nested object": (client, text) => client.capture("e", { a: { b: [{ c: { text } }] } }),
  "a key": (client, text) => client.capture("e", { [text]: 1, nested: { [text]: { a: 1 } } }),
  "a key behind a flag's prefix": (client, text) => client.capture("e", { [`$feature/${text}`]: true }),
  "a Map's value": (client, text) => client.capture("e", { map: new Map([["k", text]]) }),
  "a Map's key": (client, text) => client.capture("e", { map: new Map([[text, 1]]) }),
  "a list": (client, text) => client.capture("e", { list: ["word", text, [text]] }),
  "a Set": (client, text) => client.capture("e", { set: new Set([text]) }),
  "an undeclared field": (client, text) => client.capture("e", { plain: new Plain(text) }),
  "an error's name": (client, text) =>
    client.capture("e", { error: Object.assign(new Error("m"), { name: text }) }),
  overrides: (client, text) => client.captureWithSerialization("e", new Overriding(text)),
  "an event of one's own": (client, text) =>
    client.captureFromEvent({ toPosthogEvent: () => ["e", { text }] }),
  "properties of an exception": (client, text) =>
    client.captureException(new Error("m"), { text, $exception_fingerprint: text }),
  "session tags": (client, text) => {
    client.startSession({ tag: text, [text]: 1 });
    client.capture("e");
  },
  "a context": (client, text) => client.withContext({ tag: text, [text]: 1 }, () => client.capture("e")),
  groups: (client, text) => client.capture("e", {}, { groups: { [text]: text } }),
  "a session's groups": (client, text) => {
    client.setGroup(text, text);
    client.setGroup("company", text);
    client.capture("e");
  },
  "an id": (client, text) => client.capture("e", {}, { distinctId: text }),
  "a question for flags": (client, text) =>
    client.getFeatureFlag("f", {
      personProperties: { text, [text]: 1 },
      groupProperties: { company: { text } },
    }),
  "agents' metadata": (client, text) =>
    new AgentTelemetry(client).trackAgentUsage(text, text, { note: text, [text]: 1 }),
  "agents' tags": (client, text) =>
    new AgentTelemetry(client).trackPerformance(text, 1, text, { note: text, [text]: 1 }),
};

it.each(Object.entries(WAYS))("no private text is sent by %s", async (_, send) => {
  const { telemetry, receiver } = await createClientWithReceiver();
  for (const [, text] of PRIVATE_TEXTS) await send(telemetry, text);
  await telemetry.endSession();
  expect(receiver.requests.length).toBeGreaterThan(0);
  assertNoLeak(
    receiver.requests.map(({ text }) => text),
    PRIVATE_TEXTS.flatMap(([, text]) => [text, ...tellingParts(text)]),
  );
});

it("no private text is sent by a span's attributes", async () => {
  const { spans } = await startTracingWithCollector();
  for (const [, text] of PRIVATE_TEXTS)
    traced("work", () => addSpanAttributes({ text, list: [text], [text]: 1, "gen_ai.request.model": text }), {
      beginning: text,
    })();
  const sent = await spans();
  expect(sent).toHaveLength(PRIVATE_TEXTS.length);
  const json = JSON.stringify(sent, (_, value) => (typeof value === "bigint" ? String(value) : value));
  assertNoLeak(
    [json],
    PRIVATE_TEXTS.flatMap(([, text]) => [text, ...tellingParts(text)]),
  );
});

/** Half of a removed text would be a leak, too. */
function tellingParts(text: string): string[] {
  return text.match(/globex|merger|margin|Smith|salary|layoffs|takeover|customer/gi) ?? [];
}
