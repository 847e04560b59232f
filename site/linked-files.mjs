// Makes pages of the files and folders that pages link to, such as src/envelope.ts, so that the links work in the site.
import { readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative } from "node:path";
import { Models } from "typedoc";

const IMAGES = new Set([".svg", ".png"]);
const LANGUAGES = { ".ts": "ts", ".mjs": "js", ".cjs": "js", ".js": "js", ".json": "json", ".toml": "toml" };

/**
 * Adds a page for each file that is linked and is not a page yet.
 * @param root the folder of the repository, outside of which nothing is read
 * @throws if a page links to a file outside of the repository
 */
export function addLinkedFiles(project, root) {
  const { mediaToPath, mediaToReflection } = project.files;
  for (const [id, path] of [...mediaToPath]) {
    if (mediaToReflection.has(id) || IMAGES.has(extname(path))) continue;
    const name = relative(root, path);
    if (name.startsWith("..")) throw new Error(`A page links to ${path}, which is outside of the repository`);
    const content = statSync(path).isDirectory() ? renderFolder(path, name) : renderFile(path, name);
    const page = new Models.DocumentReflection(name, project, [{ kind: "text", text: content }], {
      address: `files/${name}`,
    });
    project.addChild(page);
    project.registerReflection(page, undefined, path);
  }
}

function renderFile(path, name) {
  const language = LANGUAGES[extname(name)] ?? "text";
  return `# ${escapeMarkdown(name)}\n\n\`\`\`\`\`${language}\n${readFileSync(path, "utf8").trimEnd()}\n\`\`\`\`\`\n`;
}

/** Lists the files of a folder with their text. */
function renderFolder(path, name) {
  const files = readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((file) => statSync(join(path, file)).isFile())
    .sort();
  const parts = files.map((file) => `#${renderFile(join(path, file), file)}`);
  return [`# ${escapeMarkdown(name)}\n`, ...parts].join("\n");
}

function escapeMarkdown(text) {
  return text.replaceAll(/([_*[\]<>])/g, "\\$1");
}
