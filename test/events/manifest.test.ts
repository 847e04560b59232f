import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, it } from "vitest";
import { createPackageManifest } from "../../src/bootstrap/package-manifest.js";
import { manifestDifference } from "../../src/events/compare-manifests.js";
import type { Manifest, ManifestField } from "../../src/events/manifest.js";
import { SearchProperties } from "../../src/events/search-properties.js";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { applyAllowlist, compileAllowlist } from "../../src/privacy/sanitizer/allowlist.js";
import { createTempFolder, LIB, runNode } from "../support/run.js";

const APPROVED: Manifest = JSON.parse(readFileSync("config/telemetry-manifest.json", "utf8"));
const check = (...before: string[]) =>
  runNode([...before, resolve("scripts/manifest.mjs"), "--check"], { home: createTempFolder() });

describe("applyAllowlist", () => {
  it("asks about the keys that only their beginning lists", () => {
    const paths = ["files", "languages.*", "$feature/*", "items[].tags.*"];
    const allowlist = compileAllowlist(paths.map((path) => ({ path })));
    const json = {
      files: 1,
      languages: { rust: 2, "/home/jane": 3 },
      "$feature/known": "test",
      "$feature//home/jane": "test",
      items: [{ tags: { known: 1, "/home/jane": 2 } }],
    };
    const asked: string[] = [];
    let removedCount = 0;
    const kept = applyAllowlist(
      json,
      allowlist,
      () => removedCount++,
      (key) => {
        asked.push(key);
        return !key.includes("/home");
      },
    );
    expect(kept).toEqual({
      files: 1,
      languages: { rust: 2 },
      "$feature/known": "test",
      items: [{ tags: { known: 1 } }],
    });
    expect(removedCount).toBe(3);
    expect(asked).not.toContain("files");
  });
});

describe("the approved manifest", () => {
  it("lists exactly what the code would send", () => {
    const difference = manifestDifference(createPackageManifest(), APPROVED);
    const advice = "the code would send what config/telemetry-manifest.json does not say (npm run manifest)";
    expect(difference, `${advice}:\n${difference.join("\n")}\n`).toEqual([]);
  });

  it("is also on the page that a person reads", async () => {
    const { code, stderr } = await check();
    expect(stderr).toBe("");
    expect(code).toBe(0);
    const page = readFileSync("docs/DATA.md", "utf8");
    for (const { event, fields } of APPROVED.events) {
      if (event !== "*") expect(page).toContain(`## \`${event}\``);
      for (const { path, purpose } of fields) {
        expect(page).toContain(`| \`${path}\` |`);
        expect(page).toContain(purpose);
      }
    }
  });

  it("has a purpose and a sensitivity for every field", () => {
    const fields = APPROVED.events.flatMap((event) => event.fields);
    expect(fields.length).toBeGreaterThan(80);
    for (const field of fields) {
      expect(field.purpose.length, field.path).toBeGreaterThan(15);
      expect(["none", "usage", "free-text-opt-in"]).toContain(field.sensitivity);
      expect(field.since).toMatch(/^\d+\.\d+\.\d+$/);
    }
    const optedInto = APPROVED.events[1]?.fields.filter(
      ({ sensitivity }) => sensitivity === "free-text-opt-in",
    );
    expect(new Set(optedInto?.map(({ path }) => path.replace(/\W.*/, "")))).toEqual(
      new Set(["query", "matches"]),
    );
  });

  it.each(["search", "search-opted-in", "session"])("keeps all of %s.golden.json", (name) => {
    const { event, properties } = JSON.parse(readFileSync(`test/events/${name}.golden.json`, "utf8"));
    const fields = APPROVED.events.find((each) => each.event === event)?.fields ?? [];
    const unlisted: string[] = [];
    const kept = applyAllowlist(properties, compileAllowlist(fields), (reason) => unlisted.push(reason));
    expect(kept).toEqual(properties);
    expect(unlisted).toEqual([]);
  });
});

describe("manifestDifference", () => {
  const field = (path: string, more: Partial<ManifestField> = {}): ManifestField => ({
    path,
    type: "number",
    purpose: "why",
    sensitivity: "usage",
    since: "0.1.0",
    ...more,
  });
  const of = (event: string, ...fields: ManifestField[]) => ({ event, fields });

  it("lists new, removed and changed fields", () => {
    const approved = { events: [of("e", field("kept"), field("gone"), field("other")), of("old")] };
    const code = {
      events: [
        of(
          "e",
          field("other", { purpose: "better" }),
          field("kept"),
          field("more[].x", { conversion: "COUNT" }),
        ),
        of("new", field("n", { type: "string" })),
      ],
    };
    expect(manifestDifference(code, approved)).toEqual([
      '~ e.other purpose: "why" became "better"',
      "+ e.more[].x (COUNT)",
      "- e.gone",
      "+ new",
      "+ new.n (string)",
      "- old",
    ]);
    expect(manifestDifference(code, code)).toEqual([]);
  });

  it.each<keyof ManifestField>(["type", "conversion", "purpose", "sensitivity", "scope", "since"])(
    "sees a changed %s",
    (part) => {
      const [before, after] = [field("f"), field("f", { [part]: "changed" })];
      expect(manifestDifference({ events: [of("e", after)] }, { events: [of("e", before)] })).toEqual([
        expect.stringMatching(`^~ e\\.f ${part}: .* became "changed"$`),
      ]);
    },
  );
});

// Last, for a declaration stays on its class.
describe("a field added to a model", () => {
  it("causes an error that names it if it has no purpose", () => {
    declareAnonymity(SearchProperties, { plans: "COUNT" } as object); // the class knows no such field
    expect(createPackageManifest).toThrow("codeweaver_search: plans has no purpose");
  });

  it("is listed by manifestDifference", () => {
    declareAnonymity(SearchProperties, { plans: { conversion: "COUNT", purpose: "To see it." } } as object);
    expect(manifestDifference(createPackageManifest(), APPROVED)).toEqual([
      "+ codeweaver_search.plans (COUNT)",
    ]);
  });

  it("makes `npm run manifest -- --check` fail with an explanation", async () => {
    const built = (path: string) => JSON.stringify(pathToFileURL(join(LIB, path)).href);
    const added = `import { declareAnonymity } from ${built("index.js")};
      import { SearchProperties } from ${built("events/search-properties.js")};
      declareAnonymity(SearchProperties, { plans: { conversion: "COUNT", purpose: "To see it fail." } });`;
    const { code, stderr } = await check("--import", `data:text/javascript,${encodeURIComponent(added)}`);
    expect(code).toBe(1);
    expect(stderr).toContain("\n+ codeweaver_search.plans (COUNT)\n");
    expect(stderr).toContain("docs/DATA.md differs");
  });
});
