/** The notice: a person is told of telemetry before anything of theirs is sent. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { PendingNotice } from "../client/pending-notice.js";
import { getEnvironmentPrefix } from "../config/environment.js";
import { readNoticeRecord, writeNoticeRecord } from "../consent/notice-record.js";
import { createChoice, readSavedChoice, writeSavedChoice } from "../consent/saved-choice.js";
import { getCurrentProcess } from "../internal/ids.js";
import { resolveModuleFile } from "../internal/package-info.js";
import type { ResolvedTelemetry } from "./resolve-telemetry.js";
import type { AuthorOptions } from "./telemetry-options.js";

/** Prints a text on the person's terminal; undefined where nobody reads one. */
type PrintFunction = ((text: string) => void) | undefined;

/** Whether the person must be told in the next run that can tell them. Nobody is told in CI, where no person reads it. */
export function isNoticeDue({ state, noticeStatus, consent, isCi, resolved }: ResolvedTelemetry): boolean {
  if (noticeStatus !== "never" || consent === "opt-in" || isCi || resolved.settings.debug) return false;
  return state.status === "on" || state.reason === "not_told";
}

/**
 * Shows the notice once, through `onNotice` or on the terminal. Shows nothing if the showing cannot be recorded, because it
 * would appear in every run. Returns whether the person was told by now.
 */
export function showNotice(
  telemetry: ResolvedTelemetry,
  author: AuthorOptions,
  printOnTerminal: PrintFunction,
): boolean {
  if (!isNoticeDue(telemetry)) return false;
  const { noticeFile, policy, profile } = telemetry;
  const { onNotice } = author;
  const text = profile.notice ?? formatNotice(telemetry, author);
  const record = { policy, date: new Date().toISOString(), by: getCurrentProcess() };
  const previous = noticeFile === undefined ? undefined : readNoticeRecord(noticeFile);
  const recordNotice = () => noticeFile !== undefined && writeNoticeRecord(noticeFile, record, previous);
  if (onNotice !== undefined) return callOnNotice(onNotice, text, recordNotice);
  if (printOnTerminal === undefined || !recordNotice()) return false;
  printOnTerminal(`${text.trimEnd()}\n`);
  return true;
}

/**
 * Returns the notice for somebody who can answer it, such as the person behind an MCP client. An answer is saved as their
 * choice. Undefined where nobody has to be told, or no answer could be saved.
 */
export function createPendingNotice(
  telemetry: ResolvedTelemetry,
  author: AuthorOptions,
): PendingNotice | undefined {
  const { choiceFile, choice, policy, profile } = telemetry;
  if (choiceFile === undefined || !isNoticeDue(telemetry)) return undefined;
  const save = (telemetry: "enabled" | "disabled") => {
    const current = readSavedChoice(choiceFile);
    // A choice that was made while the question was open is newer than a yes. A no counts whatever was chosen.
    const isOutdated = telemetry === "enabled" && JSON.stringify(current) !== JSON.stringify(choice);
    if (!isOutdated) writeSavedChoice(choiceFile, createChoice(telemetry, current, policy));
  };
  return {
    text: profile.notice?.trimEnd() ?? formatNotice(telemetry, author, "answer"),
    accept: () => save("enabled"),
    decline: () => save("disabled"),
  };
}

/**
 * Not waited for, as a server may have to wait for its client: false until it is done. If nobody was told in the end, the
 * next run tries.
 */
function callOnNotice(
  onNotice: (text: string) => unknown,
  text: string,
  recordNotice: () => boolean,
): boolean {
  try {
    const result = onNotice(text);
    // At once where it is done: the process may be in its last moment.
    if (typeof Reflect.get(Object(result), "then") !== "function") return recordNotice();
    void Promise.resolve(result).then(recordNotice, () => {});
  } catch {
    // Nobody was told.
  }
  return false;
}

/** Returns four lines: what is collected, why, how to turn it off, where to read more. */
function formatNotice(
  { tool, consent, profile }: ResolvedTelemetry,
  { command }: AuthorOptions,
  purpose: "reading" | "answer" = "reading",
): string {
  const alias = profile.environment.find(({ setting }) => setting === "disableTelemetry");
  const variable =
    alias === undefined
      ? `${getEnvironmentPrefix(tool)}__TELEMETRY__DISABLE_TELEMETRY=1`
      : `${alias.name}=${alias.negated ? 0 : 1}`;
  const page = findDataPage() ?? "docs/DATA.md of codeweaver-telemetry";
  const isSilent = consent === "opt-out" && purpose === "reading";
  return [
    `${tool} tells its authors what runs, how long and how well, with paths, addresses and keys taken out.`,
    `It shows them what is slow or broken.${isSilent ? " Nothing is sent in this run." : ""}`,
    `Turn it off: ${command === undefined ? "" : `${command} disable, or `}${variable}, or DO_NOT_TRACK=1`,
    `Read more: ${command === undefined ? "" : `${command} preview, `}${page}`,
  ].join("\n");
}

/** It is in the package; a bundler leaves it behind. */
function findDataPage(): string | undefined {
  try {
    const page = fileURLToPath(resolveModuleFile("../docs/DATA.md"));
    return existsSync(page) ? page : undefined;
  } catch {
    return undefined;
  }
}
