import { readFileSync } from "node:fs";
import * as ts from "typescript";
import { describe, expect, it } from "vitest";
import * as door from "../../src/index.js";

const source = readFileSync(new URL("../fixtures/dialects.source.ts", import.meta.url), "utf8");

/** The fixture's classes, as TypeScript compiles them with the given options. */
function compiled(options: ts.CompilerOptions): Record<string, new () => door.TelemetryModel> {
  const { outputText } = ts.transpileModule(source, {
    compilerOptions: { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.CommonJS, ...options },
  });
  const exports = {};
  new Function("exports", "require", outputText)(exports, () => door);
  return exports;
}

const HASH = expect.stringMatching(/^[0-9a-f]{64}$/);

describe.each([
  ["experimentalDecorators", { experimentalDecorators: true }],
  ["experimentalDecorators with metadata", { experimentalDecorators: true, emitDecoratorMetadata: true }],
  [
    "experimentalDecorators, fields assigned",
    { experimentalDecorators: true, useDefineForClassFields: false },
  ],
  ["the standard dialect", { experimentalDecorators: false }],
])("declarations under %s", (_, options) => {
  const { Request, RestatedRequest, Strict, StillStrict, Relaxed } = compiled(options) as Required<
    ReturnType<typeof compiled>
  >;
  const serialized = (Model: (new () => door.TelemetryModel) | undefined) =>
    Model && new Model().serializeForTelemetry();

  it("are applied, and fields without one pass", () => {
    expect(serialized(Request)).toEqual({
      repositoryPath: HASH,
      summary: 4,
      languages: { ts: 2, other: 1 },
      version: "/not/scrubbed",
      error: "cannot read [path]",
      totalMatches: 3,
      words: 3,
    });
  });

  it("are inherited, and restated by a subclass without touching its parent", () => {
    expect(serialized(RestatedRequest)).toMatchObject({ query: true, repositoryPath: HASH, words: 3 });
    expect(serialized(RestatedRequest)).not.toHaveProperty("totalMatches");
    expect(serialized(Request)).not.toHaveProperty("query");
  });

  it("have a policy for undeclared fields, inherited too", () => {
    expect(serialized(Strict)).toEqual({ kept: 1 });
    expect(serialized(StillStrict)).toEqual({ kept: 1 });
    expect(serialized(Relaxed)).toEqual({ kept: 1, dropped: 2, kept2: 4 });
  });
});

describe("the standard dialect without Symbol.metadata, as under frozen intrinsics", () => {
  it("still applies, because the first instance declares", () => {
    const { Anonymize, AnonymityConversion, serializeForTelemetry } = door;
    class Model {
      secret = "s";
    }
    // What a compiler calls without metadata: the decorator with a context, and the initialiser with each instance.
    const initializers: ((this: unknown) => void)[] = [];
    Anonymize(AnonymityConversion.FORBIDDEN)(undefined, {
      kind: "field",
      name: "secret",
      static: false,
      private: false,
      access: { has: () => true, get: () => "s", set: () => {} },
      addInitializer: (initializer: (this: unknown) => void) => initializers.push(initializer),
    } as unknown as ClassFieldDecoratorContext); // its type promises the metadata that is missing here
    const model = new Model();
    for (const initialize of initializers) initialize.call(model);
    expect(serializeForTelemetry(model)).toEqual({});
  });
});

describe("declareAnonymity", () => {
  it("declares classes of others, options included, and later calls count", () => {
    class Job {
      cwd = "/home/jane";
      tags = ["a", "a", "b"];
      note = "x";
    }
    expect(door.serializeForTelemetry(new Job())).toEqual({ tags: ["a", "a", "b"], note: "x" });
    door.declareAnonymity(Job, { cwd: "REDACTED" });
    expect(door.serializeForTelemetry(new Job())).toMatchObject({ cwd: "[path]" });
    door.declareAnonymity(Job, { cwd: "HASH", tags: { conversion: "DISTRIBUTION", top: 1 }, note: "PUBLIC" });
    expect(door.serializeForTelemetry(new Job())).toEqual({ cwd: HASH, tags: { a: 2, other: 1 }, note: "x" });
  });
});

describe("a declaration that cannot be understood", () => {
  class Job {
    cwd = "semantic";
    tags = ["a", "b"];
  }

  it.each<[string, object, object]>([
    ["a field declared as null", { cwd: null }, { tags: ["a", "b"] }],
    ["a list of keys that is none", { tags: { conversion: "DISTRIBUTION", allow: 5 } }, { cwd: "semantic" }],
  ])("keeps the field from being sent: %s", (_, declarations, sent) => {
    class Own extends Job {}
    door.declareAnonymity(Own, declarations);
    expect(door.serializeForTelemetry(new Own())).toEqual(sent);
  });

  it("may list keys without end", () => {
    class Own extends Job {}
    const endless = (function* () {
      for (let index = 0; ; index++) yield `key${index}`;
    })();
    door.declareAnonymity(Own, { tags: { conversion: "DISTRIBUTION", allow: endless } });
    expect(door.serializeForTelemetry(new Own())).toEqual({ cwd: "semantic", tags: { other: 2 } });
  });
});

describe("assertDeclared", () => {
  class Half {
    said = 1;
    silent = 2;
  }
  door.declareAnonymity(Half, { said: "PUBLIC" });

  it("names the undeclared fields", () => {
    expect(() => door.assertDeclared(Half)).toThrow("Half does not declare: silent");
    expect(() => door.assertDeclared(new Half())).toThrow("silent");
  });

  it("asks for an instance of a class whose constructor needs arguments", () => {
    class Job {
      readonly length: number;
      constructor(cwd: string) {
        this.length = cwd.length;
      }
    }
    expect(() => door.assertDeclared(Job)).toThrow("cannot create Job without arguments; pass an instance");
    expect(() => door.assertDeclared(new Job("/"))).toThrow("Job does not declare: length");
  });

  it("passes where all do", () => {
    door.declareAnonymity(Half, { silent: "FORBIDDEN" });
    expect(() => door.assertDeclared(Half)).not.toThrow();
  });
});
