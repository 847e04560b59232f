// Opens the documentation site in Chromium. `npm run docs && npm run test:site`; pictures are in build/site-pictures.
import assert from "node:assert/strict";
import { existsSync, mkdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { AXE_URL, chromium, serveSite } from "../../site/tools.mjs";

const BROWSERS = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const PICTURES = "build/site-pictures";
const WIDTHS = [400, 800, 1600];
const SCHEMES = ["light", "dark"];
const PAGES = [
  "",
  "docs/LIMITS.html",
  "docs/PERFORMANCE.html",
  "api/codeweaver-telemetry/interfaces/TelemetryClient.html",
];

/** Queries with the sections that are expected among the first three results. */
const QUERIES = [
  ["HASH", "docs/PRIVACY.html#hashes", "docs/MODELS.html#the-conversions"],
  ["opt out", "docs/PRIVACY.html#turn-it-off", "docs/SETTINGS.html#turn-it-off"],
  ["turn it off", "docs/PRIVACY.html#turn-it-off", "docs/SETTINGS.html#turn-it-off"],
  ["exit code", "docs/CLI.html#exit-codes"],
  ["posthog_host", "docs/SETTINGS.html#all-settings"],
  ["process.exit", "docs/DELIVERY.html#how-a-program-ends"],
  ["CI", "docs/DELIVERY.html#ci"],
  ["webpack", "docs/BUNDLING.html"],
  ["docker", "docs/DELIVERY.html#containers"],
  ["redacted", "docs/MODELS.html#send-a-text", "api/codeweaver-telemetry/functions/redacted.html"],
  ["windows", "docs/LIMITS.html"],
];

let browser;
let server;
let home;

before(async () => {
  assert.ok(existsSync("build/site/index.html"), "there is no site: run `npm run docs`");
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
  server = await serveSite(0);
  home = server.resolvedUrls.local[0];
  mkdirSync(PICTURES, { recursive: true });
});

after(async () => {
  await browser?.close();
  await server?.close();
});

/** Opens a page and calls `use` with it. Fails if the page logs an error or requests anything of another origin. */
async function withPage(options, use) {
  const context = await browser.newContext(options);
  const problems = [];
  const page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (!/^data:/.test(request.url()) && !request.url().startsWith(home))
      problems.push(`requested ${request.url()}`);
  });
  await use(page);
  await context.close();
  assert.deepEqual(problems, []);
}

async function openPage(page, url) {
  const response = await page.goto(url, { waitUntil: "networkidle" });
  assert.equal(response.status(), 200, url);
  await page.locator("h1").waitFor();
}

async function readSidebar(page) {
  return page.locator(".VPSidebar a").evaluateAll((links) => links.map((link) => link.href));
}

async function search(page, text) {
  if (!(await page.locator(".search-input").isVisible())) await page.locator(".DocSearch-Button").click();
  await page.locator(".search-input").fill(text);
  // Results are replaced 200 ms after the last key.
  await page.waitForTimeout(400);
  await page.locator(".results a").first().waitFor();
  return page.locator(".results a").evaluateAll((links) => links.map((link) => link.href));
}

/** Returns a line for each barrier that is serious, such as a text with too little contrast. */
async function findBarriers(page) {
  await page.addScriptTag({ path: fileURLToPath(AXE_URL) });
  return page.evaluate(async () => {
    // VitePress' button for the search shows its shortcut, which its label does not have, and its sidebar has buttons
    // to fold a group inside of elements that have the role of a button.
    const rules = {
      "label-content-name-mismatch": { enabled: false },
      "nested-interactive": { enabled: false },
    };
    const { violations } = await window.axe.run(document, { resultTypes: ["violations"], rules });
    return violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.slice(0, 3).map(({ html }) => `${id}: ${html.slice(0, 160)}`));
  });
}

describe("the documentation site", () => {
  for (const [index, colorScheme] of SCHEMES.entries()) {
    const width = WIDTHS[index * 2];
    it(`opens every page of the sidebar, ${colorScheme} and ${width} px wide, without barriers`, async () => {
      await withPage({ colorScheme, viewport: { width, height: 900 } }, async (page) => {
        await openPage(page, home);
        const urls = await readSidebar(page);
        assert.ok(urls.length > 30, `${urls.length} pages`);
        const barriers = {};
        for (const url of new Set([...urls, ...PAGES.map((name) => home + name)])) {
          await openPage(page, url);
          assert.equal(await page.locator("h1").count(), 1, url);
          assert.ok(
            await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth),
            url,
          );
          const found = await findBarriers(page);
          if (found.length > 0) barriers[url] = found;
        }
        assert.deepEqual(barriers, {});
      });
    });
  }

  for (const [query, ...expected] of QUERIES) {
    it(`finds "${query}" among the first three results`, async () => {
      await withPage({}, async (page) => {
        await openPage(page, home);
        const found = (await search(page, query)).slice(0, 3).map((url) => url.slice(home.length));
        assert.ok(
          found.some((url) => expected.some((each) => url.startsWith(each))),
          `found ${found.join(", ")}`,
        );
      });
    });
  }

  it("opens the section that a result names", async () => {
    await withPage({}, async (page) => {
      await openPage(page, home);
      await search(page, "exit code");
      await page.locator(".results a").first().click();
      await page.waitForURL(/docs\/CLI\.html#exit-codes/);
      assert.ok(await page.locator("#exit-codes").isVisible());
    });
  });

  it("opens the menu of a narrow window", async () => {
    await withPage({ viewport: { width: 400, height: 800 } }, async (page) => {
      await openPage(page, home);
      await page.locator(".VPLocalNav .menu").click();
      await page.locator('.VPSidebar a[href$="CHANGELOG.html"]').click();
      await page.waitForURL(`${home}CHANGELOG.html`);
    });
  });

  it("shows a file that a page links to as text", async () => {
    await withPage({}, async (page) => {
      await openPage(page, `${home}docs/CLI.html`);
      const address = await page.locator('.vp-doc a[href*="files/"]').first().getAttribute("href");
      const response = await page.request.get(new URL(address, home).href);
      assert.match(response.headers()["content-type"], /^text\/plain/);
      assert.match(await response.text(), /import/);
    });
  });

  it("takes pictures to look at", async () => {
    for (const width of WIDTHS) {
      for (const colorScheme of SCHEMES) {
        await withPage({ colorScheme, viewport: { width, height: 1000 } }, async (page) => {
          for (const name of PAGES) {
            await openPage(page, home + name);
            const path = `${PICTURES}/${name.split("/").at(-1).replace(".html", "") || "index"}-${width}-${colorScheme}.png`;
            await page.screenshot({ path });
          }
          await search(page, "exit code");
          await page.screenshot({ path: `${PICTURES}/search-${width}-${colorScheme}.png` });
        });
      }
    }
  });
});
