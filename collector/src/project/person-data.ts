/** Exports and erases what was sent to a project under the ids of a person. */
import { RECORD_KINDS } from "../store/store.js";
import { findIds, findWord, selectWords } from "./id-search.js";
import type { Project } from "./project.js";

export interface ErasureResult {
  readonly events: number;
  readonly spans: number;
  /** The number of ids that the project had. */
  readonly idsFound: number;
}

/** Yields the lines of events and spans that were sent under the ids. */
export async function* exportLines({ journals }: Project, ids: ReadonlySet<string>): AsyncGenerator<string> {
  for (const kind of RECORD_KINDS) yield* journals[kind].findLines(ids);
}

/** Erases what was sent under the ids from the journals. The index has to be rebuilt afterwards. */
export async function eraseIdsInJournals(
  { journals }: Project,
  ids: ReadonlySet<string>,
): Promise<ErasureResult> {
  const found = new Set<string>();
  const words = selectWords(ids);
  const shouldErase = (line: string) => {
    const inLine = [...findIds(line, ids), ...findWord(line, words)];
    for (const id of inLine) found.add(id);
    return inLine.length > 0;
  };
  const events = await journals.events.erase(shouldErase);
  const spans = await journals.spans.erase(shouldErase);
  return { events, spans, idsFound: found.size };
}
