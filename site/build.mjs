// Builds the documentation site into build/site: the Markdown pages as they are in the repository, and the API.
import { readFileSync } from "node:fs";
import { relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { Application, Converter, IndexEvent, LogLevel, Models, RendererEvent } from "typedoc";
import { addLinkedFiles } from "./linked-files.mjs";
import { findBrokenLinks } from "./links.mjs";
import { prepareParser } from "./markdown.mjs";
import { OPTIONS } from "./options.mjs";
import { readGroups } from "./pages.mjs";
import { SiteRouter } from "./router.mjs";
import { indexSections } from "./search.mjs";
import { SiteTheme } from "./theme.mjs";

const root = fileURLToPath(new URL("..", import.meta.url)).slice(0, -1);
const out = resolve(root, "build/site");
const groups = readGroups(root);
const files = groups.flatMap(({ pages }) => pages);

let parser;
const app = await Application.bootstrapWithPlugins({
  ...OPTIONS,
  basePath: root,
  out,
  projectDocuments: files.map(({ file }) => file),
  markdownItLoader(created) {
    parser = created;
    prepareParser(parser, (problem) => app.logger.error(problem));
  },
});

/** The pages of the site by their files. */
const pages = new Map();

// Pages are called by their titles, and modules as they are imported.
app.converter.on(Converter.EVENT_CREATE_DOCUMENT, (_context, page) => {
  const { file, title } = files[pages.size];
  page.frontmatter = { address: file.replace(/\.md$/, "") };
  page.name = title;
  pages.set(file, page);
});
app.converter.on(Converter.EVENT_RESOLVE_BEGIN, ({ project }) => {
  for (const entry of project.children) {
    entry.comment ??= readFileComment(`${entry.name}/index.ts`);
    const name = entry.name.replace(/^src\/?/, "");
    entry.name = name === "" ? project.name : `${project.name}/${name}`;
  }
  addLinkedFiles(project, root);
});
// The overview of the API lists the entries. The sidebar lists the pages.
app.converter.on(Converter.EVENT_END, ({ project }) => {
  project.groups = project.groups.filter(({ title }) => title !== "Documents");
});

app.renderer.defineRouter("site", SiteRouter);
app.renderer.defineTheme("site", SiteTheme);
app.renderer.on(RendererEvent.BEGIN, () => {
  app.renderer.theme.site = { groups, findPage: (file) => pages.get(file) };
});
app.renderer.on(IndexEvent.PREPARE_INDEX, (event) => {
  const ownPages = new Set(pages.values());
  indexSections(event, { parser, router: app.renderer.router, isPage: (page) => ownPages.has(page) });
});
app.options.setValue("router", "site");
app.options.setValue("theme", "site");
app.logger.level = LogLevel.Warn;

/** Returns the comment at the start of a file as that of its module. */
function readFileComment(file) {
  const text = /^\/\*\* (.+?) \*\//.exec(readFileSync(resolve(root, file), "utf8"))?.[1];
  return text && new Models.Comment([{ kind: "text", text }]);
}

const project = await app.convert();
if (!project) process.exit(1);
app.validate(project);
await app.generateDocs(project, out);
const broken = findBrokenLinks(out);
for (const link of broken) app.logger.error(`Broken link in ${link}`);
if (app.logger.hasErrors() || app.logger.hasWarnings()) process.exit(1);
console.log(
  `${files.length} pages and the API of ${project.children.length} entries are in ${relative(root, out)}`,
);
