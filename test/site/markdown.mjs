// Checks that the documentation site shows Markdown as GitHub does.
import assert from "node:assert/strict";
import { it } from "node:test";
import { showAsGithub } from "../../site/markdown.mjs";
import { createMarkdownRenderer } from "../../site/tools.mjs";

const parser = await createMarkdownRenderer(".", { attrs: { disable: true }, config: showAsGithub });

for (const [title, markdown, html] of [
  ["removes comments", "<!-- given\ndeclare const a: 1;\n-->\n\nb <!-- c --> d", "\n<p>b  d</p>\n"],
  ["shows braces", "a {{ b }} {c}", "<p>a &#123;&#123; b }} {c}</p>\n"],
  ["shows braces in code", "`{{ b }}`", "<p><code>&#123;&#123; b }}</code></p>\n"],
  ["shows unknown elements", "a <Foo> b", "<p>a &lt;Foo> b</p>\n"],
  ["keeps known elements", "a<br>b <kbd>c</kbd>", "<p>a<br>b <kbd>c</kbd></p>\n"],
  ["shows codes of emoji", "a :tada: b", "<p>a :tada: b</p>\n"],
]) {
  it(title, () => assert.equal(parser.render(markdown), html));
}
