/** `forget`: deletes everything that identifies this installation. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { startReceiver } from "../../src/receiver/receiver.js";
import { createProgram, DELIVERY_BY_SPOOL, DELIVERY_INLINE } from "../support/captured-event.js";
import { createReceiverEnv, runCli } from "../support/cli.js";
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
    expect(stdout).toContain(": spool, receipts, identity.json, salt.");
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
    expect((await runCli(["forget"], { home })).code).toBe(0);
    expect(listFiles(home)).toEqual([]);
  });

  it("prints the erasure request although a logged request has no valid URL", async () => {
    const home = createTempFolder();
    writeRequestLog(home, [{ url: "nowhere", body: createBatchBody("e") }]);
    const { code, stdout } = await runCli(["forget"], { home });
    expect(code).toBe(0);
    expect(stdout).toContain("  an id\n");
    expect(listFiles(home)).toEqual([]);
  });

  it("explains that old ids are unknown when there is nothing to forget", async () => {
    const { code, stdout } = await runCli(["forget"], { home: createTempFolder() });
    expect(code).toBe(0);
    expect(stdout).toMatch(/this\s+machine\s+no\s+longer\s+knows/);
  });
});
