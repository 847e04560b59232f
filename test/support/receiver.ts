/** Starts a receiver for tests of the events that a program captures, which do not count the reports of its installation. */
import { ACTIVE_EVENT, WEEKLY_EVENT } from "../../src/events/event-names.js";
import { type Receiver, startReceiver as startFullReceiver } from "../../src/receiver/receiver.js";
import type { ReceiverOptions } from "../../src/receiver/receiver-options.js";

const REPORTS: readonly string[] = [ACTIVE_EVENT, WEEKLY_EVENT];

/** Returns the events that are no reports of an installation. */
export function omitReports<E extends { readonly event: string }>(events: readonly E[]): E[] {
  return events.filter(({ event }) => !REPORTS.includes(event));
}

/** Starts a receiver whose `events` have no reports of the installation. */
export async function startReceiver(options?: ReceiverOptions): Promise<Receiver> {
  const receiver = await startFullReceiver(options);
  return {
    ...receiver,
    get events() {
      return omitReports(receiver.events);
    },
  };
}
