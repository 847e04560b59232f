/** What of this process the settings depend on. */
import type { Asker } from "./situation.js";

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
