// Captures one event. All events are delivered between two bursts.
import { clients } from "../support/clients.mjs";

export const contestants = Object.fromEntries(
  Object.entries(clients).map(([name, open]) => [
    name,
    async () => {
      const { capture, flush } = await open();
      return () => ({ cases: { capture }, settle: flush });
    },
  ]),
);
