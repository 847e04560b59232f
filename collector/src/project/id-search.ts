/** Searches lines of a journal for ids, wherever they are in a line. */
import { normalizeDistinctId } from "../ingest/distinct-id.js";

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

/**
 * Returns an id in the spelling of the journal if an operator can erase what was sent under it, or undefined. An operator may
 * also name a word, because they know whose it is.
 */
export function normalizeErasableId(id: string): string | undefined {
  return isSearchableId(id) ? id : normalizeDistinctId(id);
}

/** Returns those ids that are words. They are compared with the whole id of a line, because other texts have the same words. */
export function selectWords(ids: ReadonlySet<string>): ReadonlySet<string> {
  return new Set([...ids].filter((id) => !isSearchableId(id)));
}

/** Returns the word under which a line was sent, if it is among the given ones. */
export function findWord(line: string, words: ReadonlySet<string>): string[] {
  if (words.size === 0 || !line.startsWith("{")) return []; // a line that was erased is blank
  const { distinct_id: id }: { distinct_id?: string } = JSON.parse(line);
  return id !== undefined && words.has(id) ? [id] : [];
}

/** Returns the ids among the given ones that a text contains. */
export function findIds(text: string, ids: ReadonlySet<string>): string[] {
  const found: string[] = [];
  for (const [candidate] of text.matchAll(ID)) if (ids.has(candidate)) found.push(candidate);
  return found;
}
