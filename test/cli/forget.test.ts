/** `forget`: deletes everything that identifies this installation. */
import {
  appendFileSync,
  chmodSync,
  chownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createProgram, DELIVERY_BY_SPOOL, DELIVERY_INLINE } from "../support/captured-event.js";
import { createReceiverEnv, runCli, unwrap } from "../support/cli.js";
import { startReceiver } from "../support/receiver.js";
import { createBatchBody, writeRequestLog } from "../support/request-log.js";
import { createTempFolder, listFiles, runProgram } from "../support/run.js";

describe("forget", () => {
  it("deletes salt, identity, spool and receipts but not the choice, and prints an erasure request", async () => {
    await using receiver = await startReceiver();
    const home = createTempFolder();
    const env = { ...createReceiverEnv(receiver.url), CODEWEAVER__TELEMETRY__IDENTITY: "install" };
    await runCli(["enable"], { home, env });
    await runProgram(createProgram("await telemetry.endSession();"), {
      home,
      env: { ...env, ...DELIVERY_INLINE },
    });
    await runProgram(createProgram(""), { home, env: { ...env, ...DELIVERY_BY_SPOOL } });
    const id = String(receiver.events[0]?.distinct_id);
    const salt = readFileSync(join(home, ".data", "codeweaver", "telemetry", "salt"), "utf8");

    const { code, stdout } = await runCli(["forget"], { home, env });
    expect(code).toBe(0);
    expect(stdout).toContain(`  ${id}`);
    expect(unwrap(stdout)).toContain(": spool, receipts, identity.json, installation.json, salt, ids.");
    expect(stdout).toContain(receiver.url);
    expect(stdout).not.toContain(salt);
    expect(listFiles(home).map((file) => file.slice(home.length))).toEqual([
      "/.config/codeweaver/telemetry-choice.json",
    ]);

    await runProgram(createProgram("await telemetry.endSession();"), {
      home,
      env: { ...env, ...DELIVERY_INLINE },
    });
    expect(receiver.events.at(-1)?.distinct_id).not.toBe(id);
    expect(readFileSync(join(home, ".data", "codeweaver", "telemetry", "salt"), "utf8")).not.toBe(salt);
  });

  it("deletes files that cannot be read, too", async () => {
    const home = createTempFolder();
    const data = join(home, ".data", "codeweaver", "telemetry");
    mkdirSync(data, { recursive: true });
    for (const name of ["receipts", "spool", "salt"])
      writeFileSync(join(data, name), "not what it should be");
    const { code, stdout } = await runCli(["forget"], { home });
    expect([code, listFiles(home)]).toEqual([1, []]);
    expect(unwrap(stdout)).toContain("receipts is not a folder, and is not used");
  });

  it("prints the erasure request although a logged request has no valid URL", async () => {
    const home = createTempFolder();
    writeRequestLog(home, [{ url: "nowhere", body: createBatchBody("e") }]);
    const { code, stdout } = await runCli(["forget"], { home });
    expect(code).toBe(0);
    expect(stdout).toContain("  an id\n");
    expect(listFiles(home)).toEqual([]);
  });

  it("does not ask for the erasure of the bucket of flag requests, which other installations share", async () => {
    const home = createTempFolder();
    const flagRequest = JSON.stringify({ api_key: "phc_x", distinct_id: "bucket-22-of-32" });
    writeRequestLog(home, [{ body: flagRequest }, { body: createBatchBody("e") }]);
    const { code, stdout } = await runCli(["forget"], { home });
    expect(code).toBe(0);
    expect(stdout).toContain("  an id\n");
    expect(stdout).not.toContain("bucket");
  });

  it("explains that old ids are unknown when there is nothing to forget", async () => {
    const { code, stdout } = await runCli(["forget"], { home: createTempFolder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/this\s+machine\s+no\s+longer\s+knows/);
  });

  const TIME = new Date().toISOString();
  const DAY = TIME.slice(0, 10);
  const toLine = (fields: object) =>
    JSON.stringify({ id: "x", time: TIME, method: "POST", url: "https://a.example/batch/", ...fields });
  const toBody = (text: string) => Buffer.from(text).toString("base64");

  it.each([
    ["a cut line", '{"id":"x","ti', /1 line of the receipts could not be read \(\S+\.jsonl\)/],
    ["lines that are no objects", "null\n[]\n7", /3 lines of the receipts/],
    [
      "a body that is no gzip",
      toLine({ body: Buffer.from([0x1f, 0x8b, 1, 2]).toString("base64") }),
      /1 line of/,
    ],
    [
      "a time and a body of wrong types",
      `${toLine({ time: 7, body: toBody("{}") })}\n${toLine({ id: "y", body: {} })}`,
      /2 lines of/,
    ],
    [
      "a body that is cut",
      toLine({ body: toBody('{"batch":[{"distinct_id":"lo') }),
      /1 request could not be read \(20\S+ \S+ UTC\)/,
    ],
    ["a body of another type", toLine({ body: toBody("null") }), /1 request could not be read/],
    [
      "a batch that is no list",
      toLine({ body: toBody('{"batch":{"length":3}}') }),
      /1 request could not be read/,
    ],
    [
      "an event without an id",
      toLine({ body: toBody('{"batch":[null,{"distinct_id":{}}]}') }),
      /1 request could not be read/,
    ],
    ["a method that has no text", toLine({ method: { toString: 1 }, body: toBody("{}") }), /1 line of/],
  ])("prints the erasure request beside %s, and says that ids may be missing", async (_, lines, damage) => {
    const home = createTempFolder();
    writeRequestLog(home, [{ body: createBatchBody("e") }]);
    appendFileSync(join(getReceipts(home), `${DAY}-0001.jsonl`), `${lines}\n`);
    const { code, stdout, stderr } = await runCli(["forget"], { home });
    expect([code, stderr]).toEqual([1, ""]);
    expect(stdout).toContain("\n  an id\n");
    expect(unwrap(stdout)).toMatch(/Ids may be missing here, because/);
    expect(unwrap(stdout)).toMatch(damage);
    expect(listFiles(home)).toEqual([]);
  });

  it("names a folder in place of a receipt, and deletes nothing in it", async () => {
    const home = createTempFolder();
    writeRequestLog(home, [{ body: createBatchBody("e") }]);
    mkdirSync(join(getReceipts(home), `${DAY}-0001.jsonl`, "inner"), { recursive: true });
    const { code, stdout } = await runCli(["forget", "--json"], { home });
    const { ids, damagedFiles, damagedReceipts, request } = JSON.parse(stdout);
    expect({ code, ids, damagedFiles, damagedReceipts }).toEqual({
      code: 1,
      ids: ["an id"],
      damagedFiles: [`${DAY}-0001.jsonl`],
      damagedReceipts: 1,
    });
    expect(request).toContain("\n  an id\n");
    expect(readdirSync(getReceipts(home), { recursive: true })).toEqual([
      `${DAY}-0001.jsonl`,
      join(`${DAY}-0001.jsonl`, "inner"),
    ]);
  });

  it.each(["{cut", "null", '{"id":7}'])(
    "says that the stored id may be missing if its file is %s",
    async (text) => {
      const home = createTempFolder();
      writeRequestLog(home, [{ body: createBatchBody("e") }]);
      writeFileSync(join(getReceipts(home), "..", "identity.json"), text);
      const { code, stdout } = await runCli(["forget"], { home });
      expect([code, stdout.includes("\n  an id\n")]).toEqual([1, true]);
      expect(unwrap(stdout)).toMatch(/because \S+identity.json could not be read \(it has no id\)/);
    },
  );

  describe.skipIf(process.getuid?.() !== 0)(
    "as another account than root (skipped unless root runs the tests)",
    () => {
      const NOBODY = 65_534;

      function createHomeOfNobody(): { home: string; receipts: string } {
        const home = createTempFolder();
        writeRequestLog(home, [{ body: createBatchBody("e") }]);
        const receipts = getReceipts(home);
        writeFileSync(
          join(receipts, "..", "identity.json"),
          JSON.stringify({ id: "the stored id", since: Date.now() }),
        );
        writeFileSync(join(receipts, `${DAY}-0001.jsonl`), "unreadable", { mode: 0 });
        for (const path of [
          home,
          ...readdirSync(home, { recursive: true }).map((name) => join(home, String(name))),
        ])
          chownSync(path, NOBODY, NOBODY);
        return { home, receipts };
      }

      it("prints the ids that could be read if one receipt cannot be read", async () => {
        const { home } = createHomeOfNobody();
        const { code, stdout } = await runCli(["forget"], { home, uid: NOBODY });
        expect(code).toBe(1);
        expect(stdout).toContain("\n  an id\n  the stored id\n");
        expect(unwrap(stdout)).toContain(`1 line of the receipts could not be read (${DAY}-0001.jsonl)`);
        expect(listFiles(home)).toEqual([]);
      });

      it("prints the erasure request if the receipts can neither be read nor deleted", async () => {
        const { home, receipts } = createHomeOfNobody();
        chmodSync(receipts, 0);
        const { code, stdout, stderr } = await runCli(["forget"], { home, uid: NOBODY });
        expect([code, stderr]).toEqual([1, ""]);
        expect(stdout).toContain("\n  the stored id\n");
        expect(unwrap(stdout)).toContain("because the receipts could not be read (EACCES");
        expect(unwrap(stdout)).toContain("receipts could not be deleted (EACCES");
        expect(stdout).not.toContain("no longer has a copy");
      });
    },
  );
});

function getReceipts(home: string): string {
  return join(home, ".data", "codeweaver", "telemetry", "receipts");
}
