// Opens the documentation site in Chromium. `npm run docs && npm run test:site`; pictures are in build/site-pictures.
import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";
import { SITE, serveSite } from "../../site/serve.mjs";

const BROWSERS = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const PICTURES = "build/site-pictures";
/** The site is served below a path, because it must work below any. */
const BASE = "/some/path/";
const WIDTHS = [400, 800, 1600];
const SCHEMES = ["light", "dark"];

let browser;
let server;
let home;

before(async () => {
  assert.ok(existsSync(`${SITE}index.html`), "there is no site: run `npm run docs`");
  const executablePath = BROWSERS.find((path) => path && existsSync(path));
  assert.ok(executablePath, "there is no Chromium: install it, or name it in the variable CHROMIUM");
  browser = await chromium.launch({
    executablePath,
    // No name of a host can be looked up, so that the browser is offline apart from the loopback server.
    args: [
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
  ({ server, url: home } = await serveSite({ base: BASE }));
  mkdirSync(PICTURES, { recursive: true });
});

after(async () => {
  await browser?.close();
  server?.close();
  server?.closeAllConnections();
});

/** Opens a page and calls `use` with it. Fails if the page logs an error or requests anything of another origin. */
async function withPage(options, use) {
  const context = await browser.newContext(options);
  const problems = [];
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    const url = request.url();
    if (!url.startsWith(home) && !/^(?:file|data):/.test(url)) problems.push(`requested ${url}`);
  });
  await use(page);
  await context.close();
  assert.deepEqual(problems, []);
}

async function openPage(page, url) {
  const response = await page.goto(url, { waitUntil: "load" });
  assert.equal(response.status(), 200, url);
  // TypeDoc's script shows the page when the sidebar is complete.
  await page.locator("h1").waitFor();
}

async function readSidebar(page) {
  return page.locator(".site-nav a").evaluateAll((links) => links.map((link) => link.href));
}

async function search(page, text) {
  await page.locator("#tsd-search-trigger").click();
  await page.locator("#tsd-search-input").fill(text);
  await page.locator("#tsd-search-results a").first().waitFor();
}

async function assertFitsWidth(page, url) {
  const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  assert.ok(excess <= 0, `${url} is ${excess} px wider than the window`);
}

async function assertAccessible(page, url) {
  await page.addScriptTag({ path: AXE });
  const found = await page.evaluate(async () => {
    // TypeDoc's outlines of the API have links inside of what folds them.
    const rules = { "nested-interactive": { enabled: false } };
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], rules });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .map(
        ({ id, nodes }) =>
          `${id}: ${nodes
            .slice(0, 3)
            .map(({ html }) => html.slice(0, 160))
            .join(" | ")}`,
      );
  });
  assert.deepEqual(found, [], url);
}

describe("the documentation site", () => {
  it("lists its pages and the entries of the API in the sidebar", async () => {
    await withPage({}, async (page) => {
      await openPage(page, home);
      const pages = await readSidebar(page);
      assert.ok(pages.length > 20, `${pages.length} pages`);
      assert.equal(new Set(pages).size, pages.length);
      for (const name of ["docs/QUICKSTART", "docs/MODELS", "api/main", "api/otel", "CHANGELOG"]) {
        assert.ok(pages.includes(`${home}${name}.html`), name);
      }
    });
  });

  for (const [index, colorScheme] of SCHEMES.entries()) {
    const width = WIDTHS[index * 2];
    it(`opens every page of the sidebar, ${colorScheme} and ${width} px wide, without barriers`, async () => {
      await withPage({ colorScheme, viewport: { width, height: 900 } }, async (page) => {
        await openPage(page, home);
        for (const url of await readSidebar(page)) {
          await openPage(page, url);
          assert.equal(await page.locator("h1").count(), 1, url);
          assert.doesNotMatch(await page.locator(".col-content").innerText(), /<!--|-->/, url);
          await assertFitsWidth(page, url);
          await assertAccessible(page, url);
        }
      });
    });
  }

  it("finds HASH while the browser is offline, and opens the page that explains it", async () => {
    await withPage({}, async (page) => {
      await openPage(page, home);
      await search(page, "HASH");
      await page.locator('#tsd-search-results a[href*="docs/MODELS.html#"]').first().click();
      await page.waitForURL(/docs\/MODELS\.html#/);
      assert.ok((await page.locator("main, .col-content").first().innerText()).includes("HASH"));
    });
  });

  it("opens the menu of a narrow window", async () => {
    await withPage({ viewport: { width: 400, height: 800 } }, async (page) => {
      await openPage(page, home);
      const link = page.locator('.site-nav a[href="CHANGELOG.html"]');
      assert.equal(await link.isVisible(), false);
      await page.locator("#tsd-toolbar-menu-trigger").click();
      await link.click();
      await page.waitForURL(`${home}CHANGELOG.html`);
    });
  });

  it("can be read and searched from files, without a server", async () => {
    await withPage({}, async (page) => {
      // Chromium refuses the pictures of icons from files, and TypeDoc then draws them by a script.
      page.removeAllListeners("console");
      await page.goto(pathToFileURL(`${SITE}index.html`).href);
      await search(page, "createTelemetryClient");
      await page.locator("#tsd-search-results a").first().click();
      await page.waitForURL(/^file:.*\.html/);
      await page.locator('.site-nav a[href$="docs/MODELS.html"]').click();
      await page.waitForURL(/docs\/MODELS\.html$/);
    });
  });

  it("takes pictures to look at", async () => {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        await withPage({ colorScheme, viewport: { width, height: 1000 } }, async (page) => {
          for (const name of [
            "index",
            "docs/MODELS",
            "docs/DATA",
            "docs/PERFORMANCE",
            "api/main/TelemetryClient",
          ]) {
            await openPage(page, `${home}${name}.html`);
            const path = `${PICTURES}/${name.replaceAll("/", "-")}-${width}-${colorScheme}.png`;
            await page.screenshot({ path });
          }
        });
      }
    }
  });
});
