/** One publication at a time uses the folder of a site. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { SiteError } from "../../src/site/site-error.js";
import { addPeriod } from "../../src/site/site-folder.js";
import { holdSiteLock } from "../../src/site/site-lock.js";
import { createTempFolder } from "../support/temp-folder.js";
import { createFigures } from "./figures.js";

describe("holdSiteLock", () => {
  it("lets one of two publications into a site, and the other one later, so that no period is lost", async () => {
    const site = join(createTempFolder(), "site");
    const publish = (key: string) => holdSiteLock(site, () => addPeriod(site, createFigures(key)));
    const [first, second] = await Promise.allSettled([publish("2026-W40"), publish("2026-W41")]);
    const refused = [first, second].filter(({ status }) => status === "rejected");
    expect(refused).toMatchObject([{ reason: expect.any(SiteError) }]);
    await publish(first.status === "rejected" ? "2026-W40" : "2026-W41");
    expect(JSON.parse(readFileSync(join(site, "periods.json"), "utf8")).periods).toEqual([
      "2026-W41",
      "2026-W40",
    ]);
    expect(readdirSync(site).filter((name) => name.startsWith("."))).toEqual([]);
  });

  it("says which file is in the way", async () => {
    const site = createTempFolder();
    writeFileSync(join(site, ".publishing"), "");
    await expect(holdSiteLock(site, async () => {})).rejects.toThrow(
      `${join(site, ".publishing")} exists. If no other publication into this folder is running, one was interrupted: delete this file.`,
    );
    expect(readdirSync(site)).toEqual([".publishing"]);
  });

  it("releases the lock of work that fails, and deletes only the folders that it has created", async () => {
    const parent = createTempFolder();
    const fail = () => Promise.reject(new Error("refused"));
    await expect(holdSiteLock(join(parent, "new", "site"), fail)).rejects.toThrow("refused");
    expect(readdirSync(parent)).toEqual([]);
    mkdirSync(join(parent, "old"));
    await expect(holdSiteLock(join(parent, "old"), fail)).rejects.toThrow("refused");
    expect(readdirSync(join(parent, "old"))).toEqual([]);
  });

  it.each(["file", "file/site"])("refuses %s, which cannot be a folder", async (name) => {
    const folder = createTempFolder();
    writeFileSync(join(folder, "file"), "");
    await expect(holdSiteLock(join(folder, name), async () => {})).rejects.toBeInstanceOf(SiteError);
    expect(existsSync(join(folder, "file"))).toBe(true);
  });
});
