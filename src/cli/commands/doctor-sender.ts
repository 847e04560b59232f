/** Runs the check of `doctor` for the child process that sends the events of short processes: it sends one real event. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { getSendOptions } from "../../bootstrap/create-transport.js";
import type { ResolvedTelemetry } from "../../bootstrap/resolve-telemetry.js";
import { openSpool } from "../../bootstrap/shared-state.js";
import { clearSenderFailure, detectSenderFailure } from "../../delivery/sender-failure.js";
import { findSenderProgram, type SenderStart, startSenderProgram } from "../../delivery/sender-process.js";
import type { Envelope } from "../../envelope.js";
import { isInBundle } from "../../internal/data-file.js";
import { getErrorMessage } from "../../internal/errors.js";
import { waitWithTimeout } from "../../internal/timeout.js";
import { type Check, createCheckResult } from "./doctor-report.js";

/** The sender process ends after fifteen seconds. */
const MAX_WAIT_MS = 16_000;

/**
 * Starts the same program as a tool does, with a spool of its own that holds one event.
 * @param isServerReached whether this process could send an event; otherwise the child process cannot be tested
 * @param createEvent creates the event for the tool's wire format
 */
export async function checkSender(
  telemetry: ResolvedTelemetry,
  isServerReached: boolean,
  createEvent: () => Envelope,
): Promise<Check> {
  const name = "child process";
  const { delivery } = telemetry.settings;
  if (delivery === "inline" || delivery === "spool")
    return { name, ok: undefined, found: `not used, because delivery is ${delivery}` };
  const program = findSenderProgram(process.env);
  if (program === undefined)
    return { name, ok: undefined, found: `not used, because ${explainMissingSender()}` };
  if (!isServerReached)
    return { name, ok: undefined, found: "not checked, because the server did not accept the test event" };
  const folder = mkdtempSync(join(tmpdir(), "telemetry-doctor-"));
  try {
    const job = { ...getSendOptions(telemetry), folder, program };
    openSpool(job, () => {}).store([createEvent()]);
    const problem = await runSender(job);
    if (problem === undefined && telemetry.spoolFolder !== undefined)
      clearSenderFailure({ ...job, folder: telemetry.spoolFolder });
    return {
      name,
      ...createCheckResult(
        problem === undefined,
        problem ?? "sent a second test event",
        "until this is repaired, the tool sends its events itself when it ends",
      ),
    };
  } catch (error) {
    return { name, ok: false, found: `cannot be started: ${getErrorMessage(error)}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Returns why the process has not delivered its events. Undefined if it has. */
async function runSender(job: SenderStart): Promise<string | undefined> {
  const child = startSenderProgram(job, process.env, { stdio: ["ignore", "ignore", "pipe"] });
  let errorText = "";
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    errorText += text;
  });
  const ended = new Promise<string>((resolve) => {
    child.on("error", (error) => resolve(error.message));
    child.on("close", (code) => resolve(code === 0 ? "" : (findErrorLine(errorText) ?? `exit code ${code}`)));
  });
  const crash = await waitWithTimeout(ended, MAX_WAIT_MS);
  if (crash === undefined) child.kill();
  if (crash !== "") return `cannot do its work: ${crash ?? "it does not end"}`;
  if (detectSenderFailure(job, Date.now())?.reason === "tls")
    return "does not trust the server's certificate";
  return openSpool(job, () => {}).hasPendingFiles ? "could not deliver a test event" : undefined;
}

/** Returns the line of an uncaught error that names it. The lines before it show source code. */
function findErrorLine(text: string): string | undefined {
  return text.split("\n").find((line) => /^\w*Error\b/.test(line));
}

function explainMissingSender(): string {
  return isInBundle()
    ? "this tool is a bundle, which has no file to start one from"
    : "none can be started in this environment";
}
