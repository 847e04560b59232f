// Copies the pages and the files that they link to into site/build, from which VitePress builds the site.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, extname, posix, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));
const out = resolve(root, "site/build");
const HOME = "README.md";
const LINK = /(?<=\]\()(?!\w+:|#)([^)\s#]+)/g;

/** The groups of the sidebar. Every page must be in one of them. */
const GROUPS = {
  Start: [HOME, "docs/QUICKSTART.md"],
  "For authors": [
    "docs/MODELS.md",
    "docs/EVENTS.md",
    "docs/FLAGS.md",
    "docs/EXPERIMENTS.md",
    "docs/SETTINGS.md",
    "docs/CLI.md",
    "docs/DELIVERY.md",
    "docs/BUNDLING.md",
    "docs/TESTING.md",
    "docs/TRACES.md",
    "docs/PLATFORMS.md",
  ],
  "For people who run a tool": ["docs/PRIVACY.md", "docs/DATA.md", "docs/TRANSCRIPT.md"],
  Measured: ["docs/PERFORMANCE.md", "docs/FAULTS.md"],
  Reference: ["docs/LIMITS.md", "docs/SEEDS.md"],
  Contribute: ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"],
};

/** Returns the groups for the sidebar, with the titles of the pages. */
export function readSidebar() {
  return Object.entries(GROUPS).map(([text, files]) => ({
    text,
    items: files.filter(isFile).map((file) => ({
      text: /^# (.+)$/m.exec(read(file))[1].replaceAll("`", ""),
      link: `/${getAddress(file)}`,
    })),
  }));
}

/** @throws if a page is in no group */
export function copyPages() {
  const files = ["", "docs/"].flatMap((folder) =>
    readdirSync(resolve(root, folder)).map((name) => folder + name),
  );
  const pages = files.filter((file) => file.endsWith(".md"));
  const missing = pages.filter((file) => !Object.values(GROUPS).flat().includes(file));
  if (missing.length > 0) throw new Error(`site/pages.mjs has no group for ${missing.join(", ")}`);
  for (const page of pages)
    write(
      getAddress(page),
      read(page).replaceAll(LINK, (link) => mapLink(page, link)),
    );
  cpSync(resolve(root, "site/favicon.svg"), resolve(out, "public/favicon.svg"));
}

/** Copies a linked file which is not a page, and returns its address. A link to nothing is found by VitePress. */
function mapLink(page, link) {
  const file = posix.join(posix.dirname(page), link);
  if (file === HOME) return link.replace(HOME, getAddress(HOME));
  if (!isFile(file) || extname(file) === ".md") return link;
  if (extname(file) === ".svg") {
    write(file, read(file));
    return link;
  }
  // Browsers show a text, and would download a TypeScript file as a video.
  const address = `files/${file.replace(/\.txt$/, "")}.txt`;
  write(`public/${address}`, read(file));
  return `/${address}`;
}

function getAddress(file) {
  return file === HOME ? "index.md" : file;
}

function isFile(file) {
  const path = resolve(root, file);
  return path.startsWith(root) && existsSync(path) && statSync(path).isFile();
}

function read(file) {
  return readFileSync(resolve(root, file), "utf8");
}

function write(file, text) {
  const path = resolve(out, file);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) copyPages();
