/** Joins the tables of vendors' keys and tokens. */
import { PLATFORM_TOKEN_FORMATS } from "./platform-tokens.js";
import { SERVICE_TOKEN_FORMATS } from "./service-tokens.js";
import type { VendorTokenFormats } from "./vendor-token-format.js";

/**
 * Formats without a prefix (of Telegram, Discord, Terraform, Azure and others) are not listed, because such tokens look
 * random.
 */
export const VENDOR_TOKEN_FORMATS: readonly VendorTokenFormats[] = [
  ...PLATFORM_TOKEN_FORMATS,
  ...SERVICE_TOKEN_FORMATS,
];
