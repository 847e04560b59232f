// The programs that the suite runs. Each says, when its work is done, which events it has captured.
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

/** The number of events that a program captures, unless its case says otherwise. */
export const EVENTS = 5;
export const EXIT_BUDGET_MS = 300;
/** `npm run test:runtimes` gives a folder in which the package is installed. */
const { FAULTS_APP: app } = process.env;
export const DIST = resolve(
  app === undefined ? "." : join(app, "node_modules/codeweaver-telemetry"),
  "dist/index.js",
);
/** The text of an import of posthog-node as its package publishes it. */
export const POSTHOG = JSON.stringify(
  pathToFileURL(resolve("node_modules/posthog-node/dist/entrypoints/index.node.mjs")).href,
);

const SLEEP = "const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));";
/** The work of every program. It is long enough for the settings to be read and the journal to be written. */
const WORK = `${SLEEP} await sleep(200);`;

/** The control: the same program without telemetry. */
export const BARE = `${WORK} process.stdout.write("done");`;

/** The control of a host that itself waits for the exit budget. */
export const BARE_WAIT = `${BARE} await sleep(${EXIT_BUDGET_MS});`;

/** The control of a host that itself sends a request at its end, and waits for the answer. */
export const createBareRequest = (url) => `
  ${BARE}
  const { request } = await import(${JSON.stringify(url.startsWith("https") ? "node:https" : "node:http")});
  await new Promise((resolve) => {
    const answered = (response) => response.resume().on("end", resolve);
    request(${JSON.stringify(url)}, { method: "POST", agent: false }, answered).on("error", resolve).end("{}");
  });
`;

/**
 * A program that captures, works, says what it captured, and ends.
 * @param after runs before the program says what it captured; `end` runs after that, and its time is measured
 * @param says the stream that is told, because a case may close the other one
 */
export function createProgram({
  before = "",
  after = "",
  end = "",
  dist = DIST,
  events = EVENTS,
  says = "stdout",
} = {}) {
  return `
    import { getTelemetryClient } from ${JSON.stringify(dist)};
    const { ${says}: output } = process;
    ${before}
    const telemetry = getTelemetryClient();
    const ids = [];
    for (let i = 0; i < ${events}; i++) ids.push(telemetry.capture("e", { i }));
    await telemetry.ready();
    ${WORK}
    ${after}
    output.write("done " + ids.join(" "));
    ${end}
  `;
}

/** A program that captures after its work, says so, and ends in the same turn, before any setting was read. */
export function createAbruptProgram() {
  return `
    import { getTelemetryClient } from ${JSON.stringify(DIST)};
    ${WORK}
    const ids = Array.from({ length: ${EVENTS} }, (_, i) => getTelemetryClient().capture("e", { i }));
    process.stdout.write("done " + ids.join(" "));
    process.exit();
  `;
}

/**
 * A program whose worker threads capture at the same time. Each thread ends its own session.
 * @param file where the program of a thread is
 */
export function createThreadsProgram({ threads, file }) {
  return `
    import { Worker } from "node:worker_threads";
    const started = Array.from({ length: ${threads} }, () => new Worker(new URL(${file})));
    const captured = started.map((worker) => new Promise((resolve) => worker.once("message", resolve)));
    const ids = (await Promise.all(captured)).flat();
    process.stdout.write("done " + ids.join(" "));
  `;
}
