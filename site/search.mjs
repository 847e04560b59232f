// Adds the sections of the pages to TypeDoc's search, so that a result leads to the place and not to the page.
import { Models } from "typedoc";
import { GithubSlugger, getText } from "./markdown.mjs";

/** Prose explains a term, and a member of the API only has it in its name. */
const SECTION_BOOST = 4;

/**
 * Replaces the documents of a search index by their sections.
 * @param event TypeDoc's event of an index that is being prepared
 * @param isPage tells pages from files that pages link to, which are not searched
 */
export function indexSections(event, { parser, router, isPage }) {
  const documents = event.searchResults.filter((each) => each.isDocument());
  for (let index = event.searchResults.length - 1; index >= 0; index -= 1) {
    if (event.searchResults[index].isDocument()) event.removeResult(index);
  }
  for (const { parent } of event.searchResults) {
    // Results of a constant's fields are shown as `AnonymityConversion.HASH`, without the type between the two.
    if (parent?.name === "__type") parent.getFullName = () => parent.parent.getFullName();
  }
  for (const page of documents.filter(isPage)) {
    for (const { title, anchor, text } of splitIntoSections(page, parser)) {
      const name = title === page.name ? title : `${title} · ${page.name}`;
      const section = new Models.DocumentReflection(name, page.project, [], {});
      section.relevanceBoost = SECTION_BOOST;
      router.setSectionUrl(section, page, anchor);
      event.searchFields[event.searchResults.push(section) - 1] = { name: title, document: text };
    }
  }
}

function splitIntoSections(page, parser) {
  const slugger = new GithubSlugger({ lowercase: true });
  const sections = [];
  const tokens = parser.parse(page.content.map(({ text }) => text).join(""), {});
  for (const [index, token] of tokens.entries()) {
    if (token.type === "heading_open") {
      const title = getText(tokens[index + 1]);
      sections.push({ title, anchor: slugger.slug(title), text: "" });
    } else if (token.type === "inline" || token.type === "fence") {
      const section = sections.at(-1);
      if (section) section.text += ` ${getText(token)}`;
    }
  }
  return sections;
}
