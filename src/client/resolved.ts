/** Has promises that calls of a client share if they have nothing to wait for, so that they allocate nothing. */

export const RESOLVED: Promise<undefined> = Promise.resolve(undefined);
export const RESOLVED_FALSE: Promise<boolean> = Promise.resolve(false);
