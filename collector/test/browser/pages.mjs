// Opens the collector's pages in Chromium.
import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import { after, before, describe, it } from "node:test";
import { fileURLToPath } from "node:url";
import { generateLines } from "../../community/community.mjs";
import { QUESTIONS } from "../../dist/questions/catalog.js";
import { findBarriers, findOverflow, listScreens, startBrowser, takePicture, withPage } from "./browser.mjs";
import { startCollector } from "./collectors.mjs";

const PICTURES = fileURLToPath(new URL("../../build/browser-pictures/", import.meta.url));
const WIDTHS = [400, 800, 1600];
const SCREENS = listScreens(WIDTHS);
const EXPERIMENT = "new_reranker";
/** CodeWeaver's own claims, and the plan of the experiment. */
const SETTINGS = `claims = ${JSON.stringify(fileURLToPath(new URL("../../config/claims.toml", import.meta.url)))}
[projects.codeweaver.experiments.${EXPERIMENT}]
decrease = ["search_ms"]
planned_installations = 1500
`;
const EVENT_COUNTS = [0, 10, 50_000];
const INSTALLATIONS = 300;
/** Events that are as old as they are kept would be dropped as expired. */
const DAYS = 89;

/** The overview, one page for each shape of an answer, experiments, claims, and pages that are errors, with what the console says of them. */
const PAGES = {
  overview: "/",
  series: "/questions/active-installations",
  comparison: "/questions/search-outcomes",
  distribution: "/questions/search-languages",
  figure: "/questions/files-per-search",
  table: "/questions/data-quality",
  experiments: "/experiments",
  experiment: `/experiments/${EXPERIMENT}`,
  claims: "/claims",
  missing: "/questions/no-such-question",
  filter: "/questions/search-latency?from=yesterday",
};
const STATUSES = { missing: 404, filter: 400 };

/**
 * What a stranger asks of the first page, written before the page. The texts answer all but the last one, for which one has to
 * look at a chart.
 */
const FIRST_PAGE_QUESTIONS = [
  ["Which tool is this about?", /How is codeweaver used, and how well does it work\?/],
  ["Whose figures are these, and did they agree?", /events that installations send if their owners allow it/],
  ["Which days do they cover?", /Days\s+\d+ \w+ \d{4} to \d+ \w+ \d{4}/],
  ["How old are the data?", /Data as of\s+\d+ \w+ \d{4}, \d\d:\d\d UTC/],
  ["How many installations use it?", /\d+\s+installations were active in the week from \d+ \w+ \d{4}/],
  ["Does it gain or lose users?", /\d+ in the week before/],
  ["How much is it used?", /[\d,]+\s+searches in these days/],
  ["How fast is it?", /\d+ ms\s+95 % of searches are faster than this \(version 1\.2\.0/],
  ["How often does it fail?", /[\d.]+ %\s+of searches fail \(version 1\.2\.0\)/],
  ["Does it keep its promise to save tokens?", /[\d.]+ % to [\d.]+ %\s+of tokens are saved, compared with/],
  ["Which version do most people use?", undefined],
];

let browser;
before(async () => {
  mkdirSync(PICTURES, { recursive: true });
  browser = await startBrowser();
});
after(() => browser?.close());

for (const count of EVENT_COUNTS) {
  describe(`pages of a project with ${count} events`, () => {
    let collector;
    before(async () => {
      collector = await startCollector({ events: generateEvents(count), settings: SETTINGS });
    });
    after(() => collector?.close());

    for (const { width, scheme } of SCREENS)
      it(`have no barriers and no sideways scrolling at ${width} px, ${scheme}`, async () => {
        for (const [name, path] of Object.entries(PAGES))
          await checkPage(collector, path, {
            colorScheme: scheme,
            viewport: { width, height: 900 },
            status: STATUSES[name] ?? 200,
            picture: `${name}-${count}-${width}-${scheme}`,
          });
      });
  });
}

describe("the pages of a community", () => {
  let collector;
  before(async () => {
    collector = await startCollector({ events: generateEvents(20_000), settings: SETTINGS });
  });
  after(() => collector?.close());

  it("are sound for every question", async () => {
    for (const { id } of QUESTIONS)
      await checkPage(collector, `/questions/${id}`, {
        viewport: { width: 400, height: 900 },
        picture: `all-${id}`,
      });
  });

  it("answer a stranger's questions on the first page", async () => {
    await open(collector, "/", {}, async (page) => {
      const text = await page.locator("body").innerText();
      const unanswered = FIRST_PAGE_QUESTIONS.filter(
        ([, answer]) => answer === undefined || !answer.test(text),
      );
      assert.deepEqual(
        unanswered.map(([question]) => question),
        ["Which version do most people use?"],
      );
      const chart = page.locator("li", { hasText: "Which versions of the tool are in use each week?" });
      assert.equal(await chart.locator("svg[role=img]").count(), 1);
    });
  });

  it("show the same without scripts", async () => {
    const readText = async (options) => {
      let text = "";
      await open(collector, "/questions/search-outcomes", options, async (page) => {
        text = await page.locator("main").innerText();
      });
      return text;
    };
    assert.equal(await readText({ javaScriptEnabled: false }), await readText({}));
  });

  it("print the whole table, and no controls", async () => {
    await open(collector, "/questions/events", {}, async (page) => {
      await page.emulateMedia({ media: "print", colorScheme: "dark" });
      assert.equal(await page.locator("form").isVisible(), false);
      const isCut = await page
        .locator(".scroll")
        .evaluateAll((boxes) => boxes.some((box) => box.scrollHeight > box.clientHeight + 1));
      assert.equal(isCut, false);
      const background = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      assert.equal(background, "rgb(255, 255, 255)");
      await page.pdf({ path: `${PICTURES}print.pdf` });
    });
  });

  it("can be used with the keyboard alone", async () => {
    await open(collector, "/questions/search-latency", {}, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await describeFocus(page), "Skip to the content");
      assert.ok(await page.locator(".skip").evaluate((link) => link.getBoundingClientRect().top >= 0));
      await page.keyboard.press("Enter");
      await tabTo(page, "Last 13 weeks");
      await Promise.all([page.waitForURL(/from=\d{4}/), page.keyboard.press("Enter")]);
      await tabTo(page, "version");
      await page.keyboard.type("1.2.0");
      await Promise.all([page.waitForURL(/version=1\.2\.0/), page.keyboard.press("Enter")]);
      assert.equal(await page.locator("tbody th", { hasText: "1.1.0" }).count(), 0);
      await tabTo(page, "with runs in CI", "ci");
      await page.keyboard.press("Space");
      await tabTo(page, "Show");
      await Promise.all([page.waitForURL(/ci=include/), page.keyboard.press("Enter")]);
      await tabTo(page, "Show the SQL");
      await page.keyboard.press("Enter");
      assert.ok(await page.locator("details pre").isVisible());
    });
  });

  it("scroll a wide table with the keyboard", async () => {
    await open(
      collector,
      "/questions/search-outcomes",
      { viewport: { width: 400, height: 900 } },
      async (page) => {
        const table = page.locator(".scroll").first();
        await table.focus();
        await page.keyboard.press("ArrowRight");
        await page.waitForFunction(() => document.activeElement.scrollLeft > 0);
      },
    );
  });

  it("show where the focus is, at every stop", async () => {
    await open(collector, "/", {}, async (page) => {
      const stops = await page.locator("a, button, input, select, summary, [tabindex='0']").count();
      for (let stop = 0; stop < stops; stop++) {
        await page.keyboard.press("Tab");
        const { isVisible, html } = await page.evaluate(() => {
          const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement);
          const html = document.activeElement.outerHTML.slice(0, 100);
          return { html, isVisible: outlineStyle !== "none" && Number.parseFloat(outlineWidth) >= 2 };
        });
        if (html.startsWith("<body")) break; // the hidden controls have no stop
        assert.ok(isVisible, html);
      }
    });
  });

  it("lead from the overview to an experiment and to the question of a claim, with the keyboard alone", async () => {
    await open(collector, "/", {}, async (page) => {
      await tabTo(page, "Experiments");
      await Promise.all([page.waitForURL(/\/experiments$/), page.keyboard.press("Enter")]);
      await tabTo(page, EXPERIMENT);
      await Promise.all([page.waitForURL(/\/experiments\/new_reranker/), page.keyboard.press("Enter")]);
      assert.match(await page.locator("h1").innerText(), /Which differences does the experiment/);
      await tabTo(page, "Show");
      await Promise.all([page.waitForURL(/from=\d{4}/), page.keyboard.press("Enter")]);
      assert.match(await page.locator("main").innerText(), /test: .* below control; at every look between/);
      await tabTo(page, "Claims");
      await Promise.all([page.waitForURL(/\/claims/), page.keyboard.press("Enter")]);
      await tabTo(page, "Which share of the searches fails, by version?");
      await Promise.all([page.waitForURL(/\/questions\/search-failures/), page.keyboard.press("Enter")]);
    });
  });

  it("show the intervals of an experiment and of a claim in the chart that fits the window", async () => {
    for (const width of WIDTHS)
      for (const path of [PAGES.experiment, PAGES.claims])
        await open(collector, path, { viewport: { width, height: 900 } }, async (page) => {
          const figures = await page.locator("figure").count();
          assert.ok(figures > 1);
          const charts = page.locator("svg[role=img]:visible");
          assert.equal(await charts.count(), figures);
          const lines = charts.first().locator("line[stroke-dasharray], g[stroke-dasharray] line");
          assert.equal(await lines.count(), 1);
        });
  });

  it("keep the filter from page to page", async () => {
    await open(collector, "/?platform=linux", {}, async (page) => {
      await page.locator(".audiences a", { hasText: "How long do searches take, by version" }).click();
      await page.waitForURL(/search-latency\?platform=linux/);
      const csv = await page.getByRole("link", { name: "Download as CSV" }).getAttribute("href");
      assert.equal(csv, "/api/questions/search-latency.csv?platform=linux");
    });
  });
});

describe("what a project lacks", () => {
  it("is a manifest, and the page says how to add it", async () => {
    const collector = await startCollector({ hasManifest: false });
    try {
      await open(collector, "/", {}, async (page) => {
        const text = await page.locator("main").innerText();
        assert.match(text, /The project codeweaver has no manifest yet/);
        assert.match(text, /codeweaver-collector manifest add manifest\.json/);
        await page.screenshot({ path: `${PICTURES}no-manifest.png` });
        assert.deepEqual(await findBarriers(page), []);
      });
    } finally {
      await collector.close();
    }
  });

  it("is claims, and the page says how to make some", async () => {
    const collector = await startCollector();
    try {
      await checkPage(collector, "/claims", { picture: "no-claims" });
      await open(collector, "/claims", {}, async (page) => {
        assert.match(await page.locator("main").innerText(), /claims = "claims\.toml"/);
      });
    } finally {
      await collector.close();
    }
  });

  it("is events, and the page says where to send them", async () => {
    const collector = await startCollector();
    try {
      await open(collector, "/questions/search-latency", {}, async (page) => {
        const text = await page.locator("main").innerText();
        assert.match(text, /No event has arrived for the project codeweaver yet/);
        assert.ok(text.includes(`posthogHost: "${collector.url}"`), text);
      });
    } finally {
      await collector.close();
    }
  });
});

describe("values that look like HTML", () => {
  it("are shown as they are", async () => {
    const value = `<img src="x" onerror="document.title='broken'">`;
    const search = { execution_time_ms: 10, search_mode: value, tool_version: value, status: value };
    const events = [{ event: "codeweaver_search", distinct_id: "a", properties: search }];
    const collector = await startCollector({ events });
    try {
      await open(collector, "/questions/search-latency", {}, async (page) => {
        assert.notEqual(await page.title(), "broken");
        assert.equal(await page.locator("img").count(), 0);
        assert.match(await page.locator("table").first().innerText(), /<img src="x"/);
      });
    } finally {
      await collector.close();
    }
  });
});

describe("the admin token", () => {
  let collector;
  before(async () => {
    collector = await startCollector({ isPublic: false });
  });
  after(() => collector?.close());

  it("is asked for in plain words", async () => {
    await withPage(browser, { origin: collector.url, expectedErrors: /status of 401/ }, async (page) => {
      // Without the header, Chromium shows at once what it shows when the password is not entered.
      await page.route("**/*", async (route) => {
        const response = await route.fetch();
        const { "www-authenticate": _, ...headers } = response.headers();
        await route.fulfill({ response, headers });
      });
      await page.goto(collector.url);
      assert.match(await page.locator("main").innerText(), /enter the token as the password/);
      await page.screenshot({ path: `${PICTURES}unauthorized.png` });
      assert.deepEqual(await findBarriers(page), []);
    });
  });

  it("opens the pages", async () => {
    const httpCredentials = { username: "anybody", password: collector.token };
    await checkPage(collector, "/", { httpCredentials, picture: "authorized" });
  });
});

/** Returns about so many events. A few are chosen evenly, so that they are of all days. */
function generateEvents(count) {
  if (count === 0) return [];
  const isFew = count < INSTALLATIONS;
  const events = isFew ? 50_000 : count;
  const lines = [...generateLines({ events, installations: INSTALLATIONS, days: DAYS })];
  const chosen = isFew ? lines.filter((_, index) => index % Math.ceil(lines.length / count) === 0) : lines;
  return chosen.map((line) => JSON.parse(line));
}

/** Opens a page as one whose console says nothing, and calls `use` with it. */
async function open(collector, path, options, use) {
  await withPage(browser, { origin: collector.url, ...options }, async (page) => {
    await page.goto(collector.url + path);
    await use(page);
  });
}

async function checkPage(collector, path, { status = 200, picture, ...options }) {
  const expectedErrors = new RegExp(status === 200 ? "^$" : `status of ${status}`);
  await withPage(browser, { origin: collector.url, expectedErrors, ...options }, async (page) => {
    const response = await page.goto(collector.url + path);
    assert.equal(response.status(), status, path);
    assert.equal(await page.locator("h1").count(), 1, path);
    assert.deepEqual(await findOverflow(page), [], path);
    await takePicture(page, `${PICTURES}${picture}.png`);
    assert.deepEqual(await findBarriers(page), [], path);
  });
}

/** Presses Tab until the focus is on what has the name or text. */
async function tabTo(page, ...names) {
  for (let stop = 0; stop < 60; stop++) {
    await page.keyboard.press("Tab");
    if (names.includes(await describeFocus(page))) return;
  }
  assert.fail(`no stop of the keyboard is ${names.join(" or ")}`);
}

function describeFocus(page) {
  return page.evaluate(() => document.activeElement.name || document.activeElement.textContent.trim());
}
