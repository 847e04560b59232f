/** Shifts the clock of a process at run time by the milliseconds in the file SHIFTED_CLOCK. For `node --import`. */
import { readFileSync } from "node:fs";

const SystemDate = Date;

function readShift() {
  try {
    return Number(readFileSync(process.env.SHIFTED_CLOCK, "utf8")) || 0;
  } catch {
    return 0;
  }
}

globalThis.Date = class extends SystemDate {
  constructor(...args) {
    super(...(args.length === 0 ? [SystemDate.now() + readShift()] : args));
  }

  static now() {
    return SystemDate.now() + readShift();
  }
};
