/** Tests which versions are printed of those that anybody can send. */
import { expect, it } from "vitest";
import { VersionWatch } from "../../src/project/version-watch.js";

const MANIFESTS = [{ version: "1.2.0", events: [] }];

it.each([
  ["1.3.0", true],
  ["1.10.0", true],
  ["203.0.113.7", false],
  ["1.3.0-203.0.113.7", false],
  ["9-192-168-1-77", false],
  ["9jane", false],
])("a notice about version %s is printed: %s", (tool_version, isPrinted) => {
  const log: string[] = [];
  const event = { event: "search", distinct_id: undefined, uuid: undefined, timestamp: undefined };
  new VersionWatch(MANIFESTS, (text) => log.push(text)).look([{ ...event, properties: { tool_version } }]);
  expect(log).toHaveLength(isPrinted ? 1 : 0);
});
