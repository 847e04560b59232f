// Compares what happened in a case with its row.
import { AT_ONCE_ALL, LATER, NEVER, ON_DISK, UNTIMED } from "./cases/words.mjs";
import { getMedian } from "./run.mjs";

/** Returns the measured numbers of a case, and what is wrong with them. */
export function judgeCase(each, controls) {
  const { captured, server, runResults, laterResults, ends } = each;
  const counts = countIds(server?.ids ?? [], captured);
  const copies = [...counts.values()].reduce((sum, count) => sum + count, 0) - counts.size;
  const added = getMedian(runResults.map(({ milliseconds }) => milliseconds)) - controls.bare;
  const limit = ends === UNTIMED ? Number.NaN : controls.getLimit(ends, each.how, each.requestControls);
  const said = runResults.reduce((sum, result) => sum + result.said.length, 0);
  const codes = [...new Set(runResults.map(({ code }) => code))].join();
  const row = {
    "ms added": ends === UNTIMED ? "" : Number(added.toFixed(1)),
    limit: ends === UNTIMED ? "" : Number(limit.toFixed(1)),
    captured: captured.length,
    "arrived at once": each.arrivedAtOnce,
    "in the end": counts.size,
    twice: copies,
    allowed: each.twice * each.runs,
    requests: each.requestCount,
    "output, bytes": said,
    "exit code": codes,
  };
  const all = [...runResults, ...laterResults];
  const problems = [
    ...each.problems,
    ...judgeReports(each),
    ...judgeArrival(each, counts),
    copies > each.twice * each.runs && `${copies} events arrived twice, ${each.twice * each.runs} may`,
    [...counts.values()].some((count) => count > 2) && "an event arrived more than twice",
    ends !== UNTIMED &&
      added > limit &&
      `its end took ${added.toFixed(0)} ms longer (${ends}: ${limit.toFixed(0)})`,
    each.requestCount > (each.requests ?? Number.POSITIVE_INFINITY) &&
      `${each.requestCount} requests were made, ${each.requests} may`,
    each.immortalCount > 0 && `${each.immortalCount} child processes never ended`,
    all.some((result) => result.said.length > 0) &&
      `something was said: ${all.find((result) => result.said.length > 0).said.slice(0, 300)}`,
    all.some(({ code, wasKilled }) => code !== 0 && !wasKilled) && `the exit code changed: ${codes}`,
  ];
  return { row, problems: problems.filter(Boolean) };
}

/** Counts how often each captured event arrived. */
function countIds(ids, captured) {
  const known = new Set(captured);
  const counts = new Map();
  for (const id of ids) if (known.has(id)) counts.set(id, (counts.get(id) ?? 0) + 1);
  return counts;
}

function judgeReports({ runResults, laterResults, runs, captured, planted, server }) {
  const all = [...runResults, ...laterResults];
  const killed = all.filter(({ wasKilled }) => wasKilled).length;
  if (killed > 0) return [`${killed} runs hung, and were killed`];
  const perRun = (captured.length - planted.length) / runs;
  if (!all.every(({ isReported }) => isReported) || perRun === 0 || !Number.isInteger(perRun))
    return ["not all runs said what they captured"];
  const known = new Set([...captured, ...laterResults.flatMap(({ ids }) => ids)]);
  const strangers = new Set(server?.ids.filter((id) => !known.has(id))).size;
  return [strangers > 0 && `${strangers} events arrived that nobody captured`];
}

function judgeArrival({ arrives, captured, arrivedAtOnce, pending }, { size: arrived }) {
  const total = captured.length;
  if (arrives === AT_ONCE_ALL && arrived === total && arrivedAtOnce < total)
    return [`${total - arrivedAtOnce} of ${total} events arrived only with the later run`];
  if (arrives === AT_ONCE_ALL || arrives === LATER)
    return [arrived < total && `${total - arrived} of ${total} events never arrived`];
  if (arrives === NEVER) return [arrived > 0 && `${arrived} events arrived that should not`];
  const lost = captured.filter((id) => !pending.has(id)).length;
  return [arrives === ON_DISK && lost > 0 && `${lost} of ${total} events are not on the disk`];
}
