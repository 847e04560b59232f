// Exports the tools that test/site uses, because they are installed in this folder.
import { fileURLToPath } from "node:url";
import { preview } from "vite";

export { chromium } from "playwright-core";
export { createMarkdownRenderer } from "vitepress";

/** Serves the built site on loopback. VitePress' own preview listens on all interfaces. */
export function serveSite(port) {
  const root = fileURLToPath(new URL(".", import.meta.url));
  return preview({
    root,
    configFile: false,
    appType: "mpa", // a page that does not exist is an error
    base: process.env.DOCS_BASE ?? "/",
    build: { outDir: "../build/site" },
    preview: { host: "127.0.0.1", port },
  });
}

export const AXE_URL = import.meta.resolve("axe-core/axe.min.js");
