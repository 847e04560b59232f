import { readFileSync } from "node:fs";
import { slug } from "github-slugger";
import { defineConfig } from "vitepress";
import { showAsGithub } from "../markdown.mjs";
import { readSidebar } from "../pages.mjs";

const base = process.env.DOCS_BASE ?? "/";
const api = JSON.parse(readFileSync(new URL("../build/api/typedoc-sidebar.json", import.meta.url), "utf8"));
const entries = api.map(({ text, link }) => ({ text, link }));

/** Headings of the API that are no sections of the search: what follows them belongs to the member above. */
const PARTS = /^(?:## (?:Examples?|Extends|Parameters|Returns|Type Declaration|Type Parameters)|####+ .*)$/gm;

export default defineConfig({
  title: "codeweaver-telemetry",
  description: "Privacy-first analytics for developer tools on Node.js",
  lang: "en",
  base,
  srcDir: "build",
  outDir: "../build/site",
  cacheDir: "node_modules/.vitepress",
  head: [["link", { rel: "icon", href: `${base}favicon.svg` }]],
  markdown: {
    anchor: { slugify: slug },
    attrs: { disable: true },
    config: showAsGithub,
    theme: { light: "github-light-high-contrast", dark: "github-dark-high-contrast" },
  },
  vite: { build: { chunkSizeWarningLimit: 2000 } },
  themeConfig: {
    nav: [
      { text: "Pages", link: "/", activeMatch: "^/(?!api/)" },
      { text: "API", link: "/api/", activeMatch: "^/api/" },
    ],
    sidebar: {
      "/": [...readSidebar(), { text: "API", items: entries }],
      "/api/": [{ text: "API", link: "/api/", items: api }],
    },
    outline: [2, 3],
    search: {
      provider: "local",
      options: {
        _render: (text, env, parser) =>
          parser.render(env.relativePath.startsWith("api/") ? text.replaceAll(PARTS, "") : text, env),
        // VitePress copies these functions into the page, so they may not use anything outside of them.
        miniSearch: {
          options: {
            // `posthog_host` and `process.exit` are found as a whole, and by each of their words.
            tokenize: (text) =>
              (text.match(/[\p{L}\p{N}]+(?:[._]+[\p{L}\p{N}]+)*/gu) ?? []).flatMap((name) =>
                /[._]/.test(name) ? [name, ...name.split(/[._]+/)] : [name],
              ),
          },
          searchOptions: {
            tokenize: (text) => text.match(/[\p{L}\p{N}]+(?:[._]+[\p{L}\p{N}]+)*/gu) ?? [],
            combineWith: "AND",
            fuzzy: false,
            // Only the last word may be unfinished: "opt out" is not about options.
            prefix: (_term, index, terms) => index === terms.length - 1,
            // Questions are found by their other words.
            processTerm: (term) =>
              /^(?:a|an|do|does|how|i|is|my|the|to|what)$/i.test(term) ? null : term.toLowerCase(),
            // The other pages explain, while these name the same words many times, or are for contributors.
            boostDocument: (id) =>
              /\/api\/|\/(?:ARCHITECTURE|CHANGELOG|CONTRIBUTING|SECURITY|SEEDS|TRANSCRIPT)\./.test(id)
                ? 0.3
                : 1,
          },
        },
      },
    },
  },
});
