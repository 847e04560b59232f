/** Tests that an erasure is carried out after the journal is rewritten, also after a crash. */
import { join } from "node:path";
import { expect, it } from "vitest";
import {
  activateErasure,
  activateErasures,
  prepareErasure,
  readErasures,
  removeErasure,
} from "../../src/index/erasure-orders.js";
import { createTempFolder } from "../support/temp-folder.js";

it("returns an order when it is activated, and until it is removed", () => {
  const path = join(createTempFolder(), "index");
  expect(readErasures(path)).toEqual([]);
  const file = prepareErasure(path, ["a", "b"]);
  expect(readErasures(path)).toEqual([]);
  activateErasure(file);
  expect(readErasures(path)).toEqual([{ file: expect.any(String), ids: ["a", "b"] }]);
  for (const order of readErasures(path)) removeErasure(order.file);
  expect(readErasures(path)).toEqual([]);
});

it("activates after a crash what was prepared", () => {
  const path = join(createTempFolder(), "index");
  prepareErasure(path);
  activateErasures(path);
  expect(readErasures(path)).toEqual([{ file: expect.any(String), ids: undefined }]);
});
