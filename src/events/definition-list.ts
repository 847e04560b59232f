/** Checks lists of definitions that an author passes as an option. */

/** The checks of one kind of definition. */
export interface DefinitionChecks<T> {
  /** The word for one definition, with its article, such as `a metric`. */
  readonly kind: `${"a" | "an"} ${string}`;
  /** Returns the names that no other definition of the list may have. */
  readonly listNames: (definition: Partial<T>) => readonly unknown[];
  /** Returns the end of the sentence "which…" for a definition that cannot be used. */
  readonly findProblem: (definition: Partial<T>) => string | undefined;
}

/** Returns the end of the sentence "option <name>…" for a list that cannot be used. */
export function findListProblem<T extends { readonly name: string }>(
  list: unknown,
  { kind, listNames, findProblem }: DefinitionChecks<T>,
): string | undefined {
  const [, word] = kind.split(" ");
  if (!Array.isArray(list)) return ` is not a list of ${word}s`;
  const takenNames = new Set<unknown>();
  for (const item of list) {
    const definition: Partial<T> = Object(item);
    const names = listNames(definition);
    const isTaken = names.some((each) => takenNames.has(each));
    const problem = isTaken ? "has the name of another one" : findProblem(definition);
    // Callers in plain JavaScript may pass names for which JSON has no form.
    const { name } = definition;
    const which = typeof name === "string" ? `the ${word} ${JSON.stringify(name)}` : kind;
    if (problem !== undefined) return ` has ${which}, which ${problem}`;
    for (const each of names) takenNames.add(each);
  }
  return undefined;
}
