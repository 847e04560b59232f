/** Simulates a community of installations, collects its events, publishes a week, and says where to look. */
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { DAY_MS, findMonday, formatDay, formatWeek } from "./calendar.mjs";
import { startServer } from "./collector-process.mjs";
import { createCommunityFolder, PROJECT } from "./command/community-folder.mjs";
import { parseOptions, USAGE, UsageError } from "./command/options.mjs";
import { runInstallations } from "./command/run-installations.mjs";
import { sendEvents } from "./command/send-events.mjs";
import { askFigures, formatCount } from "./command/shown-figures.mjs";
import { StepPrinter } from "./command/step-printer.mjs";
import { generateLines } from "./community.mjs";

/** @typedef {import("./collector-process.mjs").CollectorProcess} CollectorProcess */
/** @typedef {Awaited<ReturnType<typeof createCommunityFolder>>} CommunityFolder */

const TELEMETRY_PROGRAM = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));
const DAYS = 90;
/** Of a shell, for a process that a signal has ended. */
const INTERRUPTED = 130;

const stop = new AbortController();
let isInterrupted = false;
const interrupt = () => {
  isInterrupted = true;
  stop.abort();
};
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"])) process.on(signal, interrupt);
process.stdout.on("error", interrupt); // nobody reads what is printed
process.exitCode = await runCommand(process.argv.slice(2));

/** @param {string[]} args @returns {Promise<number>} the exit code */
async function runCommand(args) {
  try {
    const options = parseOptions(args);
    if (options.help) process.stdout.write(`${USAGE}\n`);
    else await simulateCommunity(options);
    return 0;
  } catch (error) {
    if (isInterrupted) return INTERRUPTED;
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
    if (!(error instanceof UsageError)) return 1;
    process.stderr.write(`${USAGE}\n`);
    return 2;
  }
}

/** @param {ReturnType<typeof parseOptions>} options */
async function simulateCommunity({ events, installations, port, once }) {
  const printer = new StepPrinter(process.stdout);
  const start = performance.now();
  const folder = await createCommunityFolder();
  printer.print(`A simulated community. Its data are in ${folder.folder}`);
  const server = await startServer(folder.data, { config: folder.config, port, env: listOtherVariables() });
  try {
    void server.ended.then(() => stop.abort(new Error("the collector has ended")));
    await server.addManifest(PROJECT);
    const home = await fillCollector(printer, { server, folder, events, installations });
    const period = formatWeek(findPublishedWeek());
    await printer.run("publication", async () => {
      await server.run("publish", "--project", PROJECT, "--period", period, "--out", folder.site);
      return { text: `of the week ${period}`, result: undefined };
    });
    await printFigures(printer, server);
    const minutes = ((performance.now() - start) / 60_000).toFixed(1);
    printPlaces(printer, { url: server.url, site: folder.site, period, home });
    printer.print(`\nThis took ${minutes} minutes.${once ? "" : " The collector runs until Ctrl+C."}`);
    if (!once) await waitForStop();
  } finally {
    await server.stop();
  }
}

/**
 * Runs the real installations, and sends the generated events.
 * @param {StepPrinter} printer
 * @param {{ server: CollectorProcess, folder: CommunityFolder, events: number, installations: number }} community
 */
async function fillCollector(printer, { server, folder, events, installations }) {
  const { signal } = stop;
  const { url } = server;
  const home = await printer.run("installations", async (report) => {
    const onFinished = (/** @type {number} */ count) => report(`${count} of ${installations} processes`);
    const weekMs = findPublishedWeek();
    const options = { count: installations, folder: folder.homes, url, weekMs, signal, onFinished };
    const first = await runInstallations(options);
    const accepted = await server.readMetric("collector_accepted_total{");
    return {
      text: `${installations} of the real client, which sent ${formatCount(accepted)} events`,
      result: first,
    };
  });
  await printer.run("events", async (report) => {
    const onSent = (/** @type {number} */ count) =>
      report(`${formatCount(count)} of about ${formatCount(events)}`);
    const lines = events === 0 ? [] : generateLines({ events, days: DAYS });
    const sent = await sendEvents({ lines, url, signal, onSent });
    return { text: `${formatCount(sent)} of simulated installations, over ${DAYS} days`, result: undefined };
  });
  await printer.run("index", async () => {
    await server.catchUp(signal);
    const dropped = await server.readMetric("collector_dropped_total{");
    return { text: `has all events; ${formatCount(dropped)} values were dropped`, result: undefined };
  });
  return home;
}

/** Returns the Monday of the last week that may be published: its reports had seven days to arrive. */
function findPublishedWeek() {
  return findMonday(Date.now() - 14 * DAY_MS);
}

/** @param {StepPrinter} printer @param {CollectorProcess} server */
async function printFigures(printer, { url }) {
  const now = Date.now();
  const days = `from=${formatDay(now - (DAYS - 1) * DAY_MS)}&to=${formatDay(now)}`;
  printer.print(`\nFigures of ${DAYS} days, and how long each answer took`);
  for (const { label, text, ms } of await askFigures(url, days))
    printer.print(`  ${label.padEnd(15)}${text} (${Math.round(ms)} ms)`);
}

/** @param {StepPrinter} printer @param {{ url: string, site: string, period: string, home: string | undefined }} places */
function printPlaces(printer, { url, site, period, home }) {
  printer.print(`
Where to look
  overview       ${url}/
  a question     ${url}/questions/search-latency
  experiments    ${url}/experiments/new_reranker has an effect, and
                 ${url}/experiments/compact_answers has none
  claims         ${url}/claims
  published      ${join(site, "index.html")}`);
  if (home === undefined) return;
  const program = relative(process.cwd(), TELEMETRY_PROGRAM);
  printer.print(`
What a person sees who compares their own week with the published ones
  HOME=${home} node ${program} \\
    compare --tool codeweaver --offline ${join(site, period, "data.json")}`);
}

/** A collector of your own may have settings in the environment. */
function listOtherVariables() {
  const isOther = (/** @type {[string, unknown]} */ [name]) => !name.startsWith("CODEWEAVER_COLLECTOR__");
  return Object.fromEntries(Object.entries(process.env).filter(isOther));
}

/** Resolves at a signal. Until then the process must have something to wait for. */
function waitForStop() {
  return new Promise((resolve) => {
    if (stop.signal.aborted) resolve(undefined);
    stop.signal.addEventListener("abort", resolve, { once: true });
  });
}
