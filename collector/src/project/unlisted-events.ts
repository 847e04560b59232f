/** Counts the events that no manifest lists by their names, so that the operator sees which manifest is missing. */
import { isSendable } from "codeweaver-telemetry/manifest";
import type { CheckedRequest, IngestRequest } from "../ingest/request-check.js";

/** Anybody can send any name, so their number is bounded, and no text of a stranger is printed. */
const MAX_NAMES = 20;
const MAX_NAME_LENGTH = 64;
/** No word has a blank. */
const OTHERS = "(other names)";

export class UnlistedEvents {
  readonly #counts = new Map<string, number>();

  /** The first names, and the sum of all others. */
  get counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }

  /** Counts those events of a request that were dropped because no manifest lists them. */
  add(request: IngestRequest, dropped: CheckedRequest["dropped"]): void {
    if (request.kind !== "events") return;
    for (const [index, reason] of dropped)
      if (reason === "event_not_in_manifest") this.#count(request.events[index]?.event ?? "");
  }

  #count(event: string): void {
    const name = this.#isShown(event) ? event : OTHERS;
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
  }

  #isShown(event: string): boolean {
    if (this.#counts.has(event)) return true;
    const nameCount = this.#counts.size - (this.#counts.has(OTHERS) ? 1 : 0);
    return nameCount < MAX_NAMES && event !== "" && event.length <= MAX_NAME_LENGTH && isSendable(event);
  }
}
