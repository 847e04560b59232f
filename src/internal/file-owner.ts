/** Tells whose a file is, and who may write it. */

/**
 * True for files of this account and of root. Everything counts as this account's on Windows, where Node knows no
 * numbers of accounts.
 */
export function isOwnedByUser(uid: number): boolean {
  return process.geteuid === undefined || uid === process.geteuid() || uid === 0;
}

/** Whether every account may write a file, by its mode. Nobody may on Windows, where the mode says nothing. */
export function isWorldWritable(mode: number): boolean {
  return process.geteuid !== undefined && (mode & 0o002) !== 0;
}
