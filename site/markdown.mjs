// Adapts TypeDoc's Markdown to what GitHub and npm make of the same pages.
import { Slugger } from "typedoc";

/** Elements that pages may contain. GitHub shows them, too. */
const ELEMENTS = new Set([
  "a",
  "br",
  "details",
  "img",
  "kbd",
  "li",
  "ol",
  "p",
  "picture",
  "source",
  "sub",
  "summary",
  "sup",
  "ul",
]);

/** Makes the anchors of headings as GitHub does. TypeDoc's own joins hyphens that follow each other. */
export class GithubSlugger extends Slugger {
  serialize(title) {
    const slug = title
      .trim()
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
      .replaceAll(" ", "-");
    return slug || "section";
  }
}

/** Returns the text of a token and its children, code included. */
export function getText({ children, content, type }) {
  if (children) return children.map(getText).join("");
  return type === "html_inline" ? "" : content;
}

/**
 * Prepares the parser.
 * @param report is called with a text for each element that a page may not contain
 */
export function prepareParser(parser, report) {
  parser.core.ruler.push("code-in-headings", ({ tokens, Token }) => splitCodeOfHeadings(tokens, Token));
  for (const rule of ["html_block", "html_inline"]) {
    parser.renderer.rules[rule] = (tokens, index) => renderHtml(tokens[index].content, report);
  }
  // What scrolls can be reached and scrolled by the keyboard.
  parser.renderer.rules.table_open = () => '<div class="table" tabindex="0"><table>\n';
  parser.renderer.rules.table_close = () => "</table></div>\n";
  for (const rule of ["fence", "code_block"]) {
    const render = parser.renderer.rules[rule];
    parser.renderer.rules[rule] = (...args) => render(...args).replace("<code", '<code tabindex="0"');
  }
}

/** Writes code in headings as text between tags, because TypeDoc ignores code when it makes anchors and outlines. */
function splitCodeOfHeadings(tokens, Token) {
  for (const [index, { type }] of tokens.entries()) {
    if (type !== "heading_open") continue;
    const inline = tokens[index + 1];
    inline.children = inline.children.flatMap((child) => {
      if (child.type !== "code_inline") return [child];
      const [open, text, close] = ["html_inline", "text", "html_inline"].map(
        (name) => new Token(name, "", 0),
      );
      [open.content, text.content, close.content] = ["<code>", child.content, "</code>"];
      return [open, text, close];
    });
  }
}

/** Removes comments, which hold code for the tests of the pages. */
function renderHtml(html, report) {
  const visible = html.replaceAll(/<!--.*?-->/gs, "");
  for (const [, name] of visible.matchAll(/<\/?([a-z][\w-]*)/gi)) {
    if (name !== "code" && !ELEMENTS.has(name.toLowerCase()))
      report(`<${name}> is not shown; put it into code`);
  }
  return visible;
}
