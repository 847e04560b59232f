// A capture in the caller's turn; between the bursts everything is delivered.
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
