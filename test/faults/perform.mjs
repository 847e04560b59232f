// Performs the cases: the runs of each, side by side with controls, and the later run that every case has.
import { setTimeout as delay } from "node:timers/promises";
import { BEHAVIOURS } from "./behaviours.mjs";
import { AFTER_ANSWER, AT_ONCE, AT_ONCE_ALL, DEFAULTS, HOW, UNTIMED } from "./cases/words.mjs";
import {
  createHome,
  endBreakerPause,
  listProcesses,
  readPendingIds,
  removeHome,
  waitUntil,
} from "./homes.mjs";
import { startFullBacklog, startProxy } from "./lines.mjs";
import { mountHome } from "./mounts.mjs";
import { giveTo } from "./plant.mjs";
import { createBareRequest, createProgram } from "./programs.mjs";
import { run } from "./run.mjs";
import { CERTIFICATE, FaultServer } from "./server.mjs";

const HOST = "CODEWEAVER__TELEMETRY__POSTHOG_HOST";
const DELIVERY = "CODEWEAVER__TELEMETRY__DELIVERY";
/** Longer than a child process may need to begin, so that the later run knows of one that never did. */
const LATER_MS = 6000;
/** Longer than a child process may live. */
const LONGEST_LIFE_MS = 20_000;
/** A child process begins its work within this time on a machine that is not overloaded. */
const CHILD_START_MS = 300;
/** The controls are measured in so many rounds. Cases of more runs are not about time. */
const CONTROL_ROUNDS = 5;

/** Starts the servers of a row, and makes its home ready. */
export async function prepareCase(row, isQuick) {
  const each = { ...DEFAULTS, ...row, runResults: [], requestControls: [], checks: [] };
  each.runs = isQuick ? (each.quickRuns ?? Math.min(each.runs, 3)) : each.runs;
  each.ends ??= each.together === undefined ? AT_ONCE : UNTIMED;
  each.server = await startServer(row.server);
  each.home = row.mount ? mountHome(row.mount) : (row.home ?? createHome());
  each.homes = each.hasFreshHomes ? Array.from({ length: each.runs }, createHome) : [each.home];
  const context = { home: each.home, host: each.server?.url, server: each.server };
  const { planted = [], check, finish } = each.prepare?.(context) ?? {};
  each.planted = planted;
  if (check !== undefined) each.checkHome = check;
  const { delivery, end } = HOW[each.how];
  each.text = row.text?.(context) ?? createProgram({ end, ...row.program });
  if (typeof each.args === "function") each.args = each.args(context);
  if (each.uid !== undefined) giveTo(each.uid, each.home);
  finish?.();
  each.environment = {
    ...(each.server && { [HOST]: each.server.url }),
    [DELIVERY]: delivery,
    ...(row.server?.isBehindProxy && { HTTPS_PROXY: await startProxy() }),
    ...each.env,
  };
  await each.server?.become(each.behaviour ?? BEHAVIOURS.healthy);
  return each;
}

async function startServer({ isNone = false, hasFullBacklog = false, ...options } = {}) {
  if (isNone) return undefined;
  if (hasFullBacklog) return { url: await startFullBacklog(), ids: [], requests: 0, become: async () => {} };
  return FaultServer.start(options);
}

/** Runs the cases of a group in rounds, so that each is measured at the same time as the controls. */
export async function performGroup(cases, controls) {
  for (const each of cases) if (each.together !== undefined) await runTogether(each);
  const inRounds = cases.filter(({ together }) => together === undefined);
  const rounds = Math.max(0, ...inRounds.map(({ runs }) => runs));
  for (let round = 0; round < rounds; round++) {
    if (round < CONTROL_ROUNDS) await controls.measure();
    for (const each of inRounds.filter(({ runs }) => round < runs)) {
      if (each.runResults.some(({ wasKilled }) => wasKilled)) continue; // it would be killed again
      await runInRound(each);
    }
  }
  for (const each of cases) {
    each.captured = [...each.planted, ...each.runResults.flatMap(({ ids }) => ids)];
    const arrived = new Set(each.server?.ids);
    each.arrivedAtOnce = each.captured.filter((id) => arrived.has(id)).length;
    each.endedAt = performance.now();
  }
}

async function runInRound(each) {
  const { server, ends } = each;
  if (ends === AFTER_ANSWER) {
    const env = { NODE_EXTRA_CA_CERTS: CERTIFICATE };
    each.requestControls.push(await run(createBareRequest(server.url), { home: each.home, env }));
  }
  const { ids } = await runOnce(each, each.home);
  const hasAll = () => [...each.planted, ...ids].every((id) => server.ids.includes(id));
  // Otherwise a child process would still work while the next program is measured.
  if (each.arrives === AT_ONCE_ALL) await waitUntil(hasAll, 5000);
  else if (each.environment[DELIVERY] === "auto") await delay(CHILD_START_MS);
}

async function runTogether(each) {
  for (let done = 0; done < each.runs; done += each.together) {
    const size = Math.min(each.together, each.runs - done);
    const homes = Array.from({ length: size }, (_, i) => each.homes[done + i] ?? each.home);
    await Promise.all(homes.map((home) => runOnce(each, home, 60_000)));
  }
}

async function runOnce(each, home, longest) {
  const { text, environment: env, args, wrapper, uid, hangsUp, whenDone } = each;
  const onDone = () => whenDone && each.checks.push(whenDone(each));
  const result = await run(text, { home, env, args, wrapper, uid, hangsUp, longest, onDone });
  each.runResults.push(result);
  return result;
}

/** Waits until all that a case has started has ended, and performs its later run: the next process of the same tool. */
export async function performLater(each, runSoon) {
  const sinceEnd = performance.now() - each.endedAt;
  await delay(Math.max(0, LATER_MS - sinceEnd));
  await awaitProcesses(each);
  each.requestCount = each.server?.requests ?? 0;
  await each.server?.become(each.later.behaviour ?? BEHAVIOURS.healthy);
  const { args, wrapper, uid, hangsUp } = each;
  const text = each.later.program ? createProgram(each.later.program) : each.text;
  const env = { ...each.environment, [DELIVERY]: "auto", ...each.later.env };
  each.laterResults = await Promise.all(
    each.homes.map((home) =>
      runSoon(() => {
        endBreakerPause(home);
        return run(text, { home, env, args, wrapper, uid, hangsUp, longest: 60_000 });
      }),
    ),
  );
  await awaitProcesses(each);
  each.pending = readPendingIds(each.home);
  each.problems = [each.checkHome?.(), ...(await Promise.all(each.checks))].filter(Boolean);
}

/** Waits for the child processes of a case. Those that never end are counted, and ended. */
async function awaitProcesses(each) {
  const list = () => each.homes.flatMap(listProcesses);
  if (await waitUntil(() => list().length === 0, LONGEST_LIFE_MS)) return;
  const remaining = list();
  each.immortalCount = (each.immortalCount ?? 0) + remaining.length;
  for (const pid of remaining) process.kill(Number(pid), "SIGKILL");
}

export async function cleanUp(each) {
  if (each.mount === undefined)
    for (const home of new Set([each.home, ...each.homes])) await removeHome(home);
}
