/** Exactly one process uses a data folder, also after one that was killed. */
import { once } from "node:events";
import { renameSync, statSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { FolderInUseError, lockFolder } from "../../src/server/folder-lock.js";
import { createTempFolder } from "../support/temp-folder.js";

function createClosedServer(): Server {
  const server = createServer((socket) => socket.destroy());
  onTestFinished(() => void (server.listening && server.close()));
  return server;
}

/** Renames the socket of a server that is then closed, which leaves what a killed one leaves. */
async function leaveSocket(folder: string, name: string): Promise<void> {
  const server = createServer().listen(join(folder, "closing.sock"));
  await once(server, "listening");
  renameSync(join(folder, "closing.sock"), join(folder, name));
  server.close();
  await once(server, "close");
}

it("refuses a folder that another server uses, until that one is closed", async () => {
  const folder = createTempFolder();
  const first = createClosedServer();
  await lockFolder(folder, first);
  await expect(lockFolder(folder, createClosedServer())).rejects.toBeInstanceOf(FolderInUseError);
  first.close();
  await once(first, "close");
  await lockFolder(folder, createClosedServer());
});

it("lets only this account connect, whatever the umask is", async () => {
  const folder = createTempFolder();
  const umask = process.umask(0o002);
  try {
    await lockFolder(folder, createClosedServer());
  } finally {
    process.umask(umask);
  }
  expect(statSync(join(folder, "serve.sock")).mode & 0o777).toBe(0o600);
});

it.each(["serve.sock", "serve-0a1b2c3d.sock"])(
  "gives the lock to exactly one of ten that find %s of a killed one",
  async (name) => {
    const folder = createTempFolder();
    await leaveSocket(folder, name);
    const attempts = Array.from({ length: 10 }, () => lockFolder(folder, createClosedServer()));
    const results = await Promise.allSettled(attempts);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  },
);
