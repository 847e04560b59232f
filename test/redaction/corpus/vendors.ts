/** The table of vendors' token formats. */
import type { Vendor } from "./vendor.js";
import { CLOUD_VENDORS } from "./vendors-cloud.js";
import { CODE_VENDORS } from "./vendors-code.js";
import { HOSTING_VENDORS } from "./vendors-hosting.js";
import { MEASURE_VENDORS } from "./vendors-measures.js";
import { MESSAGE_VENDORS } from "./vendors-messages.js";
import { MODEL_VENDORS } from "./vendors-models.js";
import { PAYMENT_VENDORS } from "./vendors-payments.js";
import { REGISTRY_VENDORS } from "./vendors-registries.js";
import { SERVICE_VENDORS } from "./vendors-services.js";
import { VECTOR_VENDORS } from "./vendors-vectors.js";

export const VENDORS: readonly Vendor[] = [
  ...CLOUD_VENDORS,
  ...CODE_VENDORS,
  ...HOSTING_VENDORS,
  ...MEASURE_VENDORS,
  ...MESSAGE_VENDORS,
  ...MODEL_VENDORS,
  ...PAYMENT_VENDORS,
  ...REGISTRY_VENDORS,
  ...SERVICE_VENDORS,
  ...VECTOR_VENDORS,
];
