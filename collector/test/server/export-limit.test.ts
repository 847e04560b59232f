/** Exports read the whole journal, so only some of them may run at the same time. */
import { randomUUID } from "node:crypto";
import { connect, type Socket } from "node:net";
import { expect, it } from "vitest";
import { KEY, postJson, sendEvents } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";

it("an export is answered 503 while two others are running, and 200 after them", async () => {
  const { url, port } = await startCollector();
  const id = randomUUID();
  // More than the buffers of a connection hold, so that an export lasts as long as its client does not read.
  const numbers = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`number_${index}`, index]));
  const events = Array(3000).fill({ event: "search", distinct_id: id, properties: numbers });
  for (let request = 0; request < 6; request++)
    expect(await sendEvents(url, events)).toMatchObject({ status: 200 });
  const body = JSON.stringify({ api_key: KEY, ids: [id] });
  const begin = async (): Promise<Socket> => {
    const socket = connect(port, "127.0.0.1").on("error", () => {});
    socket.write(
      `POST /api/export HTTP/1.1\r\nHost: localhost\r\nContent-Length: ${body.length}\r\n\r\n${body}`,
    );
    await new Promise((resolve) => socket.once("readable", resolve)); // nothing is read
    return socket;
  };
  const sockets = [await begin(), await begin()];
  const refused = await postJson(`${url}/api/export`, { api_key: KEY, ids: [id] });
  expect(refused).toMatchObject({ status: 503, headers: { "retry-after": "30" } });
  for (const socket of sockets) socket.destroy();
  await expect
    .poll(async () => (await postJson(`${url}/api/export`, { api_key: KEY, ids: [randomUUID()] })).status)
    .toBe(200);
});
