/** Tests that the page about questions lists all of them, as they are. */
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { QUESTIONS } from "../../src/questions/catalog.js";

const PAGE = readFileSync(new URL("../../docs/QUESTIONS.md", import.meta.url), "utf8");

it("lists each question with its sentence, in the order of the catalog", () => {
  const [, listed = ""] = /<!-- questions -->\n([\s\S]*?)<!-- \/questions -->/.exec(PAGE) ?? [];
  const rows = QUESTIONS.map(({ id, sentence }) => `| \`${id}\` | ${sentence} |`);
  expect(listed.trim().split("\n")).toEqual(["| id | question |", "|---|---|", ...rows]);
});

it("names only questions that exist", () => {
  const ids = new Set(QUESTIONS.map(({ id }) => id));
  const [, designs = ""] = PAGE.split("## What the older designs asked for");
  const named = [...designs.matchAll(/`([a-z-]+)`/g)].map(([, id = ""]) => id);
  expect(named.filter((id) => !ids.has(id))).toEqual([]);
});
