/** Seals a value in a test: under a known key, with what was left out counted. */
import type { Json, Sealed } from "../../src/envelope.js";
import { declareAnonymity } from "../../src/privacy/decorators/anonymize.js";
import { createDigest } from "../../src/privacy/digests/keyed-digest.js";
import { sealProperties } from "../../src/privacy/sanitizer/seal.js";

export const SALT = "a salt for tests";
export const INSTALLATION_SALT = "a salt for fields of the installation's scope";

class Declared {
  constructor(readonly part: unknown) {}
}
declareAnonymity(Declared, { part: "REDACTED" });

/** Seals a value in a field whose texts are redacted. */
export function sealRedacted(value: unknown): Json | undefined {
  return seal(new Declared(value)).json.part;
}

export function seal(
  value: unknown,
  { optIn = false } = {},
): { json: Sealed; omitted: Record<string, number> } {
  const omitted: Record<string, number> = {};
  const json = sealProperties(value, {
    digest: createDigest(SALT),
    installationDigest: createDigest(INSTALLATION_SALT),
    toolsOverPrivacy: optIn,
    omit: (reason) => {
      omitted[reason] = (omitted[reason] ?? 0) + 1;
    },
  });
  return { json, omitted };
}
