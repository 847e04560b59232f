/** What a walk is given, and how a value without a conversion passes through it. */

import { classifyValueByKey } from "../../redaction/sensitive-values.js";
import type { ClassLike } from "../decorators/declarations.js";
import type { FieldDigests } from "../digests/keyed-digest.js";
import type { OnOmission } from "./omission.js";

export interface WalkContext extends FieldDigests {
  /** The person chose `tools_over_privacy`: fields declared `optIn` may leave. */
  readonly optIn: boolean;
  readonly omit: OnOmission;
}

/** How a value without a conversion is taken: guarded or as it is, and by whose declarations if it is plain. */
export interface Passage {
  readonly asIs: boolean;
  readonly type: ClassLike | undefined;
  /** The name that says what it is, such as `password`, be it the name of a list or an object that it stands in. */
  readonly under: string | undefined;
  /** It stands in a list. */
  readonly isItem: boolean;
}

export const PLAIN: Passage = { asIs: false, type: undefined, under: undefined, isItem: false };
export const AS_IS: Passage = { asIs: true, type: undefined, under: undefined, isItem: false };

/** `[secret]` for a value whose name says that it is one; undefined where the name says nothing of it. */
export function standInFor(raw: string | number, { asIs, under }: Passage): string | undefined {
  const kind = asIs || under === undefined ? undefined : classifyValueByKey(under, raw);
  return kind && `[${kind}]`;
}
