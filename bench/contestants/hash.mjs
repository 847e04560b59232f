// Digests of 60-character paths: ours, and what it costs to make one at all.
import { createHash, createHmac, hash, randomBytes } from "node:crypto";
import { path } from "../fixtures/strings.mjs";
import { internal } from "../support/internals.mjs";

const KEY = randomBytes(32);
const FEW = 64;

/** `never seen` has new strings for each burst; `repeated` has the same few, `made anew` equal ones that are other objects. */
function casesOf(digest) {
  const few = Array.from({ length: FEW }, path);
  let unseen = [];
  let copies = [];
  return {
    prepare: {
      "never seen": (calls) => {
        unseen = Array.from({ length: calls }, path);
      },
      "made anew": (calls) => {
        copies = Array.from({ length: calls }, (_, i) => Buffer.from(few[i % FEW]).toString());
      },
    },
    cases: {
      "never seen": (i) => digest(unseen[i]),
      repeated: (i) => digest(few[i % FEW]),
      "made anew": (i) => digest(copies[i]),
    },
  };
}

/** HMAC (RFC 2104) from two digests in one shot each. */
function twoShots(key) {
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
    const { keyedDigest } = await internal("privacy/digests/keyed-digest.js");
    return () => casesOf(keyedDigest(KEY));
  },
  createHmac: async () => () =>
    casesOf((text) => createHmac("sha256", KEY).update(text, "utf8").digest("hex")),
  "two crypto.hash": async () => () => casesOf(twoShots(KEY)),
  "crypto.hash sha256, no key": async () => () => casesOf((text) => hash("sha256", text)),
  "createHash sha256, no key": async () => () =>
    casesOf((text) => createHash("sha256").update(text).digest("hex")),
};
