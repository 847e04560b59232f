/** The process that a client is made in: what settings depend on, and where messages are printed. */
import type { Environment } from "../config/environment.js";
import { findWorkingDirectory } from "../config/project-file.js";
import type { ClientDigests } from "../privacy/sanitizer/serialize.js";

/** Process inputs used to resolve settings. */
export interface ProcessInputs {
  readonly env: Environment;
  /** Undefined where no project's settings count. @throws the system's error where the working directory is gone */
  readonly cwd: () => string | undefined;
}

/** The process as a client sees it. */
export interface HostProcess extends ProcessInputs {
  readonly warn: (message: string) => void;
  readonly print: (text: string) => void;
  /** Whether a person sees what is printed, and nothing else reads it. */
  readonly isTerminal: () => boolean;
  /** Whether the tool is being developed, and not used by somebody else. */
  readonly isDevelopment: () => boolean;
  /** Called with a client's digests once they are known. */
  readonly onDigests: (client: ClientDigests) => void;
}

export const currentProcess: ProcessInputs = {
  env: process.env,
  cwd: findWorkingDirectory,
};
