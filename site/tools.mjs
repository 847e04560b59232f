// Exports the tools that test/site uses, because they are installed in this folder.
export { chromium } from "playwright-core";
export { createMarkdownRenderer, serve } from "vitepress";

export const AXE_URL = import.meta.resolve("axe-core/axe.min.js");
