/** The sentences about errors of the system say what to do. */
import { chmodSync } from "node:fs";
import { createServer } from "node:net";
import { expect, it } from "vitest";
import { createConnectionError } from "../../src/cli/running-server.js";
import { lockFolder } from "../../src/server/folder-lock.js";
import { describeListenError } from "../../src/server/listen.js";
import { createTempFolder } from "../support/temp-folder.js";

it.each([
  ["ENOENT", "no collector serves data: start it with `serve --data data`."],
  ["ECONNREFUSED", "no collector serves data: start it with `serve --data data`."],
  ["EACCES", "this account may not use data/serve.sock: run the command as the account of the collector."],
  ["ECONNRESET", "the collector of data ended before its answer (ECONNRESET)."],
])("of a command that gets %s", (code, sentence) => {
  const error = createConnectionError(code, { dataFolder: "data", socketPath: "data/serve.sock" });
  expect(error.message).toBe(sentence);
});

it.each([
  [
    "EADDRINUSE",
    /^port 80 of telemetry\.example is in use \(EADDRINUSE\): end .* or choose another port with --port\.$/,
  ],
  ["EACCES", /^this account may not listen on port 80 \(EACCES\): choose one above 1023 with --port\.$/],
  [
    "EADDRNOTAVAIL",
    /^this machine does not have the address telemetry\.example \(EADDRNOTAVAIL\): .* --host\.$/,
  ],
  ["ENOTFOUND", /^telemetry\.example is not the name of an address \(ENOTFOUND\): .* --host\.$/],
  ["EAI_AGAIN", /^telemetry\.example is not the name of an address \(EAI_AGAIN\): .* --host\.$/],
])("of a server that cannot listen because of %s", (code, sentence) => {
  const error = Object.assign(new Error("listen"), { code });
  expect(describeListenError(error, { host: "telemetry.example", port: 80 })).toMatch(sentence);
});

it.skipIf(process.getuid?.() === 0)("of a data folder of another account", async () => {
  const folder = createTempFolder();
  chmodSync(folder, 0o500);
  await expect(lockFolder(folder, createServer())).rejects.toThrow(
    `the data folder ${folder} cannot be used (EACCES): change its owner, or choose another with --data.`,
  );
  chmodSync(folder, 0o700);
});
