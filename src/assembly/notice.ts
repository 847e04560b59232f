/** The notice: a person is told of telemetry before anything of theirs is sent. */
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { environmentPrefix } from "../config/environment.js";
import { thisProcess } from "../disk/owner.js";
import { isChosenUnder } from "../gate/consent.js";
import { isOfThisRun, type NoticeRecord, readNotice, takeNotice } from "../gate/notice-record.js";
import { inPackage } from "../package.js";
import type { AuthorOptions } from "./author-options.js";
import type { Situation } from "./situation.js";

/** A text for the person's terminal; undefined where nobody reads one. */
type Terminal = ((text: string) => void) | undefined;

/** Whether the next run that can tell the person has to. One who has chosen under this policy knows it. */
export function isNoticeDue(situation: Situation): boolean {
  return mayBeTold(situation) && noticeIn(situation)?.policy !== situation.policy;
}

/**
 * Tells a person who has not been told and can be. True where nothing may be sent in this run: they have just heard of it,
 * or it cannot be remembered that they have, in which case it is not said, for it would be said in every run.
 */
export function giveNotice(situation: Situation, author: AuthorOptions, terminal: Terminal): boolean {
  const { noticeFile, policy, consent } = situation;
  if (!mayBeTold(situation)) return false;
  const before = noticeIn(situation);
  const isSilentRun = consent !== "opt-out-immediately";
  if (before?.policy === policy) return isSilentRun && isOfThisRun(before);
  const { onNotice } = author;
  if (onNotice === undefined && terminal === undefined) return false;
  const text = situation.identity.notice ?? noticeText(situation, author);
  const record = { policy, date: new Date().toISOString(), by: thisProcess() };
  const remember = () => noticeFile !== undefined && takeNotice(noticeFile, record, before);
  if (onNotice === undefined) {
    if (!remember()) return true;
    terminal?.(`${text.trimEnd()}\n`);
  } else tell(onNotice, text, remember);
  return isSilentRun;
}

/** Not waited for, as a server may have to wait for its client. If nobody was told in the end, the next run tries. */
function tell(onNotice: (text: string) => unknown, text: string, remember: () => void): void {
  try {
    const telling = onNotice(text);
    // At once where it is done: the process may be in its last moment.
    if (typeof Reflect.get(Object(telling), "then") !== "function") remember();
    else void Promise.resolve(telling).then(remember, () => {});
  } catch {
    // Nobody was told.
  }
}

function mayBeTold({ state, consent, choice, policy, resolved, network }: Situation): boolean {
  const isQuiet = state.status === "off" || consent === "opt-in" || resolved.settings.debug;
  return !isQuiet && network?.isCi !== true && !isChosenUnder(choice, policy);
}

function noticeIn({ noticeFile }: Situation): Partial<NoticeRecord> | undefined {
  return noticeFile === undefined ? undefined : readNotice(noticeFile);
}

/** What, why, how to turn it off, where to read. */
function noticeText({ tool, consent, identity }: Situation, { command }: AuthorOptions): string {
  const own = identity.environment.find(({ setting }) => setting === "disableTelemetry");
  const variable =
    own === undefined
      ? `${environmentPrefix(tool)}__TELEMETRY__DISABLE_TELEMETRY=1`
      : `${own.name}=${own.negated ? 0 : 1}`;
  const page = pageInPackage() ?? "docs/DATA.md of codeweaver-telemetry";
  return [
    `${tool} tells its authors what runs, how long and how well, with paths, addresses and keys taken out.`,
    `It shows them what is slow or broken.${consent === "opt-out" ? " Nothing is sent in this run." : ""}`,
    `Turn it off: ${command === undefined ? "" : `${command} disable, or `}${variable}, or DO_NOT_TRACK=1`,
    `Read more: ${command === undefined ? "" : `${command} preview, `}${page}`,
  ].join("\n");
}

/** It is in the package; a bundler leaves it behind. */
function pageInPackage(): string | undefined {
  try {
    const page = fileURLToPath(inPackage("docs/DATA.md"));
    return existsSync(page) ? page : undefined;
  } catch {
    return undefined;
  }
}
