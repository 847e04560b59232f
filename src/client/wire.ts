/** Puts together what telemetry that is on works with: it alone, of what runs in a host, knows both settings and stations. */
import { installationId, installationSalt } from "../config/installation.js";
import { type Off, off } from "../gate/consent.js";
import { Gate } from "../gate/gate.js";
import { isRevoked, readSavedChoiceNow, watchSavedChoice } from "../gate/saved-choice.js";
import { derivedDigest } from "../privacy/digest.js";
import { sealId, sealShared } from "../privacy/seal.js";
import { uuidv7 } from "../random.js";
import { printTransport } from "../transports/print.js";
import { approvedInPackage } from "./approved.js";
import type { AuthorOptions } from "./author-options.js";
import type { Counters } from "./counters.js";
import type { Surroundings } from "./here.js";
import type { Wired } from "./line.js";
import { giveNotice } from "./notice.js";
import { openOutbox } from "./open-outbox.js";
import { formOf, openTransport } from "./open-transport.js";
import { sendingOf } from "./sending.js";
import type { Situation } from "./situation.js";
import { runtimeProperties } from "./stamp.js";

/** The person is told first, where they have not been. */
export async function wire(
  situation: Situation,
  author: AuthorOptions,
  around: Surroundings,
  counters: Counters,
): Promise<Wired | Off> {
  const { tool, resolved, kept, network, noticeFile } = situation;
  const terminal = around.isTerminal() ? around.print : undefined;
  if (await giveNotice(situation, author, terminal)) return off("notice", noticeFile ?? "");

  const { settings } = resolved;
  const salt = settings.salt ?? (await installationSalt(kept));
  const id = settings.identity === "install" ? await installationId(kept, Date.now()) : uuidv7();
  const fieldDigest = derivedDigest(salt, "fields");
  const idDigest = derivedDigest(salt, "ids");
  around.onDigest(fieldDigest);

  const sending = sendingOf(situation);
  const { transport, flags, receipts } = openTransport(sending);
  const outbox = openOutbox({
    sending,
    folder: situation.spoolFolder,
    delivery: settings.delivery,
    transport: settings.debug ? printTransport(around.print, formOf(sending.wire)) : transport,
    receipts,
    intervalMs: settings.batchIntervalSeconds * 1000,
    env: around.env,
    counters,
  });
  return {
    fieldDigest,
    idDigest,
    optIn: settings.toolsOverPrivacy,
    distinctId: sealId(id, idDigest),
    runtime: sealShared(sending.wire === "posthog" ? runtimeProperties(tool, network?.isCi === true) : {}),
    gate: new Gate({
      sampleRate: settings.sampleRate,
      eventsPerMinute: settings.eventsPerMinute,
      now: Date.now,
    }),
    ...outbox,
    ...obeying(situation),
    approved: approvedInPackage,
    flags: settings.debug ? undefined : flags,
    exitBudgetMs: settings.exitBudgetMs,
    flushBudgetMs: settings.requestTimeoutSeconds * 1000,
  };
}

/** How a client learns that the person has said no since. */
function obeying({ obedience, choice }: Situation): Pick<Wired, "refused" | "isRevoked" | "watchChoice"> {
  return {
    refused: obedience?.refused,
    isRevoked: () => isRevoked(obedience),
    watchChoice: (onChange) => {
      if (obedience === undefined) return () => {};
      const stop = watchSavedChoice(obedience.file, onChange);
      // What was said while all this was put together, the watch does not see.
      if (JSON.stringify(readSavedChoiceNow(obedience.file)) !== JSON.stringify(choice)) onChange();
      return stop;
    },
  };
}
