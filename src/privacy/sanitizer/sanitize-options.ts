/** What a walk is given, and how a value without a conversion passes through it. */

import { classifyValueByKey } from "../../redaction/sensitive-values.js";
import type { ClassLike } from "../decorators/declarations.js";
import type { FieldDigests } from "../digests/keyed-digest.js";
import type { TextForm } from "./declared-text.js";
import type { OnOmission } from "./omission.js";

export interface WalkContext extends FieldDigests {
  /** The person chose `tools_over_privacy`: fields declared `optIn` may leave. */
  readonly optIn: boolean;
  readonly omit: OnOmission;
}

/** How a value without a conversion is taken: in which form its texts are sent, and by whose declarations if it is plain. */
export interface Passage {
  readonly texts: TextForm;
  readonly type: ClassLike | undefined;
  /** The name that says what it is, such as `password`, be it the name of a list or an object that it stands in. */
  readonly under: string | undefined;
  /** It stands in a list. */
  readonly isItem: boolean;
}

export const PLAIN: Passage = { texts: "undeclared", type: undefined, under: undefined, isItem: false };
export const VERBATIM: Passage = { ...PLAIN, texts: "verbatim" };
export const REDACTED: Passage = { ...PLAIN, texts: "redacted" };

/** Returns `[secret]` for a declared value whose name says that it is one; undefined where the name says nothing of it. */
export function placeholderFor(raw: string | number, under: string | undefined): string | undefined {
  const kind = under === undefined ? undefined : classifyValueByKey(under, raw);
  return kind && `[${kind}]`;
}
