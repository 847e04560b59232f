/** Reads a page as a person does. */

const ENTITIES: Readonly<Record<string, string>> = {
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
  "&amp;": "&",
  "\u00a0": " ",
};

/** Returns the text without elements, in one line. */
export function readText(page: string): string {
  return page
    .replaceAll(/<[^>]*>/g, " ")
    .replaceAll(/&(?:lt|gt|quot|#39|amp);|\u00a0/g, (entity) => ENTITIES[entity] ?? "")
    .replaceAll(/\s+/g, " ");
}
