import { inspect } from "node:util";
import fc from "fast-check";
import { describe, expect, it, vi } from "vitest";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { redacted, verbatim } from "../../src/privacy/sanitizer/declared-text.js";
import { MAX_BYTES } from "../../src/privacy/sanitizer/event-size.js";
import { mergeSealed } from "../../src/privacy/sanitizer/seal.js";
import { serializeForTelemetry, TelemetryModel } from "../../src/privacy/telemetry-model.js";
import { seal, sealRedacted } from "../support/seal.js";

/** The values that the tables below call secrets and names. */
const SECRETS = /hunter2|swordfish|918273|jane|a9|x1|a=1|1180591620717411303424/;

class Secretive {
  secret = "the secret";
  open = 1;
}
declareAnonymity(Secretive, { secret: "FORBIDDEN" });

describe("what passes undeclared", () => {
  it("keeps its shape as JSON", () => {
    const value = {
      text: "plain",
      empty: "",
      n: 1.5,
      yes: true,
      no: false,
      nil: null,
      list: [1, [2]],
      nested: { deep: { er: 1 } },
    };
    expect(seal(value).json).toEqual(value);
  });

  it.each([
    ["a Date", new Date(0), "1970-01-01T00:00:00.000Z"],
    [
      "a Map",
      new Map<unknown, unknown>([
        ["a", 1],
        [2, "b"],
      ]),
      { a: 1, 2: "b" },
    ],
    ["a Set", new Set([1, "a"]), [1, "a"]],
    ["a small bigint", 12n, 12],
    ["a large bigint", 2n ** 64n, "18446744073709551616"],
    ["minus zero", -0, 0],
    ["a boxed text", Object("text"), "text"],
    ["an Error", new TypeError("cannot read /home/jane"), { name: "TypeError" }],
    ["a null-prototype object", Object.assign(Object.create(null), { a: 1 }), { a: 1 }],
    ["a sparse array", Object.assign([1], { 2: 3 }), [1, 3]],
  ])("%s has a form", (_, value, expected) => expect(seal({ value }).json.value).toEqual(expected));

  it.each([
    ["a function", () => 1],
    ["a symbol", Symbol("s")],
    ["NaN", Number.NaN],
    ["infinity", Number.POSITIVE_INFINITY],
    ["an invalid Date", new Date(Number.NaN)],
    ["a Buffer", Buffer.from("secret")],
    ["an ArrayBuffer", new ArrayBuffer(4)],
    ["a RegExp", /secret/],
    ["a Promise", Promise.resolve(1)],
  ])("%s has none, and is counted", (_, value) =>
    expect(seal({ value, rest: 1 })).toEqual({ json: { rest: 1 }, omitted: { unsupported: 1 } }),
  );

  it("removes undefined without counting it", () => {
    expect(seal({ a: undefined })).toEqual({ json: {}, omitted: {} });
  });

  it("keeps a flag's key together", () => {
    expect(seal({ "$feature/new-reranker": "test" }).json).toEqual({ "$feature/new-reranker": "test" });
  });

  it("is removed with its key where the key is not a word", () => {
    expect(seal({ rest: 1, "jane@example.com": "word", "two words": 2, "": 3 })).toEqual({
      json: { rest: 1 },
      omitted: { undeclared_text: 3 },
    });
  });
});

describe("declared text", () => {
  it("is redacted first and cut then", () => {
    const value = String(sealRedacted(`${"x ".repeat(125)} jane@example.com`));
    expect(value).toHaveLength(256);
    expect(value.endsWith("[emai")).toBe(true);
  });

  it("has no half of a surrogate pair", () => {
    expect(sealRedacted("a\ud800b")).toBe("a\ufffdb");
    expect(seal({ text: verbatim("a \ud800b") }).json).toEqual({ text: "a \ufffdb" });
  });

  it("is declared with redacted() and verbatim() among plain properties, wherever it stands", () => {
    const value = {
      reason: redacted("cannot write /home/jane/app"),
      steps: [redacted("mail jane@example.com"), verbatim("as it is, /home/jane"), "not declared"],
      byName: new Map([["k", verbatim("a text")]]),
      password: redacted("hunter2x"),
    };
    expect(seal(value)).toEqual({
      json: {
        reason: "cannot write [path]",
        steps: ["mail [email]", "as it is, /home/jane"],
        byName: { k: "a text" },
        password: "[secret]",
      },
      omitted: { undeclared_text: 1 },
    });
  });

  it("shows its text to nobody else", () => {
    const text = redacted("the secret");
    const shown = [
      String(text),
      `${text}`,
      JSON.stringify({ text }),
      inspect(text, { showHidden: false }),
      JSON.stringify({ ...text }),
      JSON.stringify(structuredClone({ ...text })),
    ];
    expect(shown.join()).not.toContain("the secret");
    expect(String(text)).toBe("[redacted text]");
    expect(JSON.stringify(verbatim("x y"))).toBe('"[verbatim text]"');
  });

  it("is known when another copy of the package made it", async () => {
    vi.resetModules();
    const copy = await import("../../src/privacy/sanitizer/declared-text.js");
    expect(copy.redacted).not.toBe(redacted);
    expect(seal({ foreign: copy.redacted("in /home/jane") }).json).toEqual({ foreign: "in [path]" });
  });

  it("is measured by a conversion like the text that it stands for", () => {
    class Note {
      text = redacted("two words");
      same = "two words";
    }
    declareAnonymity(Note, { text: "TEXT_COUNT", same: "TEXT_COUNT" });
    expect(seal(new Note()).json).toEqual({ text: 9, same: 9 });
  });

  it("of a field holds for lists, Maps and plain objects, and not for models of their own", () => {
    class Inner {
      note = "two words";
      count = 1;
    }
    declareAnonymity(Inner, { count: "AGGREGATE" });
    const value = { list: ["a b"], map: new Map([["k", "c d"]]), inner: new Inner(), "not a word": "e f" };
    expect(sealRedacted(value)).toEqual({ list: ["a b"], map: { k: "c d" }, inner: { count: 1 } });
  });
});

describe("what stands under a telling name", () => {
  class Login {
    password = ["hunter2x"];
    attempts = 3;
  }

  it.each<[string, object, unknown]>([
    ["a text", { password: "hunter2x" }, { password: "[secret]" }],
    ["a list", { password: ["hunter2x", "swordfish"] }, { password: ["[secret]", "[secret]"] }],
    ["a Set", { users: new Set(["jane"]) }, { users: ["[user]"] }],
    ["an object", { credentials: { db: "hunter2x" } }, { credentials: { db: "[secret]" } }],
    ["a Map in a list", { token: [new Map([["value", "hunter2x"]])] }, { token: [{ value: "[secret]" }] }],
    ["a number", { pin: 918273, hosts: 3, user: 5 }, { pin: "[secret]", hosts: 3, user: 5 }],
    [
      "a large number",
      { pin: 918273n, password: 2n ** 70n, n: 5n },
      { pin: "[secret]", password: "[secret]", n: 5 },
    ],
    ["no secret", { password: true, token: null, secret: 1 }, { password: true, token: null, secret: 1 }],
    ["an instance's field", new Login(), { password: ["[secret]"], attempts: 3 }],
    [
      "an item behind a flag",
      { argv: ["deploy", "--token", "hunter2", "--dry-run", "now"] },
      { argv: ["deploy", "--token", "[secret]", "--dry-run", "now"] },
    ],
  ])("%s is one, sealed for the first time and the fortieth", (_, value, expected) => {
    for (let time = 0; time < 40; time++) {
      expect(sealRedacted(value)).toEqual(expected);
      expect(JSON.stringify(seal(value).json)).not.toMatch(SECRETS);
    }
  });

  it("is removed where it is not declared, and counted", () => {
    expect(seal({ password: "hunter2x", pin: 918273, user: "jane", author: "jane", users: 5 })).toEqual({
      json: { users: 5 },
      omitted: { undeclared_text: 4 },
    });
  });
});

describe("what stands beside its name", () => {
  class Setting {
    constructor(
      readonly name: string,
      readonly value: unknown,
    ) {}
  }
  class Digested extends Setting {}
  declareAnonymity(Digested, { name: "HASH", value: "REDACTED" });

  it.each<[string, object, object]>([
    [
      "a pair's second",
      {
        env: [
          ["PORT", 1],
          ["password", "hunter2"],
        ],
      },
      {
        env: [
          ["PORT", 1],
          ["password", "[secret]"],
        ],
      },
    ],
    [
      "that of a pair alone",
      { set: ["apiKey", { of: ["hunter2"] }] },
      { set: ["apiKey", { of: ["[secret]"] }] },
    ],
    [
      "a header's in a flat list",
      { raw: ["Accept", "*", "Cookie", "a=1", "api-key", "hunter2"] },
      { raw: ["Accept", "*", "Cookie", "[secret]", "api-key", "[secret]"] },
    ],
    ["a member", { key: "API_TOKEN", value: "hunter2" }, { key: "API_TOKEN", value: "[secret]" }],
    ["one before its name", { Value: "jane", Name: "DB_USER" }, { Value: "[user]", Name: "DB_USER" }],
    ["one in capitals", { NAME: "password", VALUE: ["hunter2"] }, { NAME: "password", VALUE: ["[secret]"] }],
    [
      "a Map's",
      new Map([
        ["k", "password"],
        ["v", "hunter2"],
      ]),
      { k: "password", v: "[secret]" },
    ],
    ["an instance's", { set: new Setting("pin", "a9") }, { set: { name: "pin", value: "[secret]" } }],
    [
      "one of two that could name it",
      { id: "7f", label: "Password", val: "x1" },
      { id: "7f", label: "Password", val: "[secret]" },
    ],
    [
      "one behind a command that runs it",
      { argv: ["sudo", "curl", "-ujane:x1"] },
      { argv: ["sudo", "curl", "[secret]"] },
    ],
    [
      "a command's flag of one letter",
      { argv: ["/usr/bin/curl.exe", "-u", "jane:hunter2", "-s", "on"] },
      { argv: ["[path]", "-u", "[secret]", "-s", "on"] },
    ],
    [
      "one with its value",
      { argv: ["MYSQL", "-help", "-phunter2"] },
      { argv: ["MYSQL", "-help", "[secret]"] },
    ],
    [
      "a long flag with one dash",
      { argv: ["plink", "-pw", "hunter2"] },
      { argv: ["plink", "-pw", "[secret]"] },
    ],
  ])("%s is one, sealed for the first time and the fortieth", (_, value, expected) => {
    for (let time = 0; time < 40; time++) {
      expect(sealRedacted(value)).toEqual(expected);
      expect(JSON.stringify(seal(value).json)).not.toMatch(SECRETS);
    }
  });

  it("is one where the name itself is sent as a digest", () => {
    for (let time = 0; time < 40; time++)
      expect(seal(new Digested("password", "hunter2")).json.value).toBe("[secret]");
  });

  it("is one where a declared text in a list names it", () => {
    const argv = ["deploy", "--token", "hunter2"].map((text) => redacted(text));
    expect(seal({ argv }).json).toEqual({ argv: ["deploy", "--token", "[secret]"] });
  });

  it("is one in a model that a public object holds", () => {
    class Inner {
      note = "hunter2";
    }
    class Outer {
      open = [{ name: "password", value: new Inner() }, { password: new Inner() }];
    }
    declareAnonymity(Inner, { x: "COUNT", note: "REDACTED" } as object);
    declareAnonymity(Outer, { open: "PUBLIC" });
    const expected = {
      open: [
        { name: "password", value: { note: "[secret]", x: 0 } },
        { password: { note: "[secret]", x: 0 } },
      ],
    };
    for (let time = 0; time < 40; time++) expect(seal({ outer: new Outer() }).json.outer).toEqual(expected);
  });

  it.each([
    ["of a command with a letter", ["mysql", "-p", redacted("zebraclock")]],
    ["with a long name", ["tool", "--password", redacted("zebraclock")]],
  ])("redacts the value of a flag in a public list: a flag %s", (_, args) => {
    class Run {
      args = args;
    }
    declareAnonymity(Run, { args: "PUBLIC" });
    expect(seal(new Run()).json).toEqual({ args: [args[0], args[1], "[secret]"] });
  });

  it.each<[string, object]>([
    [
      "words in a list",
      { tags: ["auth", "billing"], route: ["user", "profile"], more: ["cookie", "banner"] },
    ],
    [
      "names in a list",
      {
        vary: ["Vary", "Cookie", "Content-Type", "text/html"],
        allowed: ["Authorization", "X-Api-Key", "Accept"],
      },
    ],
    [
      "counts",
      {
        chart: [
          ["password", 812],
          ["sso", 40],
        ],
        rows: [{ name: "token", value: 1234567 }],
      },
    ],
    ["results", { name: "login", value: "success" }],
    ["a call of a tool", { name: "create_user", input: { role: "editor" }, content: ["x"] }],
    ["a name without a trigger word", { name: "theme", value: "dark" }],
    ["a value of another name", { name: "password", length: "long", label: "Password" }],
    ["what stands for none", { key: "token", value: "missing" }],
    ["flags of a command of one's own", { argv: ["deploy", "-p", "prod"] }],
    ["flags of a command that another one runs", { argv: ["docker", "run", "mysql", "-p", "8080:80"] }],
    [
      "a flag behind a flag that has nothing",
      { argv: ["mysql", "-p", "-h"], used: ["--token", "--verbose"] },
    ],
    ["what is behind a no", { argv: ["--no-password", "build"] }],
    ["a long text for a name", { name: `${"a ".repeat(40)}password`, value: "x" }],
    [
      "members of a large object",
      Object.fromEntries([
        ["name", "password"],
        ["value", "x"],
        ...Array.from({ length: 63 }, (_, at) => [`k${at}`, at]),
      ]),
    ],
  ])("%s stay", (_, value) => {
    for (let time = 0; time < 40; time++) expect(sealRedacted(value)).toEqual(value);
  });

  it("is told of a Map without its own methods", () => {
    class Endless extends Map<string, unknown> {
      override *keys(): ReturnType<Map<string, unknown>["keys"]> {
        for (;;) yield "name";
      }
      override get(): unknown {
        return this.delete("name");
      }
    }
    const map = new Endless([
      ["name", "apiKey"],
      ["value", "hunter2"],
    ]);
    expect(sealRedacted({ map })).toEqual({ map: { name: "apiKey", value: "[secret]" } });
    expect(seal({ map }).json).toEqual({ map: { name: "apiKey" } });
  });

  it("does not run a getter for its name", () => {
    let reads = 0;
    const value = {
      get name(): string {
        return reads++ === 0 ? "theme" : "password";
      },
      value: "x",
    };
    expect(seal(value).json).toEqual({ name: "theme", value: "x" });
    expect(reads).toBe(1);
  });

  it("is no reason to read what is forbidden", () => {
    class Model {
      value = "x";
      get name(): string {
        throw new Error("read");
      }
    }
    class Asked extends Model {}
    declareAnonymity(Model, { name: "FORBIDDEN" });
    declareAnonymity(Asked, { name: { conversion: "PUBLIC", optIn: true } });
    for (let time = 0; time < 40; time++)
      for (const model of [new Model(), new Asked()])
        expect(seal(model)).toEqual({ json: { value: "x" }, omitted: {} });
  });
});

it("what stands under a telling name does not leave, though there is no room for what would stand for it", () => {
  const most = Array.from({ length: (MAX_BYTES >> 8) - 1 }, () => "x".repeat(253)); // and 3 for quotes and comma
  const passwords = new Set<unknown>();
  for (let rest = 190; rest < 250; rest++)
    passwords.add(
      Reflect.get(Object(sealRedacted({ fill: [...most, "y".repeat(rest)], password: "a1b" })), "password"),
    );
  expect(passwords).toEqual(new Set(["[secret]", undefined]));
});

describe("models inside", () => {
  it.each([
    ["a field", { inner: new Secretive() }],
    ["an array", { inner: [new Secretive()] }],
    ["a Map", { inner: new Map([["k", new Secretive()]]) }],
    ["a Set", { inner: new Set([new Secretive()]) }],
    [
      "a model without declarations",
      {
        inner: new (class Outer {
          model = new Secretive();
        })(),
      },
    ],
    ["six levels", { a: { b: [{ c: { d: new Secretive() } }] } }],
  ])("are sealed by their own declarations in %s", (_, value) => {
    const text = JSON.stringify(seal(value).json);
    expect(text).toContain('"open":1');
    expect(text).not.toContain("secret");
  });

  it("are so even where their field is public", () => {
    class Outer {
      inner = new Secretive();
      path = "/as/it/is";
    }
    declareAnonymity(Outer, { inner: "PUBLIC", path: "PUBLIC" });
    expect(seal(new Outer()).json).toEqual({ inner: { open: 1 }, path: "/as/it/is" });
  });
});

describe("a field that is declared opt-in", () => {
  class Search {
    query = "q";
    hits = 1;
  }
  declareAnonymity(Search, { query: { conversion: "PUBLIC", optIn: true } });

  it("is sent only if the person opted in", () => {
    expect(seal(new Search()).json).toEqual({ hits: 1 });
    expect(seal(new Search(), { optIn: true }).json).toEqual({ query: "q", hits: 1 });
  });
});

describe("telemetryOverrides", () => {
  class Job extends TelemetryModel {
    name = "x";
    extra = 1;
    constructor(readonly replace: () => Record<string, unknown>) {
      super();
    }
    override telemetryOverrides(): Record<string, unknown> {
      return this.replace();
    }
  }
  declareAnonymity(Job, { replace: "FORBIDDEN" });

  it("replaces, adds and takes out, last", () => {
    expect(seal(new Job(() => ({ name: "y", more: [1], extra: undefined }))).json).toEqual({
      name: "y",
      more: [1],
    });
  });

  it("declares nothing: what it returns is a word, declared, or removed", () => {
    const replace = () => ({ name: "/home/jane", "a key": 1, note: redacted("in /home/jane"), word: "fine" });
    expect(seal(new Job(replace))).toEqual({
      json: { extra: 1, note: "in [path]", word: "fine" },
      omitted: { undeclared_text: 2 },
    });
  });

  it("may throw, and is then counted and ignored", () => {
    const failing = new Job(() => {
      throw new Error("no");
    });
    expect(seal(failing)).toEqual({ json: { name: "x", extra: 1 }, omitted: { override: 1 } });
  });
});

describe("hostile values do no harm", () => {
  const throwing = {
    ok: 1,
    get bad(): never {
      throw new Error("no");
    },
  };
  const cycle: Record<string, unknown> = { ok: 1 };
  cycle.self = cycle;
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();
  const trapped = new Proxy(
    {},
    {
      ownKeys: () => {
        throw new Error("no");
      },
    },
  );
  const growing: unknown[] = [1];
  Object.defineProperty(growing, 1, { enumerable: true, get: () => growing.push(growing.length) });

  it.each([
    ["a throwing getter", throwing, { ok: 1 }, "unreadable"],
    ["a cycle", cycle, { ok: 1 }, "cycle"],
    ["a revoked Proxy", { ok: 1, bad: revoked.proxy }, { ok: 1 }, "unreadable"],
    ["a Proxy whose traps throw", { ok: 1, bad: trapped }, { ok: 1 }, "unreadable"],
    [
      "keys with a meaning",
      JSON.parse('{"ok":1,"__proto__":{"polluted":1},"constructor":1,"prototype":1}'),
      { ok: 1 },
      "key_name",
    ],
  ])("%s is left out and counted", (_, value, json, reason) => {
    const result = seal(value);
    expect(result.json).toEqual(json);
    expect(Object.keys(result.omitted)).toEqual([reason]);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("a value that appears twice is no cycle", () => {
    const shared = { a: 1 };
    expect(seal({ x: shared, y: shared })).toEqual({ json: { x: shared, y: shared }, omitted: {} });
  });

  it("nesting without end stops at eight levels", () => {
    let deep: unknown = "bottom";
    for (let i = 0; i < 10_000; i++) deep = { deep };
    const { json, omitted } = seal({ deep });
    expect(JSON.stringify(json).match(/deep/g)).toHaveLength(7);
    expect(omitted).toEqual({ depth: 1 });
  });

  it.each([
    ["10 MB of text", { text: "x".repeat(10_000_000) }],
    ["a million keys", Object.fromEntries(Array.from({ length: 1_000_000 }, (_, i) => [`k${i}`, i]))],
    ["a million items", { list: Array.from({ length: 1_000_000 }, (_, i) => i) }],
    ["a thousand long texts", { list: Array.from({ length: 1000 }, () => "word ".repeat(60)) }],
    ["an array that grows as it is read", { growing }],
  ])("%s gives an event within its limits", (_, value) => {
    const { json } = seal(value);
    expect(Buffer.byteLength(JSON.stringify(json))).toBeLessThanOrEqual(MAX_BYTES);
  });

  it("sanitizes any value into JSON within the limits, without an exception", () => {
    const anything = fc.anything({
      withBigInt: true,
      withDate: true,
      withMap: true,
      withSet: true,
      withTypedArray: true,
      withSparseArray: true,
      withNullPrototype: true,
      withUnicodeString: true,
      maxDepth: 10,
    });
    fc.assert(
      fc.property(anything, (value) => {
        const { json } = seal({ value });
        const text = JSON.stringify(json);
        expect(JSON.parse(text)).toEqual(json);
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_BYTES);
      }),
      { numRuns: 500 },
    );
  });
});

describe("serializeForTelemetry", () => {
  it("gives JSON whose digests can be captured, wherever they are put", () => {
    class Repo {
      path = "/home/jane/repo";
    }
    declareAnonymity(Repo, { path: "HASH" });
    const sealed = serializeForTelemetry(new Repo());
    expect(seal({ repo: sealed }).json.repo).toEqual(sealed);
    expect(seal({ ...sealed, more: 1 }).json).toEqual({ ...sealed, more: 1 });
    expect(seal({ another: "0123456789abcdef".repeat(4) }).json).toEqual({});
  });
});

describe("mergeSealed", () => {
  it("removes the largest properties first, and never those that are to be kept", () => {
    const part = (name: string) =>
      seal({ [name]: Array.from({ length: 100 }, () => verbatim("w ".repeat(100))) }).json;
    const omitted: string[] = [];
    const standard = seal({ $lib: "x" }).json;
    const merged = mergeSealed(
      [part("a"), seal({ small: 1 }).json, part("b"), standard],
      (reason) => omitted.push(reason),
      standard,
    );
    expect(Object.keys(merged)).toEqual(expect.arrayContaining(["small", "$lib"]));
    expect(Buffer.byteLength(JSON.stringify(merged))).toBeLessThanOrEqual(MAX_BYTES);
    expect(omitted).toEqual(["size"]);
  });
});
