/** What happens when the host's work is done: one last, bounded delivery. */

/** Asked once each when the event loop has run empty; the process ends when they are done. */
const lastDeliveries = new Set<() => Promise<void>>();

/**
 * Registers a delivery for the natural end of the process. It is asked once, and again only if it is registered again,
 * so that a server which cannot be reached does not keep a process alive. `process.exit()` and signals do not wait.
 */
export function beforeNaturalEnd(deliver: () => Promise<void>): void {
  if (lastDeliveries.size === 0) process.once("beforeExit", deliverAll);
  lastDeliveries.add(deliver);
}

/** For one that is being made already: a process ends once. */
export function notAtNaturalEnd(deliver: () => Promise<void>): void {
  if (lastDeliveries.delete(deliver) && lastDeliveries.size === 0)
    process.removeListener("beforeExit", deliverAll);
}

/** Asked once each when the process is at its end, however it came to that, but for signals: they may not wait for anything. */
const handOvers = new Set<() => void>();

let hasHandedOver = false;

/** Registers what is done at once, without waiting, in the last moment of the process; in that moment it is done now. */
export function atExit(handOver: () => void): void {
  if (hasHandedOver || (handOvers.size === 0 && isExiting())) return handOver();
  if (handOvers.size === 0) process.once("exit", handOverAll);
  handOvers.add(handOver);
}

/** A listener that is added while others are called is not; Node alone says that it is at it. */
function isExiting(): boolean {
  return Reflect.get(process, "_exiting") === true;
}

export function notAtExit(handOver: () => void): void {
  if (handOvers.delete(handOver) && handOvers.size === 0) process.removeListener("exit", handOverAll);
}

function handOverAll(): void {
  hasHandedOver = true;
  for (const handOver of handOvers) handOver();
}

function deliverAll(): void {
  const deliveries = [...lastDeliveries];
  lastDeliveries.clear();
  for (const deliver of deliveries) void deliver();
}
