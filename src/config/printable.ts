/** Makes the words of a stranger's file safe to print. */

/** Replaces control characters, which could change what a terminal shows. */
export function makePrintable(text: string): string {
  return text.replace(/\p{Cc}/gu, "\ufffd");
}
