/** Tells the person about telemetry before events are sent, and about settings that were ignored. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { UnansweredNotice } from "../client/initializer.js";
import { getDisableVariable } from "../config/environment.js";
import { writeTrustRecord } from "../config/trust-records.js";
import { readNoticeRecord, writeNoticeRecord } from "../consent/notice-record.js";
import { createChoice, isSameChoice, readSavedChoice, writeSavedChoice } from "../consent/saved-choice.js";
import { getCurrentProcess } from "../internal/ids.js";
import { resolveModuleFile } from "../internal/package-info.js";
import { escapeLinesForTerminal } from "../internal/terminal-text.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";

/** Prints a text on the person's terminal. Undefined without a terminal. */
type PrintOnTerminal = ((text: string) => void) | undefined;

/**
 * Shows the notice once, by `onNotice` or on the terminal. Returns whether it was shown. It is not shown if the record of it
 * cannot be written, because it would then appear in every run.
 */
export function showNotice(telemetry: ResolvedTelemetry, printOnTerminal: PrintOnTerminal): boolean {
  const { noticeFile, policy, profile, options } = telemetry;
  const text = profile.notice ?? formatNotice(telemetry);
  const record = { policy, date: new Date().toISOString(), by: getCurrentProcess() };
  const previous = noticeFile === undefined ? undefined : readNoticeRecord(noticeFile);
  const recordNotice = () => noticeFile !== undefined && writeNoticeRecord(noticeFile, record, previous);
  if (options.onNotice !== undefined) return callOnNotice(options.onNotice, text, recordNotice);
  if (printOnTerminal === undefined || !recordNotice()) return false;
  printOnTerminal(`${text.trimEnd()}\n`);
  return true;
}

/**
 * Calls the author's function and records the notice. If the function returns a promise, the notice is recorded when it is
 * fulfilled, and nothing waits for that, because a server may have to wait for its client. After a rejection the next run
 * shows the notice again. Returns whether the notice is recorded already.
 */
function callOnNotice(
  onNotice: (text: string) => unknown,
  text: string,
  recordNotice: () => boolean,
): boolean {
  try {
    const result = onNotice(text);
    // Without a promise the notice is recorded synchronously, because the process may be about to end.
    if (typeof Reflect.get(Object(result), "then") !== "function") return recordNotice();
    void Promise.resolve(result).then(recordNotice, () => {});
  } catch {
    // The notice was not shown.
  }
  return false;
}

/**
 * Returns the notice for a person who can answer it, such as the user of an MCP client. The answer is saved as their choice.
 * Undefined if no notice is due, or if no answer can be saved.
 */
export function createUnansweredNotice(telemetry: ResolvedTelemetry): UnansweredNotice | undefined {
  const { choiceFile, choice, policy, profile } = telemetry;
  if (choiceFile === undefined || !telemetry.isNoticeDue) return undefined;
  const saveAnswer = (answer: "enabled" | "disabled") => {
    const current = readSavedChoice(choiceFile);
    // A choice that was made after the question is newer than an opt-in. An opt-out is always saved.
    const isOutdated = answer === "enabled" && !isSameChoice(current, choice);
    if (!isOutdated) writeSavedChoice(choiceFile, createChoice(answer, current, policy));
  };
  return {
    text: profile.notice?.trimEnd() ?? formatNotice(telemetry, true),
    accept: () => saveAnswer("enabled"),
    decline: () => saveAnswer("disabled"),
  };
}

/**
 * Returns four lines: which data is collected, its purpose, how to turn it off, where to read more.
 * @param isQuestion whether the person answers it, so that events may be sent in this run
 */
function formatNotice({ tool, profile, options, settings }: ResolvedTelemetry, isQuestion = false): string {
  const { command } = options;
  const alias = profile.environment.find(({ setting }) => setting === "disableTelemetry");
  const variable =
    alias === undefined ? `${getDisableVariable(tool)}=1` : `${alias.name}=${alias.negated ? 0 : 1}`;
  const page = findDataPage() ?? "docs/DATA.md of codeweaver-telemetry";
  const isNothingSentYet = profile.consent === "opt-out" && !isQuestion;
  const text = [
    `${tool} sends usage data to its authors: what runs, how long, and how well. Paths, addresses and keys are removed.`,
    `${settings.weeklyReport ? "Once a week it sends totals of that week. " : ""}The data shows what is slow or broken.${isNothingSentYet ? " Nothing is sent in this run." : ""}`,
    `Turn it off: ${command === undefined ? "" : `${command} disable, or `}${variable}, or DO_NOT_TRACK=1`,
    `Read more: ${command === undefined ? "" : `${command} preview, `}${page}`,
  ].join("\n");
  return escapeLinesForTerminal(text); // the path of the page is in a folder whose name this library has not chosen
}

/** Returns undefined in a bundle, which does not include the page. */
function findDataPage(): string | undefined {
  try {
    const page = fileURLToPath(resolveModuleFile("../docs/DATA.md"));
    return existsSync(page) ? page : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Reports ignored settings to the author, and on a terminal to a person who has not seen this content yet. Nothing is printed
 * if the record of it cannot be written, because the line would then appear in every run.
 */
export function reportIgnoredSettings(
  { tool, state, ignoredProjectSettings, trustFile, isCi }: ResolvedTelemetry,
  warnAuthor: (message: string) => void,
  printOnTerminal: PrintOnTerminal,
): void {
  if (state.ignored === undefined || ignoredProjectSettings === undefined) return;
  const { file, keys, nextStep } = state.ignored;
  const { path, record, digest, untrustableReason } = ignoredProjectSettings;
  const remedy = untrustableReason === undefined ? `To see and allow it: ${nextStep}` : nextStep;
  const line = `${tool}: ${file} asks for ${keys.join(", ")}, ignored because the file is not trusted. ${remedy}`;
  warnAuthor(line);
  if (printOnTerminal === undefined || trustFile === undefined || isCi || record !== undefined) return;
  try {
    writeTrustRecord(trustFile, path, { digest: digest(), isTrusted: false, date: new Date().toISOString() });
    printOnTerminal(`${line}\n`);
  } catch {
    // The subcommand `status` reports the settings, too.
  }
}
