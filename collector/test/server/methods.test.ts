/** Tests the methods of the paths that only read. */
import { expect, it } from "vitest";
import { send } from "../support/requests.js";
import { startCollector } from "../support/running-collector.js";

it.each(["/metrics", "/flags/definitions?token=phc_wire", "/readyz"])(
  "%s refuses a method that changes something",
  async (path) => {
    const { url } = await startCollector({ toml: "[server]\npublic = true\n" });
    for (const method of ["DELETE", "POST", "PUT"])
      expect(await send(url + path, { method })).toMatchObject({
        status: 405,
        headers: { allow: "GET, HEAD" },
      });
    for (const method of ["GET", "HEAD"]) expect((await send(url + path, { method })).status).not.toBe(405);
  },
);
