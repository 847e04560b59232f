/** A site keeps its periods, and no moment of a publication leaves a page that is not complete. */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { SiteError } from "../../src/site/site-error.js";
import { addPeriod } from "../../src/site/site-folder.js";
import { createTempFolder } from "../support/temp-folder.js";
import { createFigures } from "./figures.js";

const WEEK = "2026-W40";

function listFiles(folder: string): string[] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}

const readFiles = (folder: string) =>
  Object.fromEntries(listFiles(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));

async function createSite(...keys: string[]): Promise<string> {
  const folder = join(createTempFolder(), "site");
  for (const key of keys) await addPeriod(folder, createFigures(key));
  return folder;
}

describe("addPeriod", () => {
  it("writes the pages, the data and a CSV for each table", async () => {
    const site = await createSite(WEEK);
    const names = listFiles(site).filter((name) => !name.startsWith("assets/"));
    expect(names.filter((name) => !name.endsWith(".csv"))).toEqual([
      `${WEEK}/data.json`,
      `${WEEK}/index.html`,
      "index.html",
      "methodology.html",
      "periods.json",
    ]);
    expect(names.filter((name) => name.endsWith(".csv"))).toHaveLength(13);
    expect(readFileSync(join(site, WEEK, "data.json"), "utf8")).toBe(createFigures(WEEK));
    expect(readFileSync(join(site, WEEK, "searches.csv"), "utf8")).toMatch(
      /^name,from,value\r\n0,0,503\r\n1 to 4,1,503\r\n/,
    );
    expect(readFileSync(join(site, WEEK, "versions.csv"), "utf8")).toBe(
      "name,value\r\n1.2.0,503\r\n1.2.0.x,503\r\n",
    );
    expect(statSync(join(site, "index.html")).mode & 0o444).toBe(0o444);
  });

  it("lists the periods from the newest one, in whatever order they were published", async () => {
    const site = await createSite("2026-W40", "2026-11", "2026-W39");
    expect(JSON.parse(readFileSync(join(site, "periods.json"), "utf8"))).toEqual({
      format: "codeweaver-published-periods/1",
      project: "mytool",
      periods: ["2026-11", "2026-W40", "2026-W39"],
    });
    const index = readFileSync(join(site, "index.html"), "utf8");
    const links = [...index.matchAll(/href="(2026-[^"]+)"/g)].map(([, link]) => link);
    expect([...new Set(links)]).toEqual(
      ["2026-11", "2026-W40", "2026-W39"].map((key) => `${key}/index.html`),
    );
  });

  it("does not change a period that the site has", async () => {
    const site = await createSite("2026-W40");
    const before = readFiles(join(site, "2026-W40"));
    expect(await addPeriod(site, createFigures("2026-W41"))).toBe(true);
    expect(readFiles(join(site, "2026-W40"))).toEqual(before);
    const all = readFiles(site);
    expect(await addPeriod(site, createFigures("2026-W40"))).toBe(false);
    expect(readFiles(site)).toEqual(all);
  });

  it("has only relative links, each to a file of the site or a place in it, and no script", async () => {
    const site = await createSite("2026-W40", "2026-W41");
    const pages = listFiles(site).filter((name) => name.endsWith(".html"));
    expect(pages).toHaveLength(4);
    for (const name of pages) {
      const page = readFileSync(join(site, name), "utf8");
      expect(page).not.toMatch(/<script|<form|javascript:|style=|https?:(?!\/\/www\.w3\.org\/)/i);
      const links = [...page.matchAll(/(?:href|src)="([^"]*)"/g)].map(([, link = ""]) => link);
      expect(links.length).toBeGreaterThan(5);
      for (const link of links) {
        if (link.startsWith("#")) expect(page).toContain(`id="${link.slice(1)}"`);
        else expect([link, existsSync(resolve(site, dirname(name), link))]).toEqual([link, true]);
      }
    }
  });

  it("has no id twice on a page", async () => {
    const site = await createSite("2026-W40", "2026-W41");
    for (const name of listFiles(site).filter((file) => file.endsWith(".html"))) {
      const ids = [...readFileSync(join(site, name), "utf8").matchAll(/ id="([^"]*)"/g)].map(([, id]) => id);
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  it("keeps files of others beside its own", async () => {
    const site = join(createTempFolder(), "site");
    mkdirSync(site);
    writeFileSync(join(site, "CNAME"), "telemetry.example\n");
    await addPeriod(site, createFigures(WEEK));
    expect(readFileSync(join(site, "CNAME"), "utf8")).toBe("telemetry.example\n");
  });
});

describe("a folder that cannot be used", () => {
  it.each([
    {
      title: "has a page that something else has made",
      change: (site: string) => writeFileSync(join(site, "index.html"), "<h1>My project</h1>"),
      message: "index.html was not made by publish: choose another folder with --out.",
    },
    {
      title: "has another file of the name periods.json",
      change: (site: string) => writeFileSync(join(site, "periods.json"), "[]"),
      message: "periods.json is not the list of a published site: choose another folder with --out.",
    },
    {
      title: "lists a folder outside of it",
      change: (site: string) =>
        writeFileSync(
          join(site, "periods.json"),
          '{"format":"codeweaver-published-periods/1","project":"mytool","periods":["../secrets"]}',
        ),
      message: "periods.json is not the list of a published site",
    },
    {
      title: "is the site of another project",
      change: (site: string) => addPeriod(site, createFigures("2026-W39", { project: "other" })),
      message: "is the site of the project other: choose another folder with --out.",
    },
    {
      title: "has other figures of the period",
      change: async (site: string) => {
        mkdirSync(join(site, WEEK));
        writeFileSync(join(site, WEEK, "data.json"), createFigures(WEEK, { reports: 400 }));
      },
      message: "2026-W40 has other figures than those that were published.",
    },
    {
      title: "has lost an earlier period",
      change: async (site: string) => {
        await addPeriod(site, createFigures("2026-W39"));
        rmSync(join(site, "2026-W39"), { recursive: true });
      },
      message:
        "2026-W39/data.json is not readable, but periods.json lists 2026-W39: delete what is left of the folder, and `publish --period 2026-W39` writes it again.",
    },
    {
      title: "has files of others under the name of the period",
      change: async (site: string) => {
        mkdirSync(join(site, WEEK));
        writeFileSync(join(site, WEEK, "notes.txt"), "");
      },
      message: "2026-W40 was not made by publish: move it, or choose another folder with --out.",
    },
    {
      title: "has a file under the name of the period's folder",
      change: async (site: string) => writeFileSync(join(site, WEEK), ""),
      message: "2026-W40 was not made by publish: move it, or choose another folder with --out.",
    },
  ])("$title, and nothing in it is changed", async ({ change, message }) => {
    const site = join(createTempFolder(), "site");
    mkdirSync(site);
    await change(site);
    const before = readFiles(site);
    const adding = addPeriod(site, createFigures(WEEK));
    await expect(adding).rejects.toBeInstanceOf(SiteError);
    await expect(adding).rejects.toThrow(message);
    expect(readFiles(site)).toEqual(before);
  });

  it("is refused for figures that are none", async () => {
    await expect(addPeriod(createTempFolder(), "{}")).rejects.toThrow("not those of a published period");
  });
});

describe("a disk that refuses", () => {
  it("leaves the pages of before, and the next attempt completes the site", async () => {
    const site = await createSite(WEEK);
    const { [`${WEEK}/index.html`]: page, "index.html": index, "periods.json": list } = readFiles(site);
    mkdirSync(join(site, "index.html.tmp")); // no file can be written under this name
    await expect(addPeriod(site, createFigures("2026-W41"))).rejects.toMatchObject({ code: "EISDIR" });
    expect(readFiles(site)).toMatchObject({
      [`${WEEK}/index.html`]: page,
      "index.html": index,
      "periods.json": list,
    });
    rmSync(join(site, "index.html.tmp"), { recursive: true });
    expect(await addPeriod(site, createFigures("2026-W41"))).toBe(true);
    expect(readdirSync(site).filter((name) => /tmp|unfinished/.test(name))).toEqual([]);
  });
});

describe("after a crash", () => {
  const NEW = "2026-W41";

  /** Each makes of a complete site what a crash would have left of its last publication. */
  const STATES: Readonly<Record<string, (site: string) => void>> = {
    "the assets were written": (site) => {
      rmSync(join(site, NEW), { recursive: true });
      restoreLists(site);
    },
    "a part of the new folder was written": (site) => {
      rmSync(join(site, NEW, "data.json"));
      writeFileSync(join(site, NEW, "index.html"), "<!doctype");
      renameSync(join(site, NEW), join(site, `.unfinished-${NEW}`));
      restoreLists(site);
    },
    "the new folder was renamed": restoreLists,
    "a part of the list was written": (site) => {
      restoreLists(site);
      writeFileSync(join(site, "periods.json.tmp"), "{");
    },
  };

  let earlier: Record<string, string> = {};
  function restoreLists(site: string): void {
    for (const name of ["methodology.html", "index.html", "periods.json"])
      writeFileSync(join(site, name), earlier[name] ?? "");
  }

  it.each(Object.entries(STATES))("when %s, the same publication completes the site", async (_, change) => {
    const site = await createSite(WEEK);
    earlier = readFiles(site);
    await addPeriod(site, createFigures(NEW));
    const complete = readFiles(site);
    change(site);
    // Readers have complete pages of the earlier period meanwhile.
    expect(readFiles(join(site, WEEK))).toEqual(
      Object.fromEntries(
        Object.entries(complete)
          .filter(([name]) => name.startsWith(`${WEEK}/`))
          .map(([name, text]) => [name.slice(WEEK.length + 1), text]),
      ),
    );
    expect(await addPeriod(site, createFigures(NEW))).toBe(true);
    expect(readFiles(site)).toEqual(complete);
    expect(await addPeriod(site, createFigures(NEW))).toBe(false);
  });
});
