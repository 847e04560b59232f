// Computes digests of paths of 60 characters, as the library does and with Node's functions alone.
import { createHash, createHmac, hash, randomBytes } from "node:crypto";
import { path } from "../fixtures/strings.mjs";
import { importInternal } from "../support/internal-modules.mjs";

const KEY = randomBytes(32);
const REPEATED_COUNT = 64;

/** `never seen` uses new strings, `repeated` the same few, and `made anew` equal strings that are different objects. */
function createCases(digest) {
  const repeated = Array.from({ length: REPEATED_COUNT }, path);
  let unseen = [];
  let copies = [];
  return {
    prepare: {
      "never seen": (calls) => {
        unseen = Array.from({ length: calls }, path);
      },
      "made anew": (calls) => {
        copies = Array.from({ length: calls }, (_, i) =>
          Buffer.from(repeated[i % REPEATED_COUNT]).toString(),
        );
      },
    },
    cases: {
      "never seen": (i) => digest(unseen[i]),
      repeated: (i) => digest(repeated[i % REPEATED_COUNT]),
      "made anew": (i) => digest(copies[i]),
    },
  };
}

/** Computes an HMAC (RFC 2104) from two one-shot digests. */
function createTwoShotHmac(key) {
  const block = Buffer.alloc(64);
  key.copy(block);
  const inner = Buffer.from(block.map((byte) => byte ^ 0x36)).toString("latin1");
  const outer = block.map((byte) => byte ^ 0x5c);
  return (text) => {
    const first = hash("sha256", Buffer.from(inner + text, "latin1"), "buffer");
    return hash("sha256", Buffer.concat([outer, first]), "hex");
  };
}

export const contestants = {
  "a HASH field's digest": async () => {
    const { createDigest } = await importInternal("privacy/digests/keyed-digest.js");
    return () => createCases(createDigest(KEY));
  },
  createHmac: async () => () =>
    createCases((text) => createHmac("sha256", KEY).update(text, "utf8").digest("hex")),
  "two crypto.hash": async () => () => createCases(createTwoShotHmac(KEY)),
  "crypto.hash sha256, no key": async () => () => createCases((text) => hash("sha256", text)),
  "createHash sha256, no key": async () => () =>
    createCases((text) => createHash("sha256").update(text).digest("hex")),
};
