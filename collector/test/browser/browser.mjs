// Opens pages in Chromium, and finds what is wrong with them.
import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

const BROWSERS = [
  process.env.CHROMIUM,
  "/usr/bin/chromium",
  "/usr/bin/chromium-browser",
  "/usr/bin/google-chrome",
];
const AXE = fileURLToPath(import.meta.resolve("axe-core/axe.min.js"));

/** Returns each width in light and dark. With `--quick` only the two screens that differ most. */
export function listScreens(widths) {
  const screens = widths.flatMap((width) => ["light", "dark"].map((scheme) => ({ width, scheme })));
  return process.argv.includes("--quick") ? [screens[0], screens.at(-1)] : screens;
}

export async function startBrowser() {
  const executablePath = BROWSERS.find((path) => path && existsSync(path));
  assert.ok(executablePath, "there is no Chromium: install it, or name it in the variable CHROMIUM");
  return chromium.launch({
    executablePath,
    // No name of a host can be looked up, so that the browser is offline apart from the loopback server.
    args: [
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
      ...(process.getuid?.() === 0 ? ["--no-sandbox"] : []),
    ],
  });
}

/**
 * Calls `use` with an empty page. Fails if a page breaks its policy, logs an error, or requests anything of another origin.
 * @param expectedErrors what the console may say, such as the status of a page that is an error
 */
export async function withPage(browser, { origin, expectedErrors = /^$/, ...options }, use) {
  const context = await browser.newContext({ javaScriptEnabled: true, ...options });
  const problems = [];
  await context.addInitScript(() => {
    window.policyReports = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.policyReports.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
    });
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" && !expectedErrors.test(message.text())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) problems.push(`requested ${request.url()}`);
  });
  try {
    await use(page);
    problems.push(...(await page.evaluate(() => window.policyReports ?? [])));
  } finally {
    await context.close();
  }
  assert.deepEqual(problems, []);
}

/** Takes a picture of the whole page. On a busy machine, Chromium sometimes cannot at once, if the page is long. */
export async function takePicture(page, path) {
  const take = () => page.screenshot({ path, fullPage: true });
  await take().catch(take);
}

/** Returns a line for each barrier that axe-core finds. The tool's own script runs outside of the page's policy. */
export async function findBarriers(page) {
  await page.evaluate(await readAxe());
  const violations = await page.evaluate(async () => {
    const results = await window.axe.run(document, { resultTypes: ["violations"] });
    return results.violations;
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.slice(0, 3).map(({ html, failureSummary }) => `${id}: ${html.slice(0, 200)} ${failureSummary}`),
  );
}

let axe;
async function readAxe() {
  const { readFile } = await import("node:fs/promises");
  axe ??= await readFile(AXE, "utf8");
  return axe;
}

/** Returns the elements that are wider than the window, if the page can be scrolled sideways. */
export function findOverflow(page) {
  return page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const isWide = (element) => element.getBoundingClientRect().right > clientWidth + 1;
    return [...document.querySelectorAll("body *")]
      .filter(isWide)
      .map((element) => element.outerHTML.slice(0, 120));
  });
}
