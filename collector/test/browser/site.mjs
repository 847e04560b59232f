// Opens a published site in Chromium.
import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { tmpdir } from "node:os";
import { extname, join } from "node:path";
import { after, before, describe, it } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";
import { listCells } from "../../dist/publish/cell-names.js";
import { publishTables } from "../../dist/publish/disclosure-control.js";
import { parsePeriod } from "../../dist/publish/publication-period.js";
import { createPublishedPeriod, formatPublishedPeriod } from "../../dist/publish/published-period.js";
import { getCellsPerReport, TABLES } from "../../dist/publish/published-tables.js";
import { addPeriod } from "../../dist/site/site-folder.js";
import { findBarriers, findOverflow, listScreens, startBrowser, withPage } from "./browser.mjs";

const PICTURES = fileURLToPath(new URL("../../build/browser-pictures/", import.meta.url));
const PERIODS = ["2026-W38", "2026-W39", "2026-W40", "2026-10"];
/** A community, and one with too few reports. */
const REPORTS = { many: 4000, few: 3 };
const PAGES = ["index.html", "methodology.html", "2026-10/index.html", "2026-W40/index.html"];
const SCREENS = listScreens([400, 1200]);
/** The site is below a path, as on most servers of files. */
const PATH = "/community/figures/";
const TYPES = { ".html": "text/html; charset=utf-8", ".css": "text/css", ".svg": "image/svg+xml" };

let browser;
let folder;
let server;
before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await startBrowser();
  folder = mkdtempSync(join(tmpdir(), "collector-site-"));
  for (const [name, reports] of Object.entries(REPORTS))
    for (const key of PERIODS) await addPeriod(join(folder, name), createFigures(key, reports));
  server = createServer(answer).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
});
after(async () => {
  await browser?.close();
  server?.close();
  rmSync(folder, { recursive: true, force: true });
});

function createFigures(key, reports) {
  const protection = { kind: "noise", epsilon: 1, delta: 1e-6 };
  const exact = TABLES.map((table) => {
    const known = table.kind === "distribution" ? listCells(table).map(({ name }) => name) : ["all"];
    const names = ["1.10.0", "1.9.0", "a-name-that-is-as-long-as-a-name-can-be", "x"];
    const cells = table.kind === "names" ? names : known;
    const values = new Map(cells.map((cell, index) => [cell, Math.floor(reports / (index + 1))]));
    const knownCells = table.kind === "names" ? [] : known;
    const cellsPerReport = getCellsPerReport(table);
    return { id: table.id, knownCells, values, cellsPerReport, maxPerReport: 1, reportsInNoCell: 0 };
  });
  const period = parsePeriod(key);
  const facts = { project: "codeweaver", period, publishedAt: "2026-12-01T08:00:00.000Z", protection };
  return formatPublishedPeriod(createPublishedPeriod(facts, TABLES, publishTables(exact, protection)));
}

function answer({ url }, response) {
  try {
    assert.ok(url.startsWith(PATH));
    const body = readFileSync(join(folder, url.slice(PATH.length)));
    response.setHeader("Content-Type", TYPES[extname(url)] ?? "text/plain");
    response.end(body);
  } catch {
    response.statusCode = 404;
    response.end();
  }
}

describe("a published site", () => {
  for (const name of Object.keys(REPORTS))
    for (const { width, scheme: colorScheme } of SCREENS)
      it(`has no barriers and no sideways scrolling: ${name} reports, ${width} px, ${colorScheme}`, async () => {
        const origin = `http://127.0.0.1:${server.address().port}`;
        for (const path of PAGES)
          await withPage(browser, { origin, colorScheme, viewport: { width, height: 900 } }, async (page) => {
            const response = await page.goto(`${origin}${PATH}${name}/${path}`);
            assert.equal(response.status(), 200);
            assert.deepEqual(await findBarriers(page), []);
            assert.deepEqual(await findOverflow(page), []);
            const picture = `site-${name}-${path.replaceAll(/\W+/g, "_")}-${width}-${colorScheme}.png`;
            await page.screenshot({ path: join(PICTURES, picture), fullPage: true });
          });
      });

  it("can be read as files, without scripts", async () => {
    const options = { origin: "null", javaScriptEnabled: false, colorScheme: "dark" };
    await withPage(browser, options, async (page) => {
      await page.goto(pathToFileURL(join(folder, "many", "index.html")).href);
      await page.getByRole("link", { name: "2026-W40" }).click();
      assert.match(await page.locator("h1").innerText(), /How was codeweaver used in week 40 of 2026\?/);
      const image = page.getByRole("img", { name: "How many searches does an installation have in a week?" });
      assert.equal(await image.filter({ visible: true }).count(), 1);
      await page.getByRole("navigation").getByRole("link", { name: "How these figures are made" }).click();
      assert.match(await page.locator("main").innerText(), /What ε and δ promise/);
      await page.screenshot({ path: join(PICTURES, "site-file.png") });
    });
  });
});
