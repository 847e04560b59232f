import { expect, it } from "vitest";
import { listUndocumentedNames } from "../support/examples.js";

it("every public name has documentation with an example", () => {
  expect(listUndocumentedNames()).toEqual([]);
});
