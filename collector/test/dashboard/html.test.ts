import fc from "fast-check";
import { parseHTML } from "linkedom";
import { describe, expect, it } from "vitest";
import { html, trustHtml } from "../../src/dashboard/html.js";

describe("html", () => {
  it.each([
    ["a text", html`<p>${"<b>&\"'"}</p>`, "<p>&lt;b&gt;&amp;&quot;&#39;</p>"],
    ["a number", html`<p>${1.5}</p>`, "<p>1.5</p>"],
    ["HTML of its own", html`<p>${html`<b>${"<"}</b>`}</p>`, "<p><b>&lt;</b></p>"],
    ["HTML that is trusted", html`${trustHtml("<svg></svg>")}`, "<svg></svg>"],
    ["a list", html`${[html`<i>`, "<", 2]}`, "<i>&lt;2"],
    ["nothing", html`[${undefined}${false}]`, "[]"],
  ])("writes %s", (_, written, expected) => {
    expect(String(written)).toBe(expected);
  });

  it("lets no text become an element or an attribute", () => {
    const text = fc.oneof(fc.string({ unit: "grapheme" }), fc.stringMatching(/^[<>"'&=/a-z! -]{0,20}$/));
    fc.assert(
      fc.property(text, (value) => {
        const { document } = parseHTML(String(html`<body><p title="${value}">${value}</p></body>`));
        const paragraph = document.querySelector("p");
        expect(document.querySelectorAll("body *")).toHaveLength(1);
        expect(paragraph.getAttributeNames()).toEqual(["title"]);
        expect(paragraph.getAttribute("title")).toBe(value);
        expect(paragraph.textContent).toBe(value);
      }),
    );
  });
});
