/** Checks what the server says and does while its disk refuses. */
import { setTimeout as sleep } from "node:timers/promises";

const REFUSAL_TIMEOUT_MS = 20_000;
/** The disk is full, so the log must not be long. The index process has a line each time it fails. */
const MAX_LOG_LINES = 30;

export async function waitForRefusal(load) {
  const before = load.countStatus(503);
  const deadline = performance.now() + REFUSAL_TIMEOUT_MS;
  while (load.countStatus(503) === before) {
    if (performance.now() > deadline) throw new Error("the disk did not refuse");
    await sleep(10);
  }
}

/** Ends the index process, so that the next one has to open its file on the disk that refuses. */
export async function killIndexProcess(server) {
  const { indexPid } = await server.readStatus();
  if (indexPid !== undefined) process.kill(indexPid, "SIGKILL");
}

export async function isHealthy(server) {
  const response = await fetch(`${server.url}/healthz`).catch(() => undefined);
  await response?.arrayBuffer();
  return response?.status === 200;
}

/** Returns the problems with the answers to refused requests, and with the log. */
export function checkRefusals(load, server) {
  const problems = [];
  if (load.withoutRetryAfter > 0) problems.push(`${load.withoutRetryAfter} answers had no Retry-After`);
  const others = [...load.statuses.keys()].filter((status) => status !== 200 && status !== 503);
  if (others.length > 0) problems.push(`answers ${others.join(", ")}`);
  const lines = server.errors.trim().split("\n");
  if (lines.length > MAX_LOG_LINES + load.countStatus(503) / 10)
    problems.push(`${lines.length} lines in the log, such as: ${lines.at(-1)}`);
  return problems;
}
