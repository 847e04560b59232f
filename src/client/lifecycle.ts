/** What happens when the host's work is done: one last, bounded delivery. */

/** Asked once each when the event loop has run empty; the process ends when they are done. */
const beforeExitHandlers = new Set<() => Promise<void>>();

/**
 * Registers a delivery for the natural end of the process. It is asked once, and again only if it is registered again,
 * so that a server which cannot be reached does not keep a process alive. `process.exit()` and signals do not wait.
 */
export function onBeforeExit(handler: () => Promise<void>): void {
  if (beforeExitHandlers.size === 0) process.once("beforeExit", runBeforeExitHandlers);
  beforeExitHandlers.add(handler);
}

/** For one that is being made already: a process ends once. */
export function offBeforeExit(handler: () => Promise<void>): void {
  if (beforeExitHandlers.delete(handler) && beforeExitHandlers.size === 0)
    process.removeListener("beforeExit", runBeforeExitHandlers);
}

/** Asked once each when the process is at its end, however it came to that, but for signals: they may not wait for anything. */
const exitHandlers = new Set<() => void>();

let haveExitHandlersRun = false;

/** Registers what is done at once, without waiting, in the last moment of the process; in that moment it is done now. */
export function onExit(handler: () => void): void {
  if (haveExitHandlersRun || (exitHandlers.size === 0 && isExiting())) return handler();
  if (exitHandlers.size === 0) process.once("exit", runExitHandlers);
  exitHandlers.add(handler);
}

/** A listener that is added while others are called is not; Node alone says that it is at it. */
function isExiting(): boolean {
  return Reflect.get(process, "_exiting") === true;
}

export function offExit(handler: () => void): void {
  if (exitHandlers.delete(handler) && exitHandlers.size === 0)
    process.removeListener("exit", runExitHandlers);
}

function runExitHandlers(): void {
  haveExitHandlersRun = true;
  for (const handler of exitHandlers) handler();
}

function runBeforeExitHandlers(): void {
  const handlers = [...beforeExitHandlers];
  beforeExitHandlers.clear();
  for (const handler of handlers) void handler();
}
