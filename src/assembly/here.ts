/** The process that a client is made in: what settings depend on, and where messages are printed. */
import type { Asker } from "./situation.js";

/** What of the process the assembly looks at. */
export interface Surroundings extends Asker {
  readonly warn: (message: string) => void;
  readonly print: (text: string) => void;
  /** Whether a person sees what is printed, and nothing else reads it. */
  readonly isTerminal: () => boolean;
  /** Called with the salt's digest once it is known. */
  readonly onDigest: (digest: (text: string) => string) => void;
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
