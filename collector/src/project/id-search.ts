/** Searches lines of a journal for ids, wherever they are in a line. */

/** The form of the ids under which a client sends: random UUIDs, and hashes. */
const ID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|[0-9a-f]{32,128}/g;
const WHOLE_ID = new RegExp(`^(?:${ID.source})$`);

/**
 * Returns whether a text can be searched for. A short or guessable id, which several people may share, cannot: knowing an id
 * is the right to have its events.
 */
export function isSearchableId(id: string): boolean {
  return WHOLE_ID.test(id);
}

/** Returns the ids among the given ones that a text contains. */
export function findIds(text: string, ids: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const [candidate] of text.matchAll(ID)) if (ids.has(candidate)) found.push(candidate);
  return found;
}
