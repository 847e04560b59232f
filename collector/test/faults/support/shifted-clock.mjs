/**
 * Shifts the clocks of a process at run time, for `node --import`. The file SHIFTED_CLOCK has two numbers of milliseconds: by
 * how much the system's clock is wrong, and how much longer the process has run. What is done each ten minutes is done each
 * half second.
 */
import { readFileSync } from "node:fs";

const MAINTENANCE_MS = 600_000;
const SystemDate = Date;
const systemSetInterval = setInterval;
const systemNow = performance.now.bind(performance);

function readShift() {
  try {
    const [wallMs = 0, runMs = 0] = readFileSync(process.env.SHIFTED_CLOCK, "utf8").split(" ").map(Number);
    return { wallMs, runMs };
  } catch {
    return { wallMs: 0, runMs: 0 };
  }
}

const getTime = () => {
  const { wallMs, runMs } = readShift();
  return SystemDate.now() + wallMs + runMs;
};

globalThis.Date = class extends SystemDate {
  constructor(...args) {
    super(...(args.length === 0 ? [getTime()] : args));
  }

  static now() {
    return getTime();
  }
};
Object.defineProperty(performance, "now", { value: () => systemNow() + readShift().runMs });
globalThis.setInterval = (action, ms, ...args) =>
  systemSetInterval(action, ms === MAINTENANCE_MS ? 500 : ms, ...args);
