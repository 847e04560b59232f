import { describe, expect, it } from "vitest";
import { createPackageManifest } from "../../src/bootstrap/package-manifest.js";
import { FLAG_CALLED_FIELDS } from "../../src/client/flag-exposure.js";
import {
  ENVELOPE_FIELDS,
  OCCASIONAL_FIELDS,
  PROTECTED_FIELDS,
  RUNTIME_FIELDS,
} from "../../src/client/standard-properties.js";
import type { ReceivedEvent } from "../../src/receiver/index.js";
import { createClientWithReceiver } from "../support/client.js";

const COMMON = Object.keys({ ...RUNTIME_FIELDS, ...PROTECTED_FIELDS });
const beside = (event: ReceivedEvent | undefined) =>
  Object.keys(event?.properties ?? {}).filter((key) => !COMMON.includes(key));

describe("the tables of standard properties", () => {
  it("list exactly the keys of a captured envelope", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ version: "1.4.0" });
    telemetry.capture("hello");
    await telemetry.endSession();
    const [event] = receiver.events;
    expect(Object.keys(event?.properties ?? {}).sort()).toEqual([...COMMON].sort());
    expect(Object.keys(event ?? {}).sort()).toEqual(
      [...Object.keys(ENVELOPE_FIELDS), "event", "properties"].sort(),
    );
  });

  it("list the optional properties", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: { ab: "test" } });
    await telemetry.getFeatureFlag("ab");
    telemetry.capture("hello", { f: () => 1 }, { groups: { team: "red" } });
    await telemetry.endSession();
    const hello = receiver.events.find(({ event }) => event === "hello");
    expect(beside(hello).sort()).toEqual(["$feature/ab", "$groups", "telemetry_refused"]);
    expect(Object.keys(OCCASIONAL_FIELDS)).toEqual([
      "$feature/*",
      "$ai_trace_id",
      "$groups.*",
      "$ignore_sent_at",
      "telemetry_sample_rate",
      "telemetry_refused.*",
    ]);
    expect(hello?.properties).toMatchObject({
      $groups: { team: expect.any(String) },
      telemetry_refused: { omitted_unsupported: 1 },
    });
  });

  it.each([
    ["the rate of a sampled event", 0.999999, { telemetry_sample_rate: 0.999999 }],
    ["no rate of an event that is always sent", 1, {}],
  ])("list %s", async (_, sampleRate, expected) => {
    const { telemetry, receiver } = await createClientWithReceiver({ sampleRate });
    telemetry.capture("hello");
    await telemetry.endSession();
    const rates = receiver.events.map(({ properties }) => {
      const { telemetry_sample_rate } = Object(properties);
      return telemetry_sample_rate === undefined ? {} : { telemetry_sample_rate };
    });
    expect(rates).toEqual([expected]);
  });

  it("list every property of $feature_flag_called", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: { ab: "test" } });
    await telemetry.getFeatureFlag("ab");
    await telemetry.getFeatureFlag("missing");
    await telemetry.endSession();
    const called = receiver.events.filter(({ event }) => event === "$feature_flag_called");
    expect(called).toHaveLength(2);
    const keys = new Set(called.flatMap(beside));
    expect([...keys].sort()).toEqual([...Object.keys(FLAG_CALLED_FIELDS), "$feature/ab"].sort());
  });

  it("state the type of each value", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({}, { flags: { ab: "test" } });
    await telemetry.getFeatureFlag("ab");
    await telemetry.endSession();
    const [{ properties }] = receiver.events as [ReceivedEvent];
    const tables = { ...RUNTIME_FIELDS, ...PROTECTED_FIELDS, ...FLAG_CALLED_FIELDS };
    for (const [key, { type }] of Object.entries(tables)) {
      const value = properties[key];
      if (value !== undefined)
        expect(type.split(" | "), key).toContain(value === null ? "null" : typeof value);
    }
  });

  it("are all in the manifest", () => {
    const listed = createPackageManifest().events.flatMap(({ fields }) => fields.map(({ path }) => path));
    expect(listed).toEqual(
      expect.arrayContaining([
        ...COMMON,
        ...Object.keys({ ...ENVELOPE_FIELDS, ...OCCASIONAL_FIELDS, ...FLAG_CALLED_FIELDS }),
      ]),
    );
  });
});
