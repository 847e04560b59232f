/** Sets the clock of this process to other times, so that one process can live through the weeks of an installation. */

const RealDate = Date;
let offsetMs = 0;

class SimulatedDate extends RealDate {
  /** @param {unknown[]} values */
  constructor(...values) {
    // Date has constructors for other numbers of values as well.
    super(.../** @type {[number]} */ (values.length === 0 ? [SimulatedDate.now()] : values));
  }

  /** @override */
  static now() {
    return RealDate.now() + offsetMs;
  }
}

/** @param {number} timeMs milliseconds since the epoch */
export function setClock(timeMs) {
  offsetMs = timeMs - RealDate.now();
  // Only the constructor and `now` differ from the real class.
  globalThis.Date = /** @type {DateConstructor} */ (/** @type {unknown} */ (SimulatedDate));
}
