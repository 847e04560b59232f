/** Files in the spool that cannot be used: they are not pending, take no space, and are removed in time. */
import { chmodSync, mkdirSync, truncateSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { SpoolOptions } from "../../src/delivery/spool.js";
import { checkSpoolFolder } from "../../src/delivery/spool-contents.js";
import { getCurrentProcess } from "../../src/internal/ids.js";
import { createEnvelope } from "../support/envelope.js";
import { createTempFolder } from "../support/run.js";
import { DAY_MS, DESTINATION, openTestSpool } from "../support/test-spool.js";
import { IN_PLACE_OF_FILE, replacePath } from "../support/unusable-files.js";

/** No process has such a number. */
const DEAD = 4_194_305;

function createName(createdAt = Date.now(), suffix = ""): string {
  return `${createdAt}-00000000-${DESTINATION}.jsonl${suffix}`;
}

function createSpool(options?: Partial<SpoolOptions>) {
  const folder = join(createTempFolder(), "spool");
  mkdirSync(folder, { mode: 0o700 });
  const opened = openTestSpool(folder, options);
  return { ...opened, has: (name: string) => opened.files().includes(name) };
}

describe("in the spool", () => {
  it.each(Object.entries(IN_PLACE_OF_FILE))("%s is not pending, and is never claimed", async (_, place) => {
    const { spool, folder, has } = createSpool();
    const name = createName();
    await replacePath(join(folder, name), createTempFolder(), place);
    expect(spool.pendingFileCount).toBe(0);
    expect(await spool.claimFiles(1)).toEqual([]);
    expect(has(name)).toBe(true);
    spool.store([createEnvelope("a")]);
    expect((await spool.claimFiles(1))[0]?.envelopes).toHaveLength(1);
    expect(checkSpoolFolder(folder).problems).toHaveLength(1);
  });

  it.each(Object.entries(IN_PLACE_OF_FILE).filter(([kind]) => !kind.startsWith("a folder")))(
    "%s is removed when it is as old as an expired file",
    async (_, place) => {
      const { spool, folder, has } = createSpool();
      const [fresh, expired] = [
        createName(),
        createName(Date.now() - 8 * DAY_MS, `.${getCurrentProcess().hostId}.${DEAD}`),
      ];
      for (const name of [fresh, expired]) await replacePath(join(folder, name), createTempFolder(), place);
      spool.prune();
      expect([has(fresh), has(expired)]).toEqual([true, false]);
    },
  );

  it("a file that cannot be used does not take the space of others, however large it is", async () => {
    const { spool, folder } = createSpool({ maxBytes: 1000 });
    const path = join(folder, createName());
    writeFileSync(path, "x".repeat(5000));
    chmodSync(path, 0o602);
    spool.store([createEnvelope("a")]);
    expect((await spool.claimFiles(1))[0]?.envelopes).toHaveLength(1);
  });

  it("a file that is too large is counted as damaged and removed at once, without being read", () => {
    const { spool, folder, lost, has } = createSpool();
    const name = createName();
    const path = join(folder, name);
    writeFileSync(path, "");
    truncateSync(path, 2 ** 40); // a terabyte without content, which no process could read
    expect(spool.pendingFileCount).toBe(0);
    spool.prune();
    expect([has(name), lost]).toEqual([false, { spool_damaged: 1 }]);
  });

  it("no file is published in a folder that became unusable, because no process would send it", () => {
    const { spool, folder } = createSpool();
    const path = spool.createOwnPath();
    writeFileSync(path, "", { mode: 0o600 });
    chmodSync(folder, 0o777);
    expect([spool.publishFile(path), spool.store([createEnvelope("a")])]).toEqual([false, false]);
    chmodSync(folder, 0o700);
    expect(spool.publishFile(path)).toBe(true);
  });

  it("a file of a newer format is neither claimed nor pruned, and is not pending", async () => {
    const { spool, folder, lost, has } = createSpool({ maxBytes: 1000 });
    const base = `${Date.now() - 365 * DAY_MS}-00000000-${DESTINATION}`;
    const names = [`${base}.v2.jsonl`, `${base}.v2.jsonl.deadbeef.1`, `${base}.jsonb`];
    for (const name of names) {
      writeFileSync(join(folder, name), "x".repeat(5000));
      utimesSync(join(folder, name), 0, 0);
    }
    expect(spool.pendingFileCount).toBe(0);
    spool.store([createEnvelope("a")]);
    expect((await spool.claimFiles(1))[0]?.envelopes).toHaveLength(1);
    expect([names.map(has), lost]).toEqual([[true, true, true], {}]);
    expect(checkSpoolFolder(folder)).toEqual({ problems: [], newerFileCount: 3 });
  });
});
