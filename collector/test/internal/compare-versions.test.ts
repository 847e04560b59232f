/** Tests the order of versions. */
import fc from "fast-check";
import { expect, it } from "vitest";
import { compareVersions } from "../../src/internal/compare-versions.js";

it.each([
  ["numbers", ["0.2.0", "0.9.0", "0.10.0", "1.0.0", "10.0.0"]],
  ["a version of fewer numbers", ["1.2", "1.2.1", "1.10"]],
  [
    "a pre-release before its release",
    ["1.0.0-alpha.2", "1.0.0-alpha.10", "1.0.0-rc.1", "1.0.0", "1.0.1-rc.1"],
  ],
  ["a build like its release", ["1.0.0-rc.1", "1.0.0", "1.0.0+build.2"]],
  ["texts that are no versions before all versions", ["dev", "not stated", "0.1.0"]],
])("orders %s", (_, versions) => {
  expect(versions.toReversed().toSorted(compareVersions)).toEqual(versions);
});

it("orders three numbers as numbers", () => {
  const version = fc.tuple(fc.nat(), fc.nat(), fc.nat());
  fc.assert(
    fc.property(version, version, (left, right) => {
      const difference = left.map((number, index) => number - (right[index] ?? 0)).find((each) => each !== 0);
      expect(Math.sign(compareVersions(left.join("."), right.join(".")))).toBe(Math.sign(difference ?? 0));
    }),
  );
});
