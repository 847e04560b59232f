/** Makes vendors' tokens, alone and with their usual keys. */
import type { Random } from "./random.js";
import type { Maker, Piece } from "./sample.js";
import { needsKey, type Vendor } from "./vendor.js";
import { VENDORS } from "./vendors.js";

function isHeader(key: string): boolean {
  return key.includes("-");
}

function underKey(random: Random, key: string, token: string): Piece {
  const lines = isHeader(key)
    ? [`${key}: ${token}`, `"${key}": "${token}"`, `-H "${key}: ${token}"`]
    : [
        `${key}=${token}`,
        `${key}="${token}"`,
        `export ${key}='${token}'`,
        `"${key}": "${token}"`,
        `${key}: ${token}`,
      ];
  return { text: random.pick(lines), sensitive: [token] };
}

function maker(vendor: Vendor): Maker {
  const { key } = vendor;
  return {
    class: "token",
    form: `${vendor.vendor}: ${vendor.form}`,
    make: (random) => {
      const token = vendor.make(random);
      const keyed = key !== undefined && (needsKey(vendor, token) || random.once(2));
      return keyed ? underKey(random, random.pick(key), token) : { text: token, sensitive: [token] };
    },
  };
}

export const VENDOR_TOKENS: readonly Maker[] = VENDORS.map(maker);
