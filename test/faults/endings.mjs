// What telemetry adds to the end of a process, server by server, and what becomes of its events.
// `npm run build && npm run test:faults [-- --quick]`; ends with 1 where anything is lost, said, or held too long.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startReceiver } from "codeweaver-telemetry/receiver";

const runs = process.argv.includes("--quick") ? 5 : 15;
const EVENTS = 5;
const EXIT_BUDGET_MS = 300;
/** DESIGN.md, section 7: whatever the server does, the end takes no longer than the budget and this. */
const TOLERANCE_MS = 30;

const listening = (server) =>
  new Promise((resolve) =>
    server.listen(0, "127.0.0.1", () => resolve(`http://127.0.0.1:${server.address().port}`)),
  );

const receiver = await startReceiver();
const blackHole = createTcpServer((socket) => socket.on("error", () => {}));
const answering = (answer) =>
  createServer((request, response) => request.resume().on("end", () => answer(response)));
const failing = answering((response) => response.writeHead(500).end());
const stalling = answering((response) => response.writeHead(200, { "content-length": 100 }).flushHeaders());
const trickling = answering((response) => {
  response.writeHead(200, { "content-length": 1000 });
  const drops = setInterval(() => response.write("{"), 1000);
  response.on("close", () => clearInterval(drops));
});
const resetting = createTcpServer((socket) => {
  socket.on("error", () => {});
  socket.once("data", () => socket.resetAndDestroy());
});

const [failingUrl, blackHoleUrl] = [await listening(failing), await listening(blackHole)];

/** Name, server, delivery, and whether the events arrive while the server is as it is. */
const CASES = [
  ["spool alone", receiver.url, "spool", false],
  ["healthy, detached", receiver.url, "auto", true],
  ["refused, detached", "http://127.0.0.1:9", "auto", false],
  ["black hole, detached", blackHoleUrl, "auto", false],
  ["500, detached", failingUrl, "auto", false],
  ["healthy, inline", receiver.url, "inline", true],
  ["refused, inline", "http://127.0.0.1:9", "inline", false],
  ["black hole, inline", blackHoleUrl, "inline", false],
  ["headers, then nothing; inline", await listening(stalling), "inline", false],
  ["a byte a second, inline", await listening(trickling), "inline", false],
  ["reset in the middle, inline", await listening(resetting), "inline", false],
  ["500, inline", failingUrl, "inline", false],
  ["no such name, inline", "https://telemetry.invalid", "inline", false],
];

const PROGRAM = `
  import { getTelemetryClient } from "codeweaver-telemetry";
  const telemetry = getTelemetryClient();
  for (let i = 0; i < ${EVENTS}; i++) telemetry.capture("e", { i });
  await telemetry.ready();
  await new Promise((resolve) => setTimeout(resolve, 100));
  process.stdout.write("done");
`;

/** One process: how long it takes from the end of its work to its own, and what it says. */
function end(home, env) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--input-type=module", "-e", PROGRAM], {
      env: {
        PATH: process.env.PATH,
        HOME: home,
        XDG_CONFIG_HOME: join(home, "config"),
        XDG_DATA_HOME: join(home, "data"),
        CODEWEAVER_POSTHOG_API_KEY: "phc_x",
        CODEWEAVER__TELEMETRY__EXIT_BUDGET_MS: String(EXIT_BUDGET_MS),
        ...env,
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let done = 0;
    let said = 0;
    child.stdout.on("data", () => {
      done = performance.now();
    });
    child.stderr.on("data", (chunk) => {
      said += chunk.length;
    });
    child.on("exit", (code) => resolve({ milliseconds: performance.now() - done, said, code }));
  });
}

const median = (numbers) => numbers.toSorted((a, b) => a - b)[numbers.length >> 1];

function spooled(home) {
  const folder = join(home, "data", "codeweaver", "telemetry", "spool");
  try {
    const texts = readdirSync(folder).map((file) => readFileSync(join(folder, file), "utf8"));
    return texts.join("").split('"distinctId"').length - 1;
  } catch {
    return 0;
  }
}

const rows = [];
const homes = CASES.map(() => mkdtempSync(join(tmpdir(), "telemetry-faults-")));
const bare = [];
const measured = CASES.map(() => []);
const received = CASES.map(() => 0);
for (let run = 0; run < runs; run++) {
  for (const [index, [, host, delivery, arrives]] of CASES.entries()) {
    bare.push(await end(homes[index], { DO_NOT_TRACK: "1" }));
    const before = receiver.events.length;
    measured[index].push(
      await end(homes[index], {
        CODEWEAVER__TELEMETRY__POSTHOG_HOST: host,
        CODEWEAVER__TELEMETRY__DELIVERY: delivery,
      }),
    );
    for (let wait = 0; arrives && wait < 100 && receiver.events.length < before + EVENTS; wait++)
      await new Promise((resolve) => setTimeout(resolve, 50));
    received[index] += receiver.events.length - before;
  }
}
const without = median(bare.map(({ milliseconds }) => milliseconds));
for (const [index, [name, , , arrives]] of CASES.entries()) {
  const added = median(measured[index].map(({ milliseconds }) => milliseconds)) - without;
  const kept = spooled(homes[index]);
  rows.push({
    case: name,
    "ms added": Number(added.toFixed(1)),
    captured: runs * EVENTS,
    arrived: received[index],
    "on the disk": kept,
    said: measured[index].reduce((sum, { said }) => sum + said, 0),
    "exit code": Math.max(...measured[index].map(({ code }) => code)),
  });
  const isWhole = arrives ? received[index] === runs * EVENTS : received[index] + kept === runs * EVENTS;
  if (!isWhole || added > EXIT_BUDGET_MS + TOLERANCE_MS) process.exitCode = 1;
}
const uuids = receiver.events.map(({ uuid }) => uuid);
console.log(
  `medians of ${runs} runs, against the same program with DO_NOT_TRACK=1 (${without.toFixed(1)} ms)`,
);
console.table(Object.fromEntries(rows.map(({ case: name, ...row }) => [name, row])));
console.log(`${uuids.length - new Set(uuids).size} events arrived twice`);
if (rows.some((row) => row.said > 0 || row["exit code"] !== 0) || new Set(uuids).size < uuids.length)
  process.exitCode = 1;
for (const home of homes) rmSync(home, { recursive: true, force: true, maxRetries: 5 });
process.exit();
