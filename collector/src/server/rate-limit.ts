/** Limits the requests of each address, in memory. */

const MINUTE_MS = 60_000;
/** Bounds the memory. When so many addresses send in one minute, the counts begin anew. */
const MAX_ADDRESSES = 100_000;

export class RateLimit {
  readonly #maxPerMinute: number;
  #counts = new Map<string, number>();
  #minute = -1;

  constructor(maxPerMinute: number) {
    this.#maxPerMinute = maxPerMinute;
  }

  /** Counts a request, and returns the seconds to wait if it is one too many. Requests of this machine are not limited. */
  check(address: string, now: number): number | undefined {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute || this.#counts.size > MAX_ADDRESSES) {
      this.#minute = minute;
      this.#counts = new Map();
    }
    if (address === "" || address === "::1" || address.startsWith("127.")) return undefined;
    const count = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, count);
    return count > this.#maxPerMinute ? Math.ceil(((minute + 1) * MINUTE_MS - now) / 1000) : undefined;
  }
}
