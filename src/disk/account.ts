/** Tells whose a file is. */

/**
 * True for files of this account and of root. Everything counts as this account's on Windows, where Node knows no
 * numbers of accounts.
 */
export function isOwnAccount(uid: number): boolean {
  return process.geteuid === undefined || uid === process.geteuid() || uid === 0;
}
