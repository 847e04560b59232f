// Lets VitePress show the pages as GitHub does: without values of Vue, codes of emoji, and comments.

/** Elements that GitHub shows, too, and anchors, which TypeDoc writes. Anything else in angle brackets is text. */
const OTHER_ELEMENTS = /<(?!\/?(?:a|br|details|img|kbd|picture|source|sub|summary|sup)\b)/g;
const COMMENTS = /<!--.*?-->/gs;

/** Changes a parser of markdown-it. */
export function showAsGithub(parser) {
  parser.disable(["emoji", "snippet", "toc"], true);
  const { renderer } = parser;
  for (const rule of ["html_block", "html_inline"]) {
    renderer.rules[rule] = (tokens, index) =>
      tokens[index].content.replaceAll(COMMENTS, "").replaceAll(OTHER_ELEMENTS, "&lt;");
  }
  // Vue inserts values where it finds two braces, except where they are written as entities.
  const render = renderer.render.bind(renderer);
  renderer.render = (...args) => render(...args).replaceAll("{{", "&#123;&#123;");
}
