/** A week is published once, whatever happens. */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import {
  AlreadyPublishedError,
  computeDigest,
  DamagedLedgerError,
  type Publication,
  readLedger,
  recordPublication,
} from "../../src/publish/privacy-ledger.js";
import { createTempFolder } from "../support/temp-folder.js";

function createPublication(period: string, input: Partial<Publication> = {}): Publication {
  return {
    period,
    epsilon: 1,
    delta: 1e-6,
    tables: ["versions", "models"],
    publishedAt: "2026-12-01T12:00:00.000Z",
    digest: computeDigest(period),
    ...input,
  };
}

const createPath = () => join(createTempFolder(), "ledger.jsonl");

describe("recordPublication", () => {
  it("adds a line for each period, and keeps the earlier ones", async () => {
    const path = createPath();
    const publications = [
      createPublication("2026-W40"),
      createPublication("2026-W41", { epsilon: null, delta: null }),
      createPublication("2026-11"),
    ];
    for (const publication of publications) await recordPublication(path, publication);
    expect(await readLedger(path)).toEqual(publications);
    expect(readFileSync(path, "utf8")).toBe(
      publications.map((publication) => `${JSON.stringify(publication)}\n`).join(""),
    );
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });

  it.each([
    { first: "2026-W40", second: "2026-W40", message: "2026-W40 was published on 2026-12-01" },
    { first: "2026-W40", second: "2026-10", message: "A week of 2026-10 was published as part of 2026-W40" },
    { first: "2026-10", second: "2026-W44", message: "A week of 2026-W44 was published as part of 2026-10" },
  ])("refuses $second after $first, although the site was never seen", async ({ first, second, message }) => {
    const path = createPath();
    const publication = createPublication(first);
    await recordPublication(path, publication);
    const before = readFileSync(path, "utf8");
    const refused = recordPublication(path, createPublication(second));
    await expect(refused).rejects.toBeInstanceOf(AlreadyPublishedError);
    await expect(refused).rejects.toThrow(message);
    await expect(refused).rejects.toMatchObject({ publication }); // its digest identifies the prepared pages
    expect(readFileSync(path, "utf8")).toBe(before);
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });

  it.each(["2026-W49", "2026-12"])("refuses %s, which is not over", async (period) => {
    const path = createPath();
    await expect(recordPublication(path, createPublication(period))).rejects.toThrow("is not over");
    expect(existsSync(path)).toBe(false);
  });

  it("refuses what is not a publication", async () => {
    const path = createPath();
    await expect(recordPublication(path, createPublication("2026"))).rejects.toThrow("2026 is not a period");
    await expect(
      recordPublication(path, createPublication("2026-W40", { digest: "none" })),
    ).rejects.toThrow();
    expect(existsSync(path)).toBe(false);
    await recordPublication(path, createPublication("2026-W40")); // no lock remains
  });

  it("lets one of two processes publish a period at the same time", async () => {
    const path = createPath();
    const results = await Promise.allSettled(
      [1, 2, 3].map(() => recordPublication(path, createPublication("2026-W40"))),
    );
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await readLedger(path)).toHaveLength(1);
  });

  it("asks the operator after a crash in the middle, and says which file to delete", async () => {
    const path = createPath();
    await recordPublication(path, createPublication("2026-W40"));
    writeFileSync(`${path}.tmp`, '{"period":"2026-W4');
    await expect(recordPublication(path, createPublication("2026-W41"))).rejects.toThrow(
      `${path}.tmp exists. If no other publication is running, one was interrupted: delete it.`,
    );
    expect(await readLedger(path)).toEqual([createPublication("2026-W40")]);
  });
});

describe("readLedger", () => {
  it("has no publications before the first one", async () => {
    expect(await readLedger(createPath())).toEqual([]);
  });

  const FIRST = JSON.stringify(createPublication("2026-W40"));
  const SECOND = JSON.stringify(createPublication("2026-W41"));
  const changeSecond = (change: Record<string, unknown>) =>
    `${FIRST}\n${JSON.stringify({ ...createPublication("2026-W41"), ...change })}\n`;

  it.each([
    { name: "an empty file", text: "", line: 1 },
    { name: "a line that was cut off", text: `${FIRST}\n${SECOND.slice(0, 30)}`, line: 2 },
    { name: "a last line without its end", text: `${FIRST}\n${SECOND}`, line: 2 },
    { name: "an empty line", text: `${FIRST}\n\n${SECOND}\n`, line: 2 },
    { name: "zeros, as some file systems leave them", text: `${FIRST}\n${"\0".repeat(20)}\n`, line: 2 },
    { name: "a period that does not exist", text: changeSecond({ period: "2026-W54" }), line: 2 },
    { name: "a missing digest", text: changeSecond({ digest: undefined }), line: 2 },
    { name: "a property that is not known", text: changeSecond({ tabels: [] }), line: 2 },
    { name: "an epsilon of zero", text: changeSecond({ epsilon: 0 }), line: 2 },
    { name: "a period twice", text: `${FIRST}\n${SECOND}\n${FIRST}\n`, line: 3 },
  ])("refuses $name, and names the file and the line", async ({ text, line }) => {
    const path = createPath();
    writeFileSync(path, text);
    const reading = readLedger(path);
    await expect(reading).rejects.toBeInstanceOf(DamagedLedgerError);
    await expect(reading).rejects.toThrow(`${path}, line ${line}: `);
    await expect(recordPublication(path, createPublication("2026-W45"))).rejects.toThrow(`line ${line}: `);
    expect(readFileSync(path, "utf8")).toBe(text);
    expect(existsSync(`${path}.tmp`)).toBe(false);
  });

  it("reports a file that cannot be read as the system does, and not as an empty ledger", async () => {
    await expect(readLedger(createTempFolder())).rejects.toMatchObject({ code: "EISDIR" });
  });
});

describe("computeDigest", () => {
  it("is the SHA-256 of the data", () => {
    // The example of FIPS 180-2, appendix B.1.
    const digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    expect(computeDigest("abc")).toBe(digest);
    expect(computeDigest(new TextEncoder().encode("abc"))).toBe(digest);
  });
});
