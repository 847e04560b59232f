/** Writes the programs of the pages to a folder in which the built package is installed, and compiles all at once. */
import {
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, extname, join, resolve } from "node:path";
import ts from "typescript";
import { type CodeBlock, isProgram } from "./code-blocks.js";

export interface Workspace {
  readonly folder: string;
  /** Returns the errors of the compiler for a block, each with its page and line. */
  readonly findErrors: (block: CodeBlock) => readonly string[];
  /** Returns the path of the compiled file of a block. */
  readonly getScript: (block: CodeBlock) => string;
  readonly remove: () => void;
}

const ROOT = resolve(".");
const PACKAGE = JSON.parse(readFileSync(join(ROOT, "package.json"), "utf8"));

/** Blocks that use these packages need the older dialect of decorators. */
const OLDER_DIALECT = /from "(?:class-transformer|reflect-metadata)"|import "reflect-metadata"/;
const DECORATOR = /^\s*@\w+/m;
/** Errors about missing types, which a program in JavaScript cannot state. */
const isImplicitAny = (code: number) => code >= 7000 && code < 7100;

export function createWorkspace(allBlocks: readonly CodeBlock[]): Workspace {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "telemetry-docs-")));
  linkPackages(folder);
  const errors = new Map<CodeBlock, string[]>();
  const sources = new Map<string, CodeBlock>();
  for (const block of allBlocks.filter(isProgram)) {
    const path = join(folder, "source", toFileName(block));
    const isTaken = sources.has(path);
    errors.set(block, isTaken ? [`${block.page}:${block.line}: ${block.fileName} is there twice`] : []);
    if (isTaken) continue;
    sources.set(path, block);
    mkdirSync(dirname(path), { recursive: true });
    const lines = listLines(block).map(([line]) => `${line}\n`);
    writeFileSync(path, lines.join(""));
  }
  const compile = createCompiler(folder);
  const older = compile([...sources.keys()], true);
  older.emit();
  const inBothDialects = new Map(
    [...sources].filter(([, { text }]) => DECORATOR.test(text) && !OLDER_DIALECT.test(text)),
  );
  const standard = compile([...inBothDialects.keys()], false);
  for (const [path, block] of sources) {
    const found = findErrors(older, path, block);
    if (found.length === 0 && inBothDialects.has(path))
      found.push(...findErrors(standard, path, block).map((error) => `${error} (standard decorators)`));
    errors.get(block)?.push(...found);
  }
  return {
    folder,
    findErrors: (block) => errors.get(block) ?? [],
    getScript: (block) => join(folder, "run", toFileName(block)).replace(/\.([cm]?)tsx?$/, ".$1js"),
    // A child process of an example writes to its home folder for up to 15 seconds.
    remove: () => rmSync(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 }),
  };
}

/** Makes the package and those that it names available to import, as in a tool that has installed them. */
function linkPackages(folder: string): void {
  const { name, dependencies, devDependencies, peerDependencies } = PACKAGE;
  const names = Object.keys({ ...dependencies, ...devDependencies, ...peerDependencies });
  for (const each of names) {
    const link = join(folder, "node_modules", each);
    mkdirSync(dirname(link), { recursive: true });
    symlinkSync(join(ROOT, "node_modules", each), link);
  }
  symlinkSync(ROOT, join(folder, "node_modules", name));
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }');
}

function toFileName(block: CodeBlock): string {
  const isTest = /from "vitest"/.test(block.text);
  const name = block.fileName ?? `line-${block.line}${isTest ? ".test" : ""}.${block.language}`;
  return join(block.page.replace(/\.md$/, "").replaceAll("/", "-"), name);
}

/** Lists the lines of a block's program, each with its line in the page. */
function listLines({ given, text, line }: CodeBlock): [string, number][] {
  return [...(given === undefined ? [] : [given]), { text, line }].flatMap((snippet) =>
    snippet.text.split("\n").map((each, index): [string, number] => [each, snippet.line + index]),
  );
}

/** Files of the packages and of the compiler, which are parsed once for all programs. */
const parsedFiles = new Map<string, ts.SourceFile | undefined>();

function createCompiler(folder: string) {
  const { config } = ts.readConfigFile(join(ROOT, "tsconfig.json"), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, ROOT);
  return (paths: readonly string[], experimentalDecorators: boolean): ts.Program => {
    const blockOptions: ts.CompilerOptions = {
      ...options,
      experimentalDecorators,
      moduleDetection: ts.ModuleDetectionKind.Force,
      typeRoots: [join(ROOT, "node_modules", "@types")],
      rootDir: join(folder, "source"),
      outDir: join(folder, "run"),
      noEmit: false,
      allowJs: true,
      checkJs: true,
      // Examples declare values to show them.
      noUnusedLocals: false,
      noUnusedParameters: false,
    };
    const host = ts.createCompilerHost(blockOptions);
    const { getSourceFile } = host;
    host.getSourceFile = (path, ...rest) => {
      if (path.startsWith(folder)) return getSourceFile(path, ...rest);
      if (!parsedFiles.has(path)) parsedFiles.set(path, getSourceFile(path, ...rest));
      return parsedFiles.get(path);
    };
    return ts.createProgram(paths, blockOptions, host);
  };
}

function findErrors(program: ts.Program, path: string, block: CodeBlock): string[] {
  const file = program.getSourceFile(path);
  if (file === undefined) throw new Error(`${path} is not part of the program`);
  const lines = listLines(block);
  const diagnostics = [...program.getSyntacticDiagnostics(file), ...program.getSemanticDiagnostics(file)];
  return diagnostics
    .filter(({ code }) => !(extname(path).endsWith("js") && isImplicitAny(code)))
    .map(({ start = 0, messageText }) => {
      const line = lines[file.getLineAndCharacterOfPosition(start).line]?.[1] ?? block.line;
      return `${block.page}:${line}: ${ts.flattenDiagnosticMessageText(messageText, " ")}`;
    });
}
