/** Lines as V8, bundlers and people write them, and what of each may leave. */
import { describe, expect, it } from "vitest";
import { type Frame, parseStack } from "../../src/privacy/errors/stack-frames.js";

const digest = (path: string) => `digest of ${path}`;
const parse = (stack: string, message = "m") => parseStack(stack, message, digest);
const app = (path: string, line: number, column: number): Frame => ({
  file: `digest of ${path}`,
  line,
  column,
  kind: "app",
});
const inPackage = (file: string, name?: string): Frame => ({
  file: `node_modules/${file}`,
  line: 1,
  column: 2,
  kind: "package",
  ...(name === undefined ? {} : { function: name }),
});
const inNode = (file: string, name: string): Frame => ({
  file,
  line: 1,
  column: 2,
  kind: "node",
  function: name,
});
const builtIn = (name: string): Frame => ({ file: "<anonymous>", kind: "node", function: name });

const LINES: readonly (readonly [string, Frame | undefined])[] = [
  // the app's own
  ["at secretName (/home/jane/x.js:1:2)", app("/home/jane/x.js", 1, 2)],
  ["at secretName (file:///home/jane/x.js:1:2)", app("/home/jane/x.js", 1, 2)],
  ["at file:///home/jane/a%20b/x.js?t=jane#y:1:2", app("/home/jane/a b/x.js", 1, 2)],
  ["at file:///home/100%/x.js:1:2", app("/home/100%/x.js", 1, 2)],
  ["at async secretName (file:///home/jane/x.js:1:2)", app("/home/jane/x.js", 1, 2)],
  ["at async /home/jane/x.js:1:2", app("/home/jane/x.js", 1, 2)],
  ["at new Secret (/x.js:1:2)", app("/x.js", 1, 2)],
  ["at Object.<anonymous> (/x.js:1:2)", app("/x.js", 1, 2)],
  ["at /home/jane (old)/x.js:1:2", app("/home/jane (old)/x.js", 1, 2)],
  ["at Secret.a (b) [as c (d)] (/home/jane (old)/x.js:1:2)", app("/home/jane (old)/x.js", 1, 2)],
  ["at f (C:\\Users\\jane\\x.js:1:2)", app("C:\\Users\\jane\\x.js", 1, 2)],
  ["at f (file:///c:/Users/jane/x.js:1:2)", app("C:\\Users\\jane\\x.js", 1, 2)],
  ["at f (file://server/share/x.js:1:2)", app("\\\\server\\share\\x.js", 1, 2)],
  ["at f (https://jane@host.example/x.js?token=s:1:2)", app("https://jane@host.example/x.js", 1, 2)],
  ["at f (webpack-internal:///./src/x.js:1:2)", app("webpack-internal:///./src/x.js", 1, 2)],
  ["at f (src/x.js:1:2)", app("src/x.js", 1, 2)],
  [
    "at f (/r/node_modules/.cache/jiti/jane-config.mjs:1:2)",
    app("/r/node_modules/.cache/jiti/jane-config.mjs", 1, 2),
  ],
  ["at f (/r/node_modules/x/../../jane.js:1:2)", app("/r/node_modules/x/../../jane.js", 1, 2)],
  // what has no file
  ["at eval (eval at secret (/home/jane/x.js:1:2), <anonymous>:3:4)", { file: "<eval>", kind: "app" }],
  ["at secret (evalmachine.<anonymous>:3:4)", { file: "<eval>", line: 3, column: 4, kind: "app" }],
  ["at [eval]:3:4", { file: "<eval>", line: 3, column: 4, kind: "app" }],
  ["at REPL12:3:4", { file: "<eval>", line: 3, column: 4, kind: "app" }],
  ["at secret (<anonymous>:3:4)", { file: "<eval>", line: 3, column: 4, kind: "app" }],
  ["at f (data:text/javascript,secret();//:3:4)", { file: "<data>", kind: "app" }],
  ["at secret (wasm://wasm/00ab:wasm-function[3]:0x2b)", { file: "<wasm>", kind: "app" }],
  // packages
  ["at f (/r/node_modules/x/lib/index.js:1:2)", inPackage("x/lib/index.js", "f")],
  ["at f (file:///r/node_modules/@s/n/i.mjs?v=jane:1:2)", inPackage("@s/n/i.mjs", "f")],
  ["at /r/node_modules/x/i.js:1:2", inPackage("x/i.js")],
  ["at f (/r/node_modules/.pnpm/x@1.0.0_y@2/node_modules/x/i.js:1:2)", inPackage("x/i.js", "f")],
  ["at f (/r/node_modules/a/node_modules/b/i.js:1:2)", inPackage("b/i.js", "f")],
  ["at f (C:\\jane\\node_modules\\x\\lib\\i.js:1:2)", inPackage("x/lib/i.js", "f")],
  ["at f (webpack-internal:///./node_modules/x/i.js:1:2)", inPackage("x/i.js", "f")],
  ["at f (node_modules/x/i.js:1:2)", inPackage("x/i.js", "f")],
  ["at f (/r/node_modules/x/home/jane/i.js:1:2)", inPackage("x/[path]", "f")],
  ["at new Pool (/r/node_modules/x/i.js:1:2)", inPackage("x/i.js", "new Pool")],
  ["at JanesPlugin.emit [as janesAlias] (/r/node_modules/x/i.js:1:2)", inPackage("x/i.js", "emit")],
  ["at Object.<anonymous> (/r/node_modules/x/i.js:1:2)", inPackage("x/i.js", "Object.<anonymous>")],
  ["at get size [as size] (/r/node_modules/x/i.js:1:2)", inPackage("x/i.js", "get size")],
  ["at Object.jane@example.com (/r/node_modules/x/i.js:1:2)", inPackage("x/i.js")],
  ["at Object.where is jane? (/r/node_modules/x/i.js:1:2)", inPackage("x/i.js")],
  // Node and the language
  [
    "at Module._compile (node:internal/modules/cjs/loader:1:2)",
    inNode("node:internal/modules/cjs/loader", "_compile"),
  ],
  ["at JanesBackend.emit (node:events:1:2)", inNode("node:events", "emit")],
  ["at async Promise.all (index 0)", builtIn("Promise.all")],
  ["at JSON.parse (<anonymous>)", builtIn("JSON.parse")],
  ["at new Promise (<anonymous>)", builtIn("new Promise")],
  ["at JanesList.map (<anonymous>)", builtIn("map")],
  ["at Array.map (native)", builtIn("Array.map")],
  ["at map ([native code])", builtIn("map")],
  ["at <anonymous>", { file: "<anonymous>", kind: "node" }],
  // no frames
  ["at the end of the day", undefined],
  ["at lunch (maybe)", undefined],
  ["at 10:30:45", undefined],
  ["  const password = 'x';", undefined],
  ["        ^", undefined],
  ["    at", undefined],
  ["secret@/home/jane/x.js:1:2", undefined],
  [`at f (/${"x".repeat(3000)}.js:1:2)`, undefined],
];

it.each(LINES)("%s", (line, frame) => {
  expect(parse(`Error: m\n    ${line}\n`)).toEqual(frame === undefined ? [] : [frame]);
});

describe("a message", () => {
  const real = "    at f (/real.js:1:2)";
  it("that looks like frames gives none", () => {
    const message = "could not\n    at planned (/r/node_modules/x/secret.js:1:2)\nsecret";
    expect(parse(`Error: ${message}\n${real}`, message)).toEqual([app("/real.js", 1, 2)]);
  });

  it("behind a source line gives none either", () => {
    const message = "m\n    at planned (/r/node_modules/x/secret.js:1:2)";
    expect(parse(`/home/jane/x.ts:3\n  throw secret\n  ^\n\nError: ${message}\n${real}`, message)).toEqual([
      app("/real.js", 1, 2),
    ]);
  });

  it("of megabytes hides no frames", () => {
    const message = "long ".repeat(400_000);
    expect(parse(`Error: ${message}\n${real}`, message)).toEqual([app("/real.js", 1, 2)]);
  });

  it("that was changed later, or stands in a frame, costs none", () => {
    expect(parse(`Error: old\n${real}`, "new")).toHaveLength(1);
    expect(parse(`Error\n${real}`, "real")).toHaveLength(1);
  });
});

describe("limits", () => {
  const line = (i: number) => `    at f (/${i}.js:1:2)`;
  it("the innermost fifty frames", () => {
    const frames = parse(`Error: m\n${Array.from({ length: 80 }, (_, i) => line(i)).join("\n")}`);
    expect(frames).toHaveLength(50);
    expect(frames[0]).toEqual(app("/0.js", 1, 2));
  });

  it("64 KB, of which a line cut through is no frame", () => {
    const filler = `${"x".repeat(1023)}\n`.repeat(63);
    const rest = 64 * 1024 - filler.length - "\n".length;
    const last = "at f (/cut.js:1:23)".padStart(rest + 1);
    expect(parse(`${filler}\n${last}\n`, "")).toEqual([]);
    expect(parse(`${filler}\n${last.slice(3)}\n`, "")).toEqual([app("/cut.js", 1, 23)]);
  });

  it.each([
    ["brackets", " (".repeat(500_000)],
    ["colons", `    at f (/${":1".repeat(500_000)})`],
    ["lines of brackets", `    at ${" (/a".repeat(400)})\n`.repeat(2000)],
    ["modules", `    at f (/${"node_modules/".repeat(150)}:1:2)\n`.repeat(1000)],
    ["a message that is nearly there", `${"a".repeat(1_000_000)}b`],
  ])("time: %s", (_, stack) => {
    const start = performance.now();
    parse(stack, `${"a".repeat(500_000)}c`);
    expect(performance.now() - start).toBeLessThan(500);
  });

  it("one digest for each file", () => {
    let calls = 0;
    parseStack(`${line(1)}\n${line(1)}\n${line(2)}`, "", (path) => path + ++calls);
    expect(calls).toBe(2);
  });
});
