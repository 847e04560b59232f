// Lists the pages of the site, in the order and the groups of its sidebar. Their titles come from the pages themselves.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The page that the site opens with. */
export const HOME = "README.md";

/** Each group's `entries` are true where the entries of the API reference are listed. */
const GROUPS = [
  { title: "Start", files: [HOME, "docs/QUICKSTART.md"] },
  {
    title: "For authors",
    files: [
      "docs/MODELS.md",
      "docs/EVENTS.md",
      "docs/FLAGS.md",
      "docs/SETTINGS.md",
      "docs/CLI.md",
      "docs/DELIVERY.md",
      "docs/BUNDLING.md",
      "docs/TESTING.md",
      "docs/TRACES.md",
      "docs/PLATFORMS.md",
    ],
  },
  {
    title: "For people who run a tool",
    files: ["docs/PRIVACY.md", "docs/DATA.md", "docs/TRANSCRIPT.md"],
  },
  { title: "Measured", files: ["docs/PERFORMANCE.md", "docs/FAULTS.md"] },
  { title: "Reference", files: ["docs/LIMITS.md", "docs/SEEDS.md"], entries: true },
  { title: "Contribute", files: ["ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md"] },
];

/**
 * Returns the groups with the titles of their pages. A page that does not exist is left out: a link to it fails the build.
 * @param root the folder of the repository
 * @throws if a page of the repository is in no group, or has no title
 */
export function readGroups(root) {
  const known = new Set(GROUPS.flatMap(({ files }) => files));
  const unlisted = findPages(root).filter((file) => !known.has(file));
  if (unlisted.length > 0) throw new Error(`site/pages.mjs has no group for ${unlisted.join(", ")}`);
  return GROUPS.map(({ title, files, entries = false }) => ({
    title,
    entries,
    pages: files
      .filter((file) => existsSync(join(root, file)))
      .map((file) => ({ file, title: readTitle(root, file) })),
  }));
}

function findPages(root) {
  const documents = readdirSync(join(root, "docs")).map((name) => `docs/${name}`);
  return [...readdirSync(root), ...documents].filter((file) => file.endsWith(".md"));
}

function readTitle(root, file) {
  const title = /^# (.+)$/m.exec(readFileSync(join(root, file), "utf8"))?.[1];
  if (title === undefined) throw new Error(`${file} has no line that begins with "# "`);
  return title.replaceAll("`", "");
}
