/** Tests that no field is collected that no question uses. */
import { EVERY_EVENT } from "codeweaver-telemetry/manifest";
import { describe, expect, it } from "vitest";
import { QUESTIONS } from "../../src/questions/catalog.js";
import { FRAME_FIELDS, listUsedFields } from "../../src/questions/used-fields.js";
import { MANIFEST } from "../store/contract.js";

const used = [...FRAME_FIELDS, ...QUESTIONS.flatMap(listUsedFields)];
/** A field that all events have is used if a question uses it in one of them. */
const isUsed = (event: string, path: string) =>
  used.some((field) => field.path === path && (field.event === event || event === EVERY_EVENT));

describe("the fields that join and filter", () => {
  it("are at most fifteen", () => expect(FRAME_FIELDS.length).toBeLessThanOrEqual(15));
});

describe.each(MANIFEST.events)("the fields of $event", ({ event, fields }) => {
  it("are each used by a question", () => {
    expect(fields.map(({ path }) => path).filter((path) => !isUsed(event, path))).toEqual([]);
  });
});
