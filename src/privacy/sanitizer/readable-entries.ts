/** Reads an object's entries for a conversion. */

import type { Declaration } from "../conversions/conversion.js";
import { getPlanForPrototype, PLAIN_PLAN } from "./class-plan.js";

/** Yields the entries that a conversion may read: a forbidden field is not read for a digest or a sum either. */
export function* readEntries(value: object): Generator<readonly [string, unknown]> {
  const prototype: object | null = Object.getPrototypeOf(value);
  const plan = prototype === null ? PLAIN_PLAN : getPlanForPrototype(prototype);
  for (const name of Object.keys(value))
    if (isReadable(plan.getDeclaration(name))) yield [name, Reflect.get(value, name)];
}

function isReadable(declaration: Declaration | undefined): boolean {
  return declaration === undefined || (declaration.conversion !== "FORBIDDEN" && !declaration.options.optIn);
}
