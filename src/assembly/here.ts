/** The process that a client is made in: what settings depend on, and where messages are printed. */
import type { ClientDigests } from "../privacy/serialize.js";
import type { Asker } from "./situation.js";

/** What of the process the assembly looks at. */
export interface Surroundings extends Asker {
  readonly warn: (message: string) => void;
  readonly print: (text: string) => void;
  /** Whether a person sees what is printed, and nothing else reads it. */
  readonly isTerminal: () => boolean;
  /** Called with a client's digests once they are known. */
  readonly onDigests: (client: ClientDigests) => void;
}

export const HERE: Asker = {
  env: process.env,
  cwd: () => {
    try {
      return process.cwd();
    } catch {
      return undefined; // the folder was removed under us
    }
  },
};
