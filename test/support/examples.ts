/** Extracts the `@example` blocks of doc comments, and compiles each as a module of its own. */
import { readFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import ts from "typescript";

export interface Example {
  /** The path of the file with the doc comment. */
  readonly file: string;
  /** The line of the example's first line of code, counted from 1. */
  readonly line: number;
  readonly code: string;
}

const ROOT = resolve(".");

/** Imports from other packages. An example may also have import declarations of its own. */
const FOREIGN_IMPORTS: Readonly<Record<string, string>> = {
  z: 'import * as z from "zod";',
  assert: 'import assert from "node:assert/strict";',
  homedir: 'import { homedir } from "node:os";',
  join: 'import { join } from "node:path";',
  loadConfig: 'import { loadConfig } from "c12";',
  readFileSync: 'import { readFileSync } from "node:fs";',
  McpServer: 'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";',
};

/** The client that most examples use without declaring it. */
const CLIENT = 'declare const telemetry: import("codeweaver-telemetry").TelemetryClient;';

/** Tags that end an example. Any other line that begins with `@`, such as a decorator, is part of it. */
const BLOCK_TAG = /^@(?:param|returns|throws|default|example|see|deprecated|internal|remarks|template)\b/;

export function extractExamples(file: string, source: string): Example[] {
  return [...source.matchAll(/\/\*\*.*?\*\//gs)].flatMap((comment) => {
    const commentLine = source.slice(0, comment.index).split("\n").length;
    const lines = comment[0].split("\n").map((line) => line.replace(/^\s*\*(?:\/$| ?)/, ""));
    return lines.flatMap((line, index) => {
      if (!line.startsWith("@example")) return [];
      const rest = lines.slice(index + 1);
      const end = rest.findIndex((text) => BLOCK_TAG.test(text));
      const code = rest.slice(0, end === -1 ? undefined : end).filter((text) => !text.startsWith("```"));
      const fenceLines = rest[0]?.startsWith("```") ? 1 : 0;
      return [{ file, line: commentLine + index + 1 + fenceLines, code: code.join("\n") }];
    });
  });
}

/** Compiles examples in one program. Returns the file, the line in it, and the message of each error. */
export function findExampleErrors(examples: readonly Example[]): string[] {
  const entries = listEntries();
  const options = readCompilerOptions(entries);
  const exportedNames = listExportedNames(entries, options);
  const modules = new Map<string, { example: Example; text: string; headerLines: number }>();
  for (const [index, example] of examples.entries()) {
    const header = createHeader(example.code, exportedNames);
    const text = [...header, example.code, "export {};"].join("\n");
    modules.set(join(ROOT, `test/docs/example-${index}.ts`), { example, text, headerLines: header.length });
  }
  const texts = new Map([...modules].map(([path, { text }]) => [path, text]));
  const program = ts.createProgram([...modules.keys()], options, createHost(options, texts));
  return [...modules].flatMap(([path, { example, headerLines }]) => {
    const file = program.getSourceFile(path);
    if (file === undefined) throw new Error(`${path} is not part of the program`);
    const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
    return diagnostics.map(({ start = 0, messageText }) => {
      const { line } = file.getLineAndCharacterOfPosition(start);
      const message = ts.flattenDiagnosticMessageText(messageText, " ");
      return `${example.file}:${example.line + line - headerLines}: ${message}`;
    });
  });
}

/** Files on the disk, which are parsed once for all programs. */
const parsedFiles = new Map<string, ts.SourceFile | undefined>();

/** Creates a compiler host with additional files that are not on the disk. */
function createHost(options: ts.CompilerOptions, texts: ReadonlyMap<string, string>): ts.CompilerHost {
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (path) => texts.has(path) || fileExists(path);
  host.readFile = (path) => texts.get(path) ?? readFile(path);
  host.getSourceFile = (path, version, ...rest) => {
    if (texts.has(path)) return ts.createSourceFile(path, texts.get(path) ?? "", version, true);
    if (!parsedFiles.has(path)) parsedFiles.set(path, getSourceFile(path, version, ...rest));
    return parsedFiles.get(path);
  };
  return host;
}

/** Returns the source files of the package's entries by module specifier, the main entry first. */
function listEntries(): Map<string, string> {
  const { name, exports }: { name: string; exports: Record<string, string | { import: { types: string } }> } =
    JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));
  const entries = Object.entries(exports).flatMap(([path, target]) =>
    typeof target === "string"
      ? []
      : ([
          [
            path.replace(".", name),
            join(ROOT, target.import.types.replace("./dist/", "src/").replace(/\.d\.ts$/, ".ts")),
          ],
        ] as const),
  );
  return new Map(entries);
}

function readCompilerOptions(entries: ReadonlyMap<string, string>): ts.CompilerOptions {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return {
    ...options,
    paths: Object.fromEntries([...entries].map(([specifier, file]) => [specifier, [file]])),
    // Examples declare values to show them, and their imports are created from names alone.
    noUnusedLocals: false,
    noUnusedParameters: false,
    verbatimModuleSyntax: false,
    isolatedModules: false,
  };
}

/** Returns the module specifier for each name that an entry exports. */
function listExportedNames(
  entries: ReadonlyMap<string, string>,
  options: ts.CompilerOptions,
): Map<string, string> {
  const program = ts.createProgram([...entries.values()], options, createHost(options, new Map()));
  const checker = program.getTypeChecker();
  const names = new Map<string, string>();
  for (const [specifier, path] of entries) {
    const file = program.getSourceFile(path);
    const symbol = file && checker.getSymbolAtLocation(file);
    for (const { name } of symbol === undefined ? [] : checker.getExportsOfModule(symbol))
      if (!names.has(name)) names.set(name, specifier);
  }
  return names;
}

/**
 * Returns each name that an entry exports and whose doc comment has no text or no example. The entry `noop` has the names of
 * the main entry.
 */
export function listUndocumentedNames(): string[] {
  const entries = listEntries();
  const program = ts.createProgram(
    [...entries.values()],
    readCompilerOptions(entries),
    createHost(readCompilerOptions(entries), new Map()),
  );
  const checker = program.getTypeChecker();
  const undocumented = new Set<string>();
  for (const [specifier, path] of entries) {
    const file = program.getSourceFile(path);
    const module = file && checker.getSymbolAtLocation(file);
    if (module === undefined || specifier.endsWith("/noop")) continue;
    for (const exported of checker.getExportsOfModule(module)) {
      const isAlias = (exported.flags & ts.SymbolFlags.Alias) !== 0;
      const symbol = isAlias ? checker.getAliasedSymbol(exported) : exported;
      const hasExample = symbol.getJsDocTags(checker).some((tag) => tag.name === "example");
      if (!hasExample || symbol.getDocumentationComment(checker).length === 0)
        undocumented.add(
          `${relative(ROOT, symbol.declarations?.[0]?.getSourceFile().fileName ?? path)} ${exported.name}`,
        );
    }
  }
  return [...undocumented].sort();
}

/** Imports each name that an example uses and does not declare. */
function createHeader(code: string, exportedNames: ReadonlyMap<string, string>): string[] {
  const used = new Set<string>();
  const declared = new Set<string>();
  const visit = (node: ts.Node): void => {
    if (ts.isIdentifier(node)) {
      const isDeclaration =
        (ts.isVariableDeclaration(node.parent) ||
          ts.isFunctionDeclaration(node.parent) ||
          ts.isClassDeclaration(node.parent) ||
          ts.isParameter(node.parent) ||
          ts.isBindingElement(node.parent) ||
          ts.isImportSpecifier(node.parent) ||
          ts.isImportClause(node.parent) ||
          ts.isNamespaceImport(node.parent)) &&
        node.parent.name === node;
      (isDeclaration ? declared : used).add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile("example.ts", code, ts.ScriptTarget.Latest, true));
  return [...used]
    .filter((name) => !declared.has(name))
    .flatMap((name) => {
      if (name === "telemetry") return [CLIENT];
      const specifier = exportedNames.get(name);
      if (specifier !== undefined) return [`import { ${name} } from "${specifier}";`];
      return FOREIGN_IMPORTS[name] ?? [];
    });
}
