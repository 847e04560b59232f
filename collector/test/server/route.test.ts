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

it.each([
  ["GET", "/", "page"],
  ["HEAD", "/?from=2026-11-01", "page"],
  ["GET", "/questions/events", "page"],
  ["GET", "/questions", "page"],
  ["GET", "/questions/", "page"],
  ["GET", "/claims/", "page"],
  ["GET", "/experiments/", "page"],
  ["GET", "//", "ingest"],
  ["GET", "/assets/style-1.css", "asset"],
  ["POST", "/", "ingest"],
  ["POST", "/questions/events", "ingest"],
  ["POST", "/assets/style-1.css", "ingest"],
])("%s %s has the route %s, because tools may post to any path", (method, url, route) => {
  expect(chooseRoute(method, url)).toBe(route);
});

it("is found in a time that grows with the length of the path, not with its square", () => {
  const slashes = "/".repeat(500_000); // the square would take minutes
  expect(chooseRoute("GET", `${slashes}x`)).toBe("ingest");
  expect(chooseRoute("GET", `/healthz${slashes}`)).toBe("health");
});
