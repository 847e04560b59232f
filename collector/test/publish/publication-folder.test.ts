/** Figures are published once, and a crash at any moment neither loses nor changes them. */
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { AlreadyPublishedError, readLedger } from "../../src/publish/privacy-ledger.js";
import { LostPublicationError, PublicationFolder } from "../../src/publish/publication-folder.js";
import { parsePeriod } from "../../src/publish/publication-period.js";
import { createTempFolder } from "../support/temp-folder.js";

const FIGURES = '{"noise": "drawn once"}\n';
const OTHER_FIGURES = '{"noise": "drawn again"}\n';
const PUBLICATION = {
  period: "2026-W40",
  epsilon: 1,
  delta: 1e-6,
  tables: ["versions"],
  publishedAt: "2026-12-01T12:00:00.000Z",
};

const createPath = () => join(createTempFolder(), "publications");

function find(path: string, key = "2026-W40") {
  const period = parsePeriod(key);
  if (period === undefined) throw new Error(`${key} is not a period`);
  return new PublicationFolder(path).find(period);
}

const add = (path: string, figures = FIGURES) => new PublicationFolder(path).add(PUBLICATION, figures);
const readPeriods = async (path: string) =>
  (await readLedger(join(path, "ledger.jsonl"))).map(({ period }) => period);

describe("PublicationFolder", () => {
  it("keeps what was published, so that only this account can read it", async () => {
    const path = createPath();
    expect(await find(path)).toBeUndefined();
    await add(path);
    expect(await find(path)).toBe(FIGURES);
    expect(await readPeriods(path)).toEqual(["2026-W40"]);
    expect(readdirSync(path).sort()).toEqual(["2026-W40.json", "ledger.jsonl"]);
    expect(statSync(join(path, "2026-W40.json")).mode & 0o777).toBe(0o600);
  });

  it("does not publish a period twice", async () => {
    const path = createPath();
    await add(path);
    await expect(add(path, OTHER_FIGURES)).rejects.toBeInstanceOf(AlreadyPublishedError);
    expect(await find(path)).toBe(FIGURES);
  });

  it("does not publish a week of a period that was published", async () => {
    const path = createPath();
    await add(path);
    await expect(find(path, "2026-10")).rejects.toThrow(
      "A week of 2026-10 was published as part of 2026-W40",
    );
  });
});

/** Makes of a folder with a publication what a crash would have left. Each has the name of what was done last. */
const BEFORE_THE_RECORD = {
  "the folder was made": (path: string) => {
    rmSync(join(path, "ledger.jsonl"));
    rmSync(join(path, "2026-W40.json"));
  },
  "a part of the figures was written": (path: string) => {
    rmSync(join(path, "ledger.jsonl"));
    rmSync(join(path, "2026-W40.json"));
    writeFileSync(join(path, "2026-W40.json.tmp"), FIGURES.slice(0, 5));
  },
  "the figures were written": (path: string) => {
    rmSync(join(path, "ledger.jsonl"));
    renameSync(join(path, "2026-W40.json"), join(path, "2026-W40.json.tmp"));
  },
  "a part of the ledger was written": (path: string) => {
    const ledger = readFileSync(join(path, "ledger.jsonl"), "utf8");
    rmSync(join(path, "ledger.jsonl"));
    writeFileSync(join(path, "ledger.jsonl.tmp"), ledger.slice(0, 20));
    renameSync(join(path, "2026-W40.json"), join(path, "2026-W40.json.tmp"));
  },
};

async function crash(change: (path: string) => void): Promise<string> {
  const path = createPath();
  await add(path);
  const crashed = join(createTempFolder(), "publications");
  cpSync(path, crashed, { recursive: true });
  change(crashed);
  return crashed;
}

describe("after a crash", () => {
  it.each(Object.entries(BEFORE_THE_RECORD))(
    "when %s, the period is not published, and can be with other noise",
    async (_, change) => {
      const path = await crash(change);
      expect(await find(path)).toBeUndefined();
      await add(path, OTHER_FIGURES);
      expect(await find(path)).toBe(OTHER_FIGURES);
      expect(readdirSync(path).sort()).toEqual(["2026-W40.json", "ledger.jsonl"]);
    },
  );

  it("when the period was recorded, it is published with the figures of before", async () => {
    const path = await crash((folder) =>
      renameSync(join(folder, "2026-W40.json"), join(folder, "2026-W40.json.tmp")),
    );
    expect(await find(path)).toBe(FIGURES);
    expect(existsSync(join(path, "2026-W40.json.tmp"))).toBe(false);
    await expect(add(path, OTHER_FIGURES)).rejects.toBeInstanceOf(AlreadyPublishedError);
    expect(await find(path)).toBe(FIGURES);
  });

  it.each([
    { title: "lost", change: (path: string) => rmSync(path) },
    { title: "changed", change: (path: string) => writeFileSync(path, OTHER_FIGURES) },
  ])("when the recorded figures are $title, no others are published", async ({ change }) => {
    const path = await crash((folder) => change(join(folder, "2026-W40.json")));
    const finding = find(path);
    await expect(finding).rejects.toBeInstanceOf(LostPublicationError);
    await expect(finding).rejects.toThrow(
      "2026-W40 was published on 2026-12-01T12:00:00.000Z, but " +
        `${join(path, "2026-W40.json")} is lost or was changed. Restore it from a backup`,
    );
    await expect(add(path, OTHER_FIGURES)).rejects.toBeInstanceOf(AlreadyPublishedError);
  });
});
