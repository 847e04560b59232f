/** Starts a receiver for tests of the events that a program captures, which do not count the reports of its installation. */
import { REPORT_EVENTS } from "../../src/events/event-names.js";
import { type Receiver, startReceiver as startFullReceiver } from "../../src/receiver/receiver.js";
import type { ReceiverOptions } from "../../src/receiver/receiver-options.js";

/** Returns the events that are no reports of an installation. */
export function omitReports<E extends { readonly event: string }>(events: readonly E[]): E[] {
  return events.filter(({ event }) => !REPORT_EVENTS.includes(event));
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
