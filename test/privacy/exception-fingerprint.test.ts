/** What the fingerprint of an exception depends on, and what it must not depend on. */
import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { createDigest } from "../../src/privacy/digests/keyed-digest.js";
import { sealException } from "../../src/privacy/sanitizer/seal.js";

interface Thrown {
  readonly type?: string;
  readonly message?: string;
  readonly code?: string;
  readonly frames?: readonly string[];
  readonly cause?: unknown;
}

const PACKAGE_FRAME = "at run (/home/jane/app/node_modules/@scope/search/query.js:7:13)";
const OWN_FRAME = "at janesJob (/home/jane/app/main.js:3:5)";
const NODE_FRAME = "at EventEmitter.emit (node:events:518:28)";
const FRAMES = [PACKAGE_FRAME, OWN_FRAME, NODE_FRAME];

function thrown({ type = "TypeError", message = "no", code, frames = FRAMES, cause }: Thrown): Error {
  const error = Object.assign(new Error(message, { cause }), { name: type, ...(code && { code }) });
  error.stack = [`${type}: ${message}`, ...frames.map((frame) => `    ${frame}`)].join("\n");
  return error;
}

/** @param salt of the installation */
function fingerprint(given: Thrown, salt = "a salt for tests"): unknown {
  return sealException(thrown(given), { digest: createDigest(salt), omit: () => {} }).$exception_fingerprint;
}

const replaced = (from: string, to: string) => FRAMES.map((frame) => frame.replace(from, to));

describe("the fingerprint of an exception is another", () => {
  it.each<[string, Thrown]>([
    ["for another type", { type: "RangeError" }],
    ["for another code", { code: "ENOENT" }],
    ["with a cause", { cause: thrown({}) }],
    ["for another file of a package", { frames: replaced("query.js", "index.js") }],
    ["for another function of a package", { frames: replaced("at run", "at open") }],
    ["for another line of a file that is no package's", { frames: replaced(":3:5", ":4:5") }],
    ["for another column of a file that is no package's", { frames: replaced(":3:5", ":3:9") }],
    ["for another function of Node's", { frames: replaced("emit", "once") }],
    ["for another way to the same place", { frames: FRAMES.slice(0, 2) }],
    ["without frames", { frames: [] }],
  ])("%s", (_, other) => {
    expect(fingerprint(other)).toMatch(/^[0-9a-f]{64}$/);
    expect(fingerprint(other)).not.toBe(fingerprint({}));
  });

  it("for another type or code of the cause", () => {
    const of = (cause: Thrown) => fingerprint({ cause: thrown(cause) });
    expect(new Set([of({}), of({ type: "RangeError" }), of({ code: "EACCES" })]).size).toBe(3);
  });
});

describe("the fingerprint of an exception is the same", () => {
  it.each<[string, Thrown]>([
    ["for another folder of the app", { frames: replaced("/home/jane/app", "/srv/joe") }],
    ["on Windows", { frames: replaced("/home/jane/app", "C:\\Users\\joe") }],
    [
      "for another name of the app's file and function",
      { frames: replaced("janesJob (/home/jane/app/main", "x (/y/z") },
    ],
    ["for another line of a package", { frames: replaced(":7:13", ":8:1") }],
    ["for another line of Node's", { frames: replaced(":518:28", ":519:35") }],
    [
      "with files that are internal to Node",
      { frames: [...FRAMES, "at run_main (node:internal/modules/run_main:123:5)"] },
    ],
    ["for another message", { message: "nothing at /home/joe" }],
  ])("%s", (_, other) => {
    expect(fingerprint(other)).toBe(fingerprint({}));
  });

  it("for however many errors an AggregateError has", () => {
    const aggregate = (count: number) => {
      const members = Array.from({ length: count }, (_, at) => thrown({ frames: FRAMES.slice(at % 3) }));
      const error = new AggregateError(members, "all failed");
      error.stack = thrown({ type: "AggregateError", frames: Array(10).fill(PACKAGE_FRAME) }).stack ?? "";
      return sealException(error, { digest: createDigest("key"), omit: () => {} }).$exception_fingerprint;
    };
    expect([aggregate(3), aggregate(8)]).toEqual([aggregate(1), aggregate(1)]);
  });

  it("where the person has another limit of stack traces", () => {
    const frames = Array.from({ length: 30 }, (_, at) => PACKAGE_FRAME.replace("run", `call${at}`));
    expect(fingerprint({ frames })).toBe(fingerprint({ frames: frames.slice(0, 10) }));
  });

  it("whatever the paths, the names, the message and the salt", () => {
    const word = fc.stringMatching(/^[a-z]{1,12}$/);
    fc.assert(
      fc.property(word, word, word, word, (folder, file, name, salt) => {
        const frames = [PACKAGE_FRAME, `at ${name} (/${folder}/${file}.js:3:5)`, NODE_FRAME];
        expect(fingerprint({ frames, message: `no ${file} in /${folder}` }, salt)).toBe(fingerprint({}));
      }),
    );
  });
});

it("a fingerprint is made of nothing but what the event says in clear", () => {
  const error = thrown({ code: "E_INDEX", cause: thrown({ type: "RangeError", frames: [] }) });
  const sealed: unknown = sealException(error, { digest: createDigest("key"), omit: () => {} });
  const text = JSON.stringify([
    [
      ["TypeError", "E_INDEX"],
      ["RangeError", null],
    ],
    [
      ["node_modules/@scope/search/query.js", "run"],
      ["app", 3, 5],
      ["node:events", "emit"],
    ],
  ]);
  expect(sealed).toMatchObject({ $exception_fingerprint: createHash("sha256").update(text).digest("hex") });
});
