import type { LookupAddress, LookupOptions } from "node:dns";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { createLookup } from "../../src/net/dns-lookup.js";
import { startNameServer } from "../support/network.js";
import { createTempFolder } from "../support/run.js";

async function lookup(
  name: string,
  { answer, hosts = "", signal }: { answer?: string; hosts?: string; signal?: AbortSignal },
  options: LookupOptions = {},
): Promise<{ found: string | LookupAddress[]; family: number | undefined; asked: number }> {
  const names = await startNameServer(answer);
  const hostsFile = join(createTempFolder(), "hosts");
  writeFileSync(hostsFile, hosts);
  return new Promise((resolve, reject) => {
    createLookup(signal, { hostsFile, servers: [names.server] })(name, options, (error, found, family) => {
      if (error) reject(error);
      else resolve({ found, family, asked: names.queryCount });
    });
  });
}

describe("createLookup", () => {
  it("asks the name server for one address or all", async () => {
    expect(await lookup("a.example", { answer: "192.0.2.7" })).toMatchObject({
      found: "192.0.2.7",
      family: 4,
    });
    expect(await lookup("a.example", { answer: "192.0.2.7" }, { all: true })).toMatchObject({
      found: [{ address: "192.0.2.7", family: 4 }],
    });
  });

  it.each([
    ["0.0.0.0 A.example", "0.0.0.0"],
    ["# blocked\n127.0.0.1\tlocalhost\n0.0.0.0 b.example a.example # nor this", "0.0.0.0"],
    ["::1 a.example\n127.0.0.9 a.example", "127.0.0.9"],
    ["fe80::1%eth0 a.example", "fe80::1"],
  ])("finds a name of the hosts file %j as %s without asking a server", async (hosts, found) => {
    expect(await lookup("a.example", { answer: "192.0.2.7", hosts })).toMatchObject({ found, asked: 0 });
  });

  it("does not find a name of another line of the hosts file", async () => {
    const hosts = "0.0.0.0 aa.example a.example.org\n# 0.0.0.0 a.example";
    expect(await lookup("a.example", { answer: "192.0.2.7", hosts })).toMatchObject({ found: "192.0.2.7" });
  });

  it("asks the system for a name that the server does not know", async () => {
    expect(await lookup("localhost", { answer: "unknown" }, { family: 4 })).toMatchObject({
      found: "127.0.0.1",
    });
  });

  it("ends at once when the signal aborts", async () => {
    const controller = new AbortController();
    const looking = lookup("a.example", { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expect(looking).rejects.toMatchObject({ code: "ECANCELLED" });
    await expect(lookup("a.example", { signal: AbortSignal.abort() })).rejects.toThrow();
  });

  it.each([
    ["answers", undefined],
    ["answers for one of the families", "none"],
  ])("ends after its timeout if no server %s, without asking the system", async (_, answer) => {
    const looking = lookup("localhost", answer === undefined ? {} : { answer });
    await expect(looking).rejects.toMatchObject({ code: expect.stringMatching(/ECANCELLED|ETIMEOUT/) });
  });
});
