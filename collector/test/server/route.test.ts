/** Tests which route a path has. */
import { expect, it } from "vitest";
import { chooseRoute } from "../../src/server/route.js";

it.each([
  ["/metrics", "metrics"],
  ["/metrics///?x=1", "metrics"],
  ["/api/erasure/", "erasure"],
  ["/api/questions/events", "questions"],
  ["/batch/", "ingest"],
  ["/any/other/path", "ingest"],
])("the path %s has the route %s", (url, route) => {
  expect(chooseRoute("GET", url)).toBe(route);
});

it("is found in a time that grows with the length of the path, not with its square", () => {
  const slashes = "/".repeat(500_000); // the square would take minutes
  expect(chooseRoute("GET", `${slashes}x`)).toBe("ingest");
  expect(chooseRoute("GET", `/healthz${slashes}`)).toBe("health");
});
