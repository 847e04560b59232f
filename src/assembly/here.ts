/** The process that a client is made in: what settings depend on, and where messages are printed. */
import { isAbsolute } from "node:path";
import type { Environment } from "../config/environment.js";
import type { ClientDigests } from "../privacy/serialize.js";

/** Process inputs used to resolve settings. */
export interface ProcessInputs {
  readonly env: Environment;
  /** Undefined where the working directory is gone. */
  readonly cwd: () => string | undefined;
}

/** The process as a client sees it. */
export interface Surroundings extends ProcessInputs {
  readonly warn: (message: string) => void;
  readonly print: (text: string) => void;
  /** Whether a person sees what is printed, and nothing else reads it. */
  readonly isTerminal: () => boolean;
  /** Called with a client's digests once they are known. */
  readonly onDigests: (client: ClientDigests) => void;
}

export const HERE: ProcessInputs = {
  env: process.env,
  cwd: () => {
    try {
      return process.cwd();
    } catch {
      // The folder was removed under us. The shell's word for where it was leads to the settings of its repository.
      const { PWD } = process.env;
      return PWD !== undefined && isAbsolute(PWD) ? PWD : undefined;
    }
  },
};
