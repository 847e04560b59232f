import { spawn } from "node:child_process";
import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { expect, it, onTestFinished } from "vitest";
import { startTimeout, waitWithTimeout } from "../../src/internal/timeout.js";

/** Starts a process whose answer arrives while this process is blocked. Returns the connection to it. */
async function connectToOtherProcess(): Promise<Socket> {
  const program = `require("node:net").createServer((socket) => socket.on("data", () => socket.write("answer")))
    .listen(0, "127.0.0.1", function () { console.log(this.address().port); });`;
  const child = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill());
  const [port] = await once(child.stdout, "data");
  const socket = connect(Number(port), "127.0.0.1");
  onTestFinished(() => void socket.destroy());
  await once(socket, "connect");
  return socket;
}

function blockEventLoop(ms: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
}

it.each<[string, (answer: Promise<string>, timeoutMs: number) => Promise<unknown>]>([
  ["waitWithTimeout", (answer, timeoutMs) => waitWithTimeout(answer, timeoutMs)],
  [
    "startTimeout",
    (answer, timeoutMs) =>
      new Promise((resolve) => {
        const cancel = startTimeout(() => resolve(undefined), timeoutMs);
        void answer.then((text) => {
          cancel();
          resolve(text);
        });
      }),
  ],
])("%s prefers an answer that arrived while the event loop was blocked", async (_, wait) => {
  const socket = await connectToOtherProcess();
  const answer = once(socket, "data").then(String);
  socket.write("question");
  const result = wait(answer, 100);
  await new Promise(setImmediate); // the question is sent
  blockEventLoop(500);
  expect(await result).toBe("answer");
});

it("startTimeout makes up once for the time in which the process did not run", async () => {
  const server = createServer();
  server.listen(0); // keeps the process alive
  onTestFinished(() => void server.close());
  const order: string[] = [];
  const ended = new Promise<void>((resolve) =>
    startTimeout(() => {
      order.push("timeout");
      resolve();
    }, 200),
  );
  setTimeout(() => order.push("timer of the same time"), 200);
  blockEventLoop(400);
  setTimeout(() => order.push("work that was held up"), 50);
  await ended;
  expect(order).toEqual(["timer of the same time", "work that was held up", "timeout"]);
});

it("startTimeout does not call back after it was cancelled", async () => {
  let isCalled = false;
  const cancel = startTimeout(() => {
    isCalled = true;
  }, 10);
  cancel();
  await new Promise((resolve) => setTimeout(resolve, 100));
  expect(isCalled).toBe(false);
});
