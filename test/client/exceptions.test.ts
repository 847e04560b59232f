/** Exceptions on their way to PostHog, end to end. */

import { describe, expect, it } from "vitest";
import { createTelemetryClient } from "../../src/bootstrap/create-client.js";
import { EXCEPTION_FIELDS } from "../../src/events/exception-fields.js";
import { deriveDigest } from "../../src/privacy/digests/keyed-digest.js";
import { redacted } from "../../src/privacy/sanitizer/declared-text.js";
import { createClientWithReceiver } from "../support/client.js";

const OWN = "/home/jane/mytool/main.js";
const SALT = "a salt of these tests";

/** An error with a stack that is the same wherever the tests run. */
function failure(): Error {
  const cause = Object.assign(new Error("connect ECONNREFUSED 10.0.0.1:5432"), { code: "ECONNREFUSED" });
  cause.stack =
    "Error: connect ECONNREFUSED 10.0.0.1:5432\n    at Socket.connect [as onconnect] (node:net:10:20)";
  const error = Object.assign(new TypeError("no index for jane@example.com", { cause }), { code: "E_INDEX" });
  error.stack = [
    "TypeError: no index for jane@example.com",
    "    at Query.run (/home/jane/mytool/node_modules/@scope/search/lib/query.js:7:13)",
    `    at janesJob (file://${OWN}:3:5)`,
    "    at async Promise.all (index 0)",
  ].join("\n");
  return error;
}

const EXCEPTION = {
  $exception_level: "error",
  $exception_code: "E_INDEX",
  $exception_fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
  $exception_list: [
    {
      type: "TypeError",
      value: "no index for [email]",
      mechanism: { type: "generic", handled: true, synthetic: false, exception_id: 0 },
      stacktrace: {
        type: "raw",
        frames: [
          {
            platform: "node:javascript",
            filename: "<anonymous>",
            function: "Promise.all",
            in_app: false,
          },
          {
            platform: "node:javascript",
            filename: expect.stringMatching(/^[0-9a-f]{64}$/),
            function: "?",
            lineno: 3,
            colno: 5,
            in_app: true,
          },
          {
            platform: "node:javascript",
            filename: "node_modules/@scope/search/lib/query.js",
            function: "run",
            lineno: 7,
            colno: 13,
            in_app: false,
          },
        ],
      },
    },
    {
      type: "Error",
      value: expect.stringMatching(/^connect ECONNREFUSED \[ip\]/),
      mechanism: { type: "chained", source: "cause", synthetic: false, exception_id: 1, parent_id: 0 },
      stacktrace: {
        type: "raw",
        frames: [
          {
            platform: "node:javascript",
            filename: "node:net",
            function: "connect",
            lineno: 10,
            colno: 20,
            in_app: false,
          },
        ],
      },
    },
  ],
};

describe("captureException", () => {
  it("sends PostHog's format, also for an error captured before the settings were known", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ salt: SALT });
    const early = telemetry.captureException(failure(), { step: "query", cwd: redacted("/home/jane") });
    await telemetry.ready();
    const late = telemetry.captureException(failure());
    await telemetry.endSession();
    expect(receiver.events.map(({ uuid }) => uuid)).toEqual([early, late]);
    for (const { event, properties } of receiver.events) {
      expect(event).toBe("$exception");
      expect(properties).toMatchObject({ $lib: "codeweaver-telemetry", tool: "testtool", $ip: null });
      const own = Object.entries(properties).filter(([key]) => key.startsWith("$exception"));
      expect(Object.fromEntries(own)).toEqual(EXCEPTION);
    }
    expect(receiver.events[0]?.properties).toMatchObject({ step: "query", cwd: "[path]" });
    const file = deriveDigest(SALT, "fields", receiver.events[0]?.distinct_id)(OWN);
    for (const { properties } of receiver.events)
      expect(JSON.stringify(properties.$exception_list)).toContain(`"filename":"${file}"`);
    expect(JSON.stringify(receiver.events)).not.toMatch(/jane|example|10\.0\.0\.1/);
  });

  it("is not replaced by properties, tags or context", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ salt: SALT });
    const other = { $exception_list: [], $exception_level: "info", $exception_code: "X" };
    telemetry.startSession(other);
    telemetry.withContext(other, () => telemetry.captureException(failure(), other));
    await telemetry.endSession();
    expect(receiver.events[0]?.properties).toMatchObject(EXCEPTION);
  });

  it("takes the author's fingerprint, redacted where it is a text, and its own where theirs is no text", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    for (const given of ["index-missing", redacted("of jane@example.com"), "", 7, null])
      telemetry.captureException(failure(), { $exception_fingerprint: given });
    telemetry.startSession({ $exception_fingerprint: "a tag" });
    telemetry.captureException(failure());
    await telemetry.endSession();
    const own = expect.stringMatching(/^[0-9a-f]{64}$/);
    expect(receiver.events.map(({ properties }) => properties.$exception_fingerprint)).toEqual([
      "index-missing",
      "of [email]",
      own,
      own,
      own,
      own,
    ]);
  });

  it("removes properties that are too large together with the exception, and nothing of the exception", async () => {
    const { telemetry, receiver } = await createClientWithReceiver({ salt: SALT });
    const large = Object.fromEntries(Array.from({ length: 480 }, (_, i) => [`k${i}`, "w ".repeat(20)]));
    telemetry.captureException(failure(), large);
    telemetry.captureException(failure(), { list: Array.from({ length: 120 }, () => "w ".repeat(125)) });
    await telemetry.endSession();
    expect(receiver.events).toHaveLength(2);
    for (const { properties } of receiver.events) {
      expect(properties).toMatchObject(EXCEPTION);
      expect(Buffer.byteLength(JSON.stringify(properties))).toBeLessThanOrEqual(32 * 1024);
    }
  });

  it("accepts any thrown value, and options", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    const uuid = "0198c0de-7a4b-7000-8000-0123456789ab";
    expect(telemetry.captureException("see /home/jane", undefined, { uuid })).toBe(uuid);
    await telemetry.endSession();
    expect(receiver.events[0]?.properties.$exception_list).toEqual([
      {
        type: "string",
        value: "see [path]",
        mechanism: { type: "generic", handled: true, synthetic: true, exception_id: 0 },
      },
    ]);
  });

  it("never throws", async () => {
    const { telemetry } = await createClientWithReceiver();
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const argument of [proxy, null, undefined, 5, "x", [], () => {}, Symbol("s")] as never[])
      expect(telemetry.captureException(argument, argument, argument)).toEqual(expect.any(String));
  });

  it("does not read the error if telemetry is off", async () => {
    const telemetry = createTelemetryClient({ tool: "testtool", disableTelemetry: true });
    let reads = 0;
    const error = new Proxy(new Error("m"), { get: () => void reads++ });
    expect(telemetry.captureException(error)).toBeUndefined();
    expect(reads).toBe(0);
    expect(telemetry.stats()).toMatchObject({ captured: 1, refused: { off: 1 } });
  });

  it("sends only the name of an error among the properties of a capture", async () => {
    const { telemetry, receiver } = await createClientWithReceiver();
    telemetry.capture("a", { error: failure() });
    await telemetry.endSession();
    expect(receiver.events[0]?.properties.error).toEqual({ name: "TypeError" });
  });
});

it("captureException sends no field that the manifest does not list", async () => {
  const { telemetry, receiver } = await createClientWithReceiver();
  const error: Error & { code?: string } = new Error("outer", {
    cause: new AggregateError([new TypeError("inner")], "many"),
  });
  error.code = "ENOENT";
  telemetry.captureException(error);
  await telemetry.endSession();
  const own = Object.entries(receiver.events[0]?.properties ?? {}).filter(([key]) =>
    key.startsWith("$exception"),
  );
  const paths = new Set(own.flatMap(([key, json]) => pathsOf(key, json)));
  const listed = Object.keys(EXCEPTION_FIELDS);
  const isListed = (path: string) => listed.includes(path) || listed.includes(path.replace(/\.[^.]+$/, ".*"));
  expect([...paths].filter((path) => !isListed(path))).toEqual([]);
  const isSent = (field: string) =>
    [...paths].some((path) => path === field || path.replace(/\.[^.]+$/, ".*") === field);
  expect(listed.filter((field) => !isSent(field))).toEqual([]);
});

/** The paths of JSON as the manifest writes them. */
function pathsOf(path: string, json: unknown): string[] {
  if (Array.isArray(json)) return json.flatMap((item) => pathsOf(`${path}[]`, item));
  if (typeof json !== "object" || json === null) return [path];
  return Object.entries(json).flatMap(([key, item]) => pathsOf(`${path}.${key}`, item));
}
