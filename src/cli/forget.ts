/** `forget`: removes what identifies this installation, and says what cannot be removed from here. */
import { readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Situation } from "../client/situation.js";
import { IDENTITY_FILE, SALT_FILE } from "../config/installation.js";
import type { Receipt } from "../outbox/receipt-lines.js";
import { emptySpool } from "../outbox/spool-contents.js";
import { placesOf, receiptsOf } from "./local.js";
import type { Verb } from "./verb.js";

export const forget: Verb = {
  description: "Remove salt, identity, what waits and what was sent from this machine",
  async run({ situation: ask, tool, command, suffix }) {
    const situation = await ask();
    const { data, spool, receipts: receiptsFolder } = placesOf(situation);
    const { receipts } = receiptsOf(situation); // read before they go
    const ids = idsIn(receipts, data);
    emptySpool(spool);
    const removed = [spool, receiptsFolder, join(data, SALT_FILE), join(data, IDENTITY_FILE)];
    for (const path of removed) rmSync(path, { recursive: true, force: true });
    const request = erasureRequest(tool, situation, ids, receipts);
    return {
      code: 0,
      json: { removed, ids, request },
      text: [
        `Removed: the salt, the identity, what waited and the receipts, under ${data}.`,
        "From now on hashes and ids are new ones; what is sent later cannot be linked to what was sent before.",
        "A process that runs now keeps its ids until it ends. Your choice of on or off stays as it is.",
        "",
        ids.length === 0
          ? `The server may still hold what was sent more than seven days ago, or without receipts: under random ids that nobody on this machine knows any more.`
          : `The server (${situation.resolved.settings.posthogHost}) may still hold what was sent. To have it erased, send this to whoever publishes ${tool}:`,
        ...(ids.length === 0 ? [] : ["", request]),
        "",
        `To send nothing more: ${command} disable${suffix}`,
      ].join("\n"),
    };
  },
};

/** The ids that events were sent under: by the receipts, and by the identity where one is kept. */
function idsIn(receipts: readonly Receipt[], data: string): string[] {
  const ids = new Set<string>();
  const note = (id: unknown) => typeof id === "string" && ids.add(id);
  for (const { text } of receipts) {
    const { batch, distinct_id } = parsed(text);
    note(distinct_id);
    if (Array.isArray(batch)) for (const event of batch) note(Object(event).distinct_id);
  }
  try {
    note(parsed(readFileSync(join(data, IDENTITY_FILE), "utf8")).id);
  } catch {
    // There is none: `identity = "session"`.
  }
  return [...ids];
}

function parsed(text: string): Record<string, unknown> {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
}

function erasureRequest(
  tool: string,
  { resolved }: Situation,
  ids: readonly string[],
  receipts: readonly Receipt[],
): string {
  const since = receipts[0]?.time.slice(0, 10);
  return [
    `Please erase the usage data of ${tool} that you hold under these ids of PostHog (distinct_id), at ${resolved.settings.posthogHost}${since === undefined ? "" : `, sent since ${since}`}:`,
    "",
    ...ids.map((id) => `  ${id}`),
    "",
    "I ask for this under article 17 of the GDPR, or the law that gives me the same right. Please tell me when it is done.",
  ].join("\n");
}
