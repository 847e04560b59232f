import { expect, it } from "vitest";
import { createUuidV7 } from "../../src/internal/ids.js";

const V7 = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

it.each([0, 1.5, 1_763_000_000_000, 1_763_000_000_000.79, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 60])(
  "creates a valid UUID for the time %d",
  (time) => {
    expect(createUuidV7(time)).toMatch(V7);
  },
);

it("creates UUIDs that begin with their time and never repeat", () => {
  expect(createUuidV7(0x0192_0000_0001).startsWith("01920000-0001-7")).toBe(true);
  expect(new Set(Array.from({ length: 10_000 }, () => createUuidV7())).size).toBe(10_000);
});
