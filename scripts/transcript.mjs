// Runs the commands in docs/TRANSCRIPT.md, and writes what they print below them. With --check it writes nothing, and prints
// the difference instead.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { stripVTControlCharacters } from "node:util";
import { createMask } from "./transcript-mask.mjs";

const CHECKOUT = fileURLToPath(new URL("..", import.meta.url));
const PAGE = join(CHECKOUT, "docs/TRANSCRIPT.md");
/** The port in the page. The commands use a free port instead. */
const PAGE_PORT = "8010";
const FILE_BLOCK = /```js\n\/\/ (\S+)\n[\s\S]*?```/g;
/** A block of commands, with the number of lines that are shown of each output. */
const COMMAND_BLOCK = /(<!-- (?:first (\d+) lines|in the background) -->\n)?```console\n([\s\S]*?)```/g;

const home = mkdtempSync(join(tmpdir(), "transcript-"));
const project = join(home, "mytool");
const port = await findFreePort();
const mask = createMask({ home, project, port, pagePort: PAGE_PORT, checkout: CHECKOUT });
const background = [];

try {
  const page = readFileSync(PAGE, "utf8");
  createProject(page);
  const written = await runBlocks(page);
  if (!process.argv.includes("--check")) writeFileSync(PAGE, written);
  else if (written !== page) reportDifference(page, written);
} finally {
  for (const child of background) child.kill(); // closing its terminal ends the program on it
  rmSync(home, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
}

/** Writes the files that the page shows, and links the package as `npm install` would. */
function createProject(page) {
  mkdirSync(join(project, "node_modules/.bin"), { recursive: true });
  symlinkSync(CHECKOUT, join(project, "node_modules/codeweaver-telemetry"));
  for (const [block, name] of page.matchAll(FILE_BLOCK)) {
    const text = block.replace(/^```js\n/, "").replace(/```$/, "");
    writeFileSync(join(project, name), text.replaceAll(PAGE_PORT, port));
  }
  createProgram("codeweaver-telemetry", join(CHECKOUT, "dist/cli/main.js"));
  createProgram("mytool", join(project, "mytool.mjs"));
}

function createProgram(name, script) {
  const text = `#!/bin/sh\nexec node ${script} "$@"\n`;
  writeFileSync(join(project, "node_modules/.bin", name), text, { mode: 0o755 });
}

async function runBlocks(page) {
  let written = "";
  let end = 0;
  for (const match of page.matchAll(COMMAND_BLOCK)) {
    const [block, comment = "", maxLines, content] = match;
    const commands = content.split("\n").filter((line) => line.startsWith("$ "));
    const isBackground = comment.includes("background");
    const outputs = [];
    for (const line of commands) {
      const output = await run(line.slice(2).replaceAll(PAGE_PORT, port), isBackground);
      outputs.push([line, ...shorten(mask(output), Number(maxLines ?? Number.POSITIVE_INFINITY))].join("\n"));
    }
    written += `${page.slice(end, match.index)}${comment}\`\`\`console\n${outputs.join("\n\n")}\n\`\`\``;
    end = match.index + block.length;
  }
  return written + page.slice(end);
}

function shorten(output, maxLines) {
  const lines = output.split("\n").map((line) => line.trimEnd());
  while (lines.at(-1) === "") lines.pop();
  return lines.length <= maxLines ? lines : [...lines.slice(0, maxLines), "[…]"];
}

/** Runs a command on a terminal of 80 columns, and returns what it prints. A background command runs on after its first line. */
async function run(command, isBackground) {
  const child = spawn("script", ["-qec", `stty cols 80 rows 200; ${command}`, "/dev/null"], {
    cwd: project,
    env: {
      PATH: `${join(project, "node_modules/.bin")}:${process.env.PATH}`,
      HOME: home,
      TERM: "xterm",
      PAGER: "cat",
      NO_UPDATE_NOTIFIER: "1",
    },
    stdio: ["ignore", "pipe", "ignore"], // script(1) writes there that it was ended
  });
  let output = "";
  child.stdout.setEncoding("utf8").on("data", (chunk) => {
    output += chunk;
  });
  if (isBackground) {
    background.push(child);
    await once(child.stdout, "data");
    await new Promise((resolve) => setTimeout(resolve, 500)); // the receiver prints its first lines at once
  } else {
    await once(child, "close");
  }
  return stripVTControlCharacters(output).replaceAll("\r\n", "\n");
}

/** Returns a free port of four digits, because columns are as wide as their widest cell. */
async function findFreePort() {
  for (let candidate = Number(PAGE_PORT); candidate < 10_000; candidate++) {
    const server = createServer().listen(candidate, "127.0.0.1");
    try {
      await once(server, "listening"); // rejects if the port is taken
    } catch {
      continue;
    }
    server.close();
    await once(server, "close");
    return String(candidate);
  }
  throw new Error("no port of four digits is free");
}

function reportDifference(expected, actual) {
  const expectedLines = expected.split("\n");
  const actualLines = actual.split("\n");
  const first = actualLines.findIndex((line, index) => line !== expectedLines[index]);
  console.error(`docs/TRANSCRIPT.md differs from what its commands print, first in line ${first + 1}:`);
  console.error(`- ${expectedLines[first] ?? ""}\n+ ${actualLines[first] ?? ""}`);
  console.error("If this is intended, run `npm run transcript`, read what it has changed, and commit it.");
  process.exitCode = 1;
}
