/** Errors as they are thrown: what of each may leave. */
import assert from "node:assert";
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { connect } from "node:net";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as z from "zod";
import { createDigest } from "../../src/privacy/digests/keyed-digest.js";
import { sealError, sealException } from "../../src/privacy/sanitizer/seal.js";
import { sealError as sealErrorForCaller } from "../../src/privacy/telemetry-model.js";
import { createTempFolder } from "../support/run.js";
import { SALT, seal } from "../support/seal.js";

interface Shown {
  type: string;
  code?: string | number;
  message?: string;
  frames?: { file: string; function?: string; kind: string }[];
  causes?: Shown[];
}

function sealed(error: unknown): { json: Shown; omitted: string[] } {
  const omitted: string[] = [];
  const json: unknown = sealError(error, {
    digest: createDigest(SALT),
    omit: (reason) => omitted.push(reason),
  });
  return { json: json as Shown, omitted }; // the form under test
}

const shown = (error: unknown): Shown => sealed(error).json;
const withoutFrames = (error: unknown): unknown =>
  JSON.parse(JSON.stringify(shown(error), (key, value) => (key === "frames" ? undefined : value)));

async function thrown(action: () => unknown): Promise<unknown> {
  try {
    await action();
  } catch (error) {
    return error;
  }
  throw new Error("nothing was thrown");
}

const unserved = (port: number) =>
  new Promise((_, reject) => connect({ host: "127.0.0.1", port }).on("error", reject));

describe("real errors", () => {
  it.each<[string, () => unknown, object]>([
    [
      "an absolute path that is not there",
      () => readFileSync("/home/jane/plan.md"),
      { type: "Error", code: "ENOENT", message: "ENOENT: no such file or directory, open '[path]'" },
    ],
    [
      "a relative one",
      () => readFileSync("jane/plan.md"),
      { type: "Error", code: "ENOENT", message: "ENOENT: no such file or directory, open '[path]'" },
    ],
    [
      "a socket that is not there",
      () => new Promise((_, reject) => connect("jane-merger.sock").on("error", reject)),
      { type: "Error", code: "ENOENT", message: "connect ENOENT [host]" },
    ],
    ["JSON.parse, which quotes the text", () => JSON.parse("{jane"), { type: "SyntaxError" }],
    ["one of another realm", () => runInNewContext("JSON.parse('{jane')"), { type: "SyntaxError" }],
    [
      "node:assert, which quotes values",
      () => assert.deepEqual({ a: "jane" }, { a: 1 }),
      { type: "AssertionError", code: "ERR_ASSERTION" },
    ],
    [
      "node:assert, which quotes the line of code",
      () => assert.ok("jane" === String(1)),
      { type: "AssertionError", code: "ERR_ASSERTION" },
    ],
    [
      "zod, whose issues quote",
      () => z.object({ jane: z.literal("j") }).parse({ jane: 1 }),
      { type: "ZodError" },
    ],
    [
      "a TypeError of the engine",
      () => Reflect.get(Object(undefined).missing, "x"),
      { type: "TypeError", message: "\u2026 called on non-object" },
    ],
    [
      "an argument that Node quotes",
      () => readFileSync("\0jane"),
      expect.objectContaining({
        code: "ERR_INVALID_ARG_VALUE",
        message: expect.not.stringContaining("jane"),
      }),
    ],
    [
      "a URL that fetch and its cause quote",
      () => fetch("./jane/plan"),
      {
        type: "TypeError",
        message: "Failed to parse URL from \u2026",
        causes: [{ type: "TypeError", code: "ERR_INVALID_URL", message: "Invalid URL" }],
      },
    ],
    [
      "fetch of a server that is not there",
      () => fetch("http://127.0.0.1:2"),
      {
        type: "TypeError",
        message: "fetch failed",
        causes: [{ type: "Error", code: "ECONNREFUSED", message: expect.stringContaining("ECONNREFUSED [") }],
      },
    ],
    [
      "connections refused, several",
      () => Promise.any([unserved(2), unserved(3)]),
      {
        type: "AggregateError",
        message: "All promises were rejected",
        causes: [
          { type: "Error", code: "ECONNREFUSED", message: expect.stringContaining("ECONNREFUSED [") },
          { type: "Error", code: "ECONNREFUSED", message: expect.stringContaining("ECONNREFUSED [") },
        ],
      },
    ],
    [
      "an abort",
      () => AbortSignal.abort().throwIfAborted(),
      { type: "AbortError", code: 20, message: "This operation was aborted" },
    ],
  ])("%s", async (_, action, expected) => {
    const error = await thrown(action);
    expect(withoutFrames(error)).toEqual(expected);
    expect(JSON.stringify(shown(error))).not.toContain("jane");
  });

  it("thrown inside a dependency: its frames by name, the app's by digest and without one", async () => {
    const folder = createTempFolder();
    mkdirSync(join(folder, "node_modules/dep/lib"), { recursive: true });
    const dep = join(folder, "node_modules/dep/lib/index.mjs");
    const own = join(folder, "jane.mjs");
    writeFileSync(dep, "export function explode(use) { use(); }\n");
    writeFileSync(
      own,
      "import { explode } from './node_modules/dep/lib/index.mjs';\nexport function janesJob() { explode(() => { throw new Error('m'); }); }\n",
    );
    const { stdout } = await import("node:child_process").then(({ spawnSync }) =>
      spawnSync(
        process.execPath,
        [
          "--input-type=module",
          "-e",
          `import { janesJob } from ${JSON.stringify(pathToFileURL(own).href)};
           import ${JSON.stringify(pathToFileURL("lib/all-modules.js").href)};
           import { createDigest } from ${JSON.stringify(pathToFileURL("lib/privacy/digests/keyed-digest.js").href)};
           import { sealError } from ${JSON.stringify(pathToFileURL("lib/privacy/sanitizer/seal.js").href)};
           try { janesJob(); } catch (error) {
             console.log(JSON.stringify(sealError(error, { digest: createDigest(${JSON.stringify(SALT)}), omit() {} })));
           }`,
        ],
        { encoding: "utf8" },
      ),
    );
    const digest = createDigest(SALT)(own);
    expect(JSON.parse(stdout).frames.slice(0, 4)).toEqual([
      { file: digest, line: 2, column: 52, kind: "app" },
      {
        file: "node_modules/dep/lib/index.mjs",
        line: 1,
        column: 32,
        kind: "package",
        function: "explode",
      },
      { file: digest, line: 2, column: 30, kind: "app" },
      expect.objectContaining({ file: expect.stringMatching(/^[0-9a-f]{64}$/), kind: "app" }), // file:///…/[eval1]
    ]);
  });
});

function throwing(...keys: string[]): Error {
  const error = new Error("m");
  const get = () => {
    throw new Error("no");
  };
  for (const key of keys) Object.defineProperty(error, key, { get });
  return error;
}

describe("what is hostile, or no Error at all", () => {
  const revoked = Proxy.revocable(new Error("m"), {});
  revoked.revoke();
  const everyTrap = new Proxy(
    new Error("m"),
    new Proxy(
      {},
      {
        get: () => () => {
          throw new Error("no");
        },
      },
    ),
  );

  it.each<[string, () => unknown, object]>([
    ["a text", () => "see /home/jane", { type: "string", message: "see [path]" }],
    ["undefined", () => undefined, { type: "undefined" }],
    ["null", () => null, { type: "null" }],
    ["a number", () => 42, { type: "number" }],
    ["a symbol", () => Symbol("jane"), { type: "symbol" }],
    ["a function", () => function jane() {}, { type: "function" }],
    [
      "an object",
      () => ({ name: "Jane", message: "m", cause: new Error("c") }),
      { type: "Object", message: "m" },
    ],
    ["an object without a prototype", () => Object.create(null), { type: "Error" }],
    ["a frozen error", () => Object.freeze(new Error("m")), { type: "Error", message: "m" }],
    ["a revoked Proxy", () => revoked.proxy, { type: "Error" }],
    ["a Proxy whose every trap throws", () => everyTrap, { type: "Error" }],
    ["getters that throw", () => throwing("stack", "name", "message", "code", "cause"), { type: "Error" }],
    [
      "fields of other types",
      () => Object.assign(new Error("m"), { name: 1, message: {}, stack: [], code: {} }),
      { type: "Error" },
    ],
    [
      "a revoked list",
      () => Object.assign(new AggregateError([], "m"), { errors: revoked.proxy }),
      { type: "AggregateError" },
    ],
    ["no message", () => new Error(""), { type: "Error" }],
    ["blanks", () => new Error(" \n "), { type: "Error" }],
    ["half a character", () => new Error("a\ud83d"), { type: "Error", message: "a\ufffd" }],
    ["control characters", () => new Error("a\0\u001b[31mb"), { type: "Error", message: "a [31mb" }],
  ])("%s", (_, error, expected) => {
    expect(withoutFrames(error())).toEqual(expected);
  });

  it("counts properties that cannot be read", () => {
    expect(sealed(throwing("stack", "cause")).omitted).toEqual(["unreadable", "unreadable"]);
  });

  it("every property is read once at most", () => {
    const reads: Record<string, number> = {};
    const watched = new Proxy(new AggregateError([], "m"), {
      get(target, key) {
        reads[String(key)] = (reads[String(key)] ?? 0) + 1;
        return Reflect.get(target, key);
      },
    });
    shown(watched);
    expect(reads).toMatchObject({ name: 1, message: 1, stack: 1, cause: 1, errors: 1 });
    expect(Object.values(reads).filter((count) => count > 1)).toEqual([]);
  });

  it("a message of ten megabytes, and values quoted in one another, take no time", () => {
    const start = performance.now();
    const error = Object.assign(new Error("ab path at pa ".repeat(700_000)), {
      path: "at",
      dest: "pa",
      host: "ab",
    });
    expect(shown(error).message?.length).toBeLessThanOrEqual(256);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

describe("a type and a code", () => {
  class Named extends Error {
    constructor(
      override readonly name: string,
      readonly code?: unknown,
    ) {
      super("m");
    }
  }
  it.each([
    ["MyError", "MyError"],
    ["", "Named"],
    ["at /home/jane", "Error"],
    ["open notes.txt failed", "Error"],
    ["x".repeat(100), "Error"],
  ])("the name %j is %j", (name, expected) => {
    expect(shown(new Named(name)).type).toBe(expected);
  });

  it.each([
    ["ENOENT", "ENOENT"],
    [404, 404],
    ["E", undefined],
    ["jane", undefined],
    ["AKIAIOSFODNN7EXAMPLE", undefined],
    [1.5, undefined],
    [Number.NaN, undefined],
    [{}, undefined],
  ])("the code %j is %j", (code, expected) => {
    expect(shown(new Named("E", code)).code).toBe(expected);
  });
});

describe("a message", () => {
  it("is its first line: what follows is code, dumps and stacks", () => {
    expect(shown(new Error("bad config (2:5)\n  1 | jane = 1\n> 2 |")).message).toBe("bad config (2:5)");
    expect(shown(new Error("\n  1 | jane = 1"))).not.toHaveProperty("message");
  });

  it("is redacted before it is cut to lines and to 256 characters", () => {
    const key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----";
    expect(shown(new Error(`key ${key} of jane@example.com`)).message).toBe("key [private-key] of [email]");
    expect(shown(new Error(`${"w ".repeat(126)}jane@example.com`)).message).toBe(`${"w ".repeat(126)}[ema`);
  });

  it.each(["YAMLParseError", "CssSyntaxError", "$ZodError", "AssertionError [ERR_ASSERTION]"])(
    "of a %s is left out",
    (name) => {
      expect(shown(Object.assign(new Error("jane"), { name }))).not.toHaveProperty("message");
    },
  );
});

describe("a message of an error by another name", () => {
  it.each([
    ["a SyntaxError's", Object.assign(new SyntaxError("jane"), { name: "ConfigError" })],
    ["an assertion's", Object.assign(new Error("jane"), { code: "ERR_ASSERTION" })],
  ])("%s is left out", (_, error) => {
    expect(shown(error)).not.toHaveProperty("message");
  });
});

describe("a message of Node's own errors", () => {
  it.each<[string, string, string | undefined]>([
    [
      "ERR_ENCODING_NOT_SUPPORTED",
      'The "acme merger plan" encoding is not supported',
      "The \u2026 encoding is not supported",
    ],
    ["ERR_X", 'Cannot use "a "quoted" name" here', undefined],
    ["ERR_UNKNOWN_ENCODING", "Unknown encoding: a\nb", "Unknown encoding: \u2026"],
    ["ERR_UNKNOWN_ENCODING", "Cannot decode acme", undefined],
    ["UND_ERR_CONNECT_TIMEOUT", "no such template", undefined],
    [
      "ERR_INVALID_ARG_TYPE",
      'The "path" argument must be of type string. Received 5',
      "The \u2026 argument must be of type string. Received \u2026",
    ],
    [
      "ERR_INVALID_ARG_TYPE",
      'The "x" property must be an instance of Buffer, URL, or Acme. Received an instance of Map',
      "The \u2026 property must be \u2026. Received an instance of Map",
    ],
    [
      "ERR_OUT_OF_RANGE",
      'The value of "size" is out of range. It must be >= 0. Received 7',
      "The value of \u2026 is out of range. It must be \u2026. Received \u2026",
    ],
    [
      "ERR_INVALID_ARG_VALUE",
      "The property 'options.mode' is invalid. Received 'x'",
      "The property \u2026 is invalid. Received \u2026",
    ],
  ])("keeps no value that it quotes: %s, %s", (code, message, sent) => {
    expect(shown(Object.assign(new RangeError(message), { code })).message).toBe(sent);
  });

  it("keeps no value of a decoder", () => {
    let thrown: unknown;
    try {
      new TextDecoder("acme merger plan");
    } catch (error) {
      thrown = error;
    }
    expect(JSON.stringify(shown(thrown))).not.toContain("acme");
  });
});

describe("a message of the engine's errors", () => {
  const named = (error: Error, name: string) => Object.assign(error, { name });

  it.each<[string, Error, string | undefined]>([
    ["a library's own text", new TypeError("Expected acme"), undefined],
    ["a URIError", new URIError("URI malformed"), "URI malformed"],
    ["a list of errors", new AggregateError([], "acme failed"), undefined],
    [
      "WebAssembly",
      named(new Error("WebAssembly.Instance(): acme"), "LinkError"),
      "WebAssembly.\u2026: \u2026",
    ],
    [
      "the words of a template in a value",
      new TypeError("x is not a function is not a function"),
      "\u2026 is not a function",
    ],
    ["words after a template", new TypeError("x is not a function, acme"), undefined],
    ["words before a template", new RangeError("acme: Invalid array length"), undefined],
    ["an empty value", new TypeError(" is not a function"), "\u2026 is not a function"],
    ["another name", named(new TypeError("acme is not a function"), "JobError"), "\u2026 is not a function"],
    ["a class of its own", named(new TypeError("see /home/acme"), "JobError"), "see [path]"],
    ["a code of its own", Object.assign(new TypeError("see /home/acme"), { code: "E_JOB" }), "see [path]"],
  ])("has its fixed words only: %s", (_, error, sent) => {
    expect(shown(error).message).toBe(sent);
  });

  it("has the same form when it is redacted again", () => {
    for (const text of ["acme is not a function", "Cannot read properties of undefined (reading 'acme')"]) {
      const message = shown(new TypeError(text)).message;
      expect(shown(new TypeError(message)).message).toBe(message);
    }
  });

  it("is compared with the templates in linear time, and not at all if it is too long", () => {
    const repeated = (count: number) =>
      ["Cannot read ", "', ", " is not ", " of ", " on "].map((words) => words.repeat(count));
    const start = performance.now();
    for (const text of repeated(4000)) shown(new TypeError(text));
    expect(performance.now() - start).toBeLessThan(500);
    expect(shown(new TypeError(`${"x".repeat(64 * 1024)} is not a function`))).not.toHaveProperty("message");
  });
});

describe("causes", () => {
  const chain = (length: number): Error =>
    length === 0 ? new Error("root") : new Error(`m${length}`, { cause: chain(length - 1) });

  it("are eight at most", () => {
    const { json, omitted } = sealed(chain(20));
    expect(json.causes).toHaveLength(8);
    expect(omitted).toEqual(["size"]);
  });

  it("of a list stand after the cause, depth first", () => {
    const error = new AggregateError([new Error("b", { cause: new Error("c") }), "d"], "a", {
      cause: new Error("x"),
    });
    expect(shown(error).causes?.map(({ message }) => message)).toEqual(["x", "b", "c", "d"]);
  });

  it("that are the error itself are cut", () => {
    const error = new Error("m");
    error.cause = new Error("c", { cause: error });
    expect(sealed(error)).toMatchObject({ json: { causes: [{ message: "c" }] }, omitted: ["cycle"] });
  });

  it("of a list without end end", () => {
    const endless = new Proxy([], { get: (_, key) => (key === "length" ? 2 ** 32 : new Error("e")) });
    expect(shown(Object.assign(new AggregateError([]), { errors: endless })).causes).toHaveLength(8);
  });

  it("share the fifty frames: each has its innermost", () => {
    const stack = (name: string) =>
      Array.from({ length: 60 }, (_, i) => `    at f (/r/node_modules/${name}/${i}.js:1:2)`).join("\n");
    const cause = Object.assign(new Error("c"), { stack: stack("c") });
    const { frames, causes } = shown(Object.assign(new Error("m", { cause }), { stack: stack("m") }));
    expect([frames?.length, causes?.[0]?.frames?.length]).toEqual([25, 25]);
    expect(frames?.[0]?.file).toBe("node_modules/m/0.js");
  });
});

describe("for a caller", () => {
  it("is frozen, and may be captured as it is", () => {
    const error = sealErrorForCaller(new Error("m"));
    expect(Object.isFrozen(error)).toBe(true);
    expect(seal({ error }).json).toEqual({ error });
    expect(JSON.stringify(error)).toMatch(/"file":"[0-9a-f]{64}"/);
  });

  it("takes anything", () => {
    expect(sealErrorForCaller(undefined)).toEqual({ type: "undefined" });
  });
});

describe("whatever an error holds", () => {
  const HOME = "/home/canaryhome/work";
  const canary = fc.constantFrom(
    `${HOME}/plan.md`,
    "file:///C:/Users/canaryhome/plan.md",
    "canaryuser@example.com",
    "sk_live_canary00000000000000000000",
    "password=canarypassword1",
    "\nconst canaryCode = 'canaryvalue';",
    "\n    at canaryName (/home/canaryhome/node_modules/x/canary.js:1:2)",
  );
  const words = fc.constantFrom("could not read", "no", "of", "failed:", "(x)", "\n", "'", '"');
  const message = fc.array(fc.oneof(words, canary), { maxLength: 6 }).map((parts) => parts.join(" "));
  const line = fc.constantFrom(
    `    at canaryName (${HOME}/canaryFile.js:1:2)`,
    `    at CanaryClass.emit [as canaryAlias] (${HOME}/node_modules/x/i.js:1:2)`,
    `    at eval (eval at canaryName (${HOME}/x.js:1:2), <anonymous>:1:1)`,
    "    at f (data:text/javascript,canary():1:2)",
    "  throw new CanaryError(canaryArgument);",
    `    at async ${HOME}/canaryFile.js:1:2`,
    `canaryName@${HOME}/x.js:1:2`,
    `    at Object.canary value (${HOME}/node_modules/x/i.js:1:2)`,
  );
  const error: fc.Arbitrary<unknown> = fc.letrec((tie) => ({
    error: fc
      .record({
        message,
        lines: fc.array(line, { maxLength: 60 }),
        cause: fc.option(tie("error"), { maxDepth: 6, nil: undefined }),
        errors: fc.option(fc.array(tie("error"), { maxLength: 3 }), { maxDepth: 3, nil: undefined }),
        quoted: fc.option(fc.constant("canary relative/plan.md"), { nil: undefined }),
      })
      .map(({ message, lines, cause, errors, quoted }) => {
        const text = `${message} ${quoted ?? ""}`;
        const made =
          errors === undefined ? new Error(text, { cause }) : new AggregateError(errors, text, { cause });
        return Object.assign(made, {
          stack: `Error: ${text}\n${lines.join("\n")}`,
          path: quoted,
          args: ["canaryArgument"],
        });
      }),
  })).error;

  it("nothing planted is in the sealed form, or in PostHog's, which fits an event", () => {
    fc.assert(
      fc.property(error, (error) => {
        const context = { digest: createDigest(SALT), omit: () => {} };
        for (const json of [sealError(error, context), sealException(error, context)]) {
          const text = JSON.stringify(json);
          expect(text.replace(/"[0-9a-f]{64}"/g, "")).not.toMatch(/canary/i);
          expect(text.match(/":/g)?.length ?? 0).toBeLessThan(450);
        }
      }),
      { numRuns: 300 },
    );
  });

  it("leaves room for other properties of an event, even in the largest report", () => {
    const frame = (i: number) =>
      `    at ${"f".repeat(64)} (/r/node_modules/${`${"é"}`.repeat(240)}x${i}/i.js:1:2)`;
    const named = (i: number) => `    at ${"f".repeat(64)} (/r/node_modules/p${i}/${"é".repeat(240)}.js:1:2)`;
    const stack = Array.from({ length: 60 }, (_, i) => `${frame(i)}\n${named(i)}`).join("\n");
    const make = (cause?: Error): Error =>
      Object.assign(new Error("漢".repeat(400), { cause }), {
        stack,
        name: "漢".repeat(100),
        code: "E".repeat(60),
      });
    let error = make();
    for (let i = 0; i < 10; i++) error = make(error);
    const json = sealException(error, { digest: createDigest(SALT), omit: () => {} });
    const text = JSON.stringify(json);
    expect(Reflect.get(Object(json.$exception_list), "length")).toBe(9);
    expect(Buffer.byteLength(text)).toBeLessThan(26 * 1024);
    expect(text.match(/":/g)?.length ?? 0).toBeLessThan(450);
  });
});

it.each<[string, () => unknown, string | undefined]>([
  ["a function that cannot be cloned", () => structuredClone(() => "my source line"), undefined],
  ["in", () => "x" in ("my diary" as never), "Cannot use 'in' operator to search for … in …"],
  ["an entry", () => new Map(["my diary" as never]), "Iterator value … is not an entry object"],
  ["a callback", () => [1].map("my diary" as never), "… is not a function"],
  [
    "a property of nothing",
    () => (null as never)["jane's salary"],
    "Cannot read properties of null (reading …)",
  ],
  [
    "a receiver",
    () => Map.prototype.get.call("my diary" as never, 1),
    "Method … called on incompatible receiver …",
  ],
  [
    "a time zone",
    () => new Intl.DateTimeFormat("en", { timeZone: "my diary" }),
    "Invalid time zone specified: …",
  ],
  [
    "a command",
    () => execFileSync(process.execPath, ["-e", "process.exit(3)", "my diary"]),
    "Command failed",
  ],
  ["a flag", () => parseArgs({ args: ["--my-diary"], options: {} }), "Unknown option …"],
  ["a module", () => createRequire(import.meta.url)("./my-diary.js"), undefined],
])("removes the given value from Node's message about %s", (_, fail, expected) => {
  let sealed: unknown;
  try {
    fail();
  } catch (error) {
    sealed = sealErrorForCaller(error);
  }
  expect(Object(sealed).message).toBe(expected);
  expect(JSON.stringify(sealed)).not.toMatch(/diary|source line|salary/);
});
