/** Writes a recipe as a program, for the engine to compile: nearly as fast as one written by hand. */
import type { Json } from "../../envelope.js";
import { codePoints, isPlainList } from "../convert.js";
import type { ClassLike } from "../declarations.js";
import { jsonBytes } from "../guard.js";
import { asName } from "../memo.js";
import { mayNameNext, namesAnother } from "../redaction/beside.js";
import { conversionOf, telling } from "./fields.js";
import type { Recipe, Step } from "./recipe.js";
import { asItIs, digestOf, guarded, isOptedIn, leave, open, openList, spend } from "./run.js";

/** A function that seals the objects of one kind, which have no `telemetryOverrides`. @param depth the level of nesting that the object stands at */
export type Sealer = (raw: object, depth: number) => Json | undefined;

/** How a program gets at what it does not hold itself. */
export interface Rest {
  /** Any value that has no conversion. */
  value(raw: unknown, asIs: boolean, type: ClassLike | undefined, depth: number): Json | undefined;
  /** The sealer for objects of this prototype; undefined where they are nobody's class. */
  sealer(prototype: object | null, raw: object, asIs: boolean): Sealer | undefined;
}

/** A longer text is looked up in the guard's own memory, which holds more of them. */
const LONGEST_WORD = 32;
/** A field that goes on holding other words is looked up there, too: to learn one takes longer. */
const MOST_LEARNT = 64;

/** What the program calls. */
const TOOLS = {
  asItIs,
  asName,
  codePoints,
  digestOf,
  guarded,
  isList: Array.isArray,
  isPlainList,
  isOptedIn,
  isOrdinaryText,
  leave,
  LONGEST_WORD,
  mayNameNext,
  MOST_LEARNT,
  namesAnother,
  open,
  openList,
  prototypeOf: Object.getPrototypeOf,
  spend,
  telling,
  withoutGaps,
};

/** Takes as many bytes of JSON as characters, and two quotes. */
function isOrdinaryText(text: string): boolean {
  return jsonBytes(text) === text.length + 2;
}

function withoutGaps(names: readonly string[], values: readonly (Json | undefined)[]): Json {
  const some: Record<string, Json> = {};
  for (const [at, name] of names.entries()) {
    const value = values[at];
    if (value !== undefined) some[name] = value;
  }
  return some;
}

/**
 * Undefined where the host forbids it (`--disallow-code-generation-from-strings`). Of what somebody else wrote, the program
 * holds names alone, and those as `JSON.stringify` quotes them.
 */
export function generated(recipe: Recipe, rest: Rest): Sealer | undefined {
  const given = {
    ...TOOLS,
    rest,
    conversions: recipe.steps.map(conversionOf),
    types: recipe.steps.map(({ type }) => type),
  };
  try {
    return new Function(...Object.keys(given), program(recipe))(...Object.values(given));
  } catch {
    return undefined;
  }
}

function program({ steps, keys, size }: Recipe): string {
  const names = steps.map(({ name }) => name);
  const members = steps.map(({ name, isOptIn }, index) => ({ isOptIn, name, value: `s${index}` }));
  const usual = members.filter(({ isOptIn }) => !isOptIn);
  const isOptedOut = ["true", ...members.filter(({ isOptIn }) => isOptIn).map(isAbsent)].join(" && ");
  return `"use strict";
const KEYS = ${quoted(keys ?? [])};
const NAMES = ${quoted(names)};
${steps.map(field).join("\n")}
return (raw, depth) => {
  let cost = ${size};
  let count;
  ${keys === undefined ? "" : keyCheck(keys)}
  ${steps.map(read).join("\n  ")}
  if (raw.telemetryOverrides !== undefined) leave(); // a getter may have put it there
  open(depth, cost, ${steps.length});
  if (${["false", ...usual.map(isAbsent)].join(" || ")} || !(${isOptedOut}))
    return withoutGaps(NAMES, [${members.map(({ value }) => value)}]);
  return { ${usual.map(({ name, value }) => `${quoted(name)}: ${value}`).join(", ")} };
};`;
}

function isAbsent({ value }: { readonly value: string }): string {
  return `${value} === undefined`;
}

function keyCheck(keys: readonly string[]): string {
  return `let at = 0;
  for (const key in raw) if (key !== KEYS[at++]) leave();
  if (at !== ${keys.length}) leave();`;
}

/**
 * A field that has no conversion remembers the class and, by their lengths, the words it met last: most hold few of either.
 * Only words that leave as they are.
 */
function field(step: Step, index: number): string {
  if (hasConversion(step)) return `const f${index} = conversions[${index}];`;
  if (step.isTelling) return `const f${index} = (raw) => telling(${quoted(step.field)}, raw);`;
  const asIs = step.declaration !== undefined;
  return `let prototype${index}; let sealer${index};
const words${index} = ["", "", "", "", "", "", "", ""];
let toLearn${index} = MOST_LEARNT;
const text${index} = (raw) => {
  if (raw === words${index}[raw.length & 7]) {
    spend(raw.length + 2);
    return raw;
  }
  const sealed = ${asIs ? "asItIs" : "guarded"}(raw);
  if (sealed === raw && raw.length <= LONGEST_WORD && toLearn${index} > 0 && isOrdinaryText(raw)) {
    words${index}[raw.length & 7] = asName(raw);
    toLearn${index}--;
  }
  return sealed;
};
const one${index} = (raw, depth) => {
  if (typeof raw === "string") return text${index}(raw);
  if (typeof raw !== "object" || raw === null || isList(raw)) return rest.value(raw, ${asIs}, types[${index}], depth);
  if (raw.telemetryOverrides !== undefined) leave(); // and now the engine knows the prototype without asking
  const prototype = prototypeOf(raw);
  return prototype === prototype${index} ? sealer${index}(raw, depth) : other${index}(prototype, raw, depth);
};
const other${index} = (prototype, raw, depth) => {
  const sealer = rest.sealer(prototype, raw, ${asIs});
  if (sealer === undefined) return rest.value(raw, ${asIs}, types[${index}], depth);
  prototype${index} = prototype;
  sealer${index} = sealer;
  return sealer(raw, depth);
};
const f${index} = (raw, depth) => {
  if (!isPlainList(raw)) return one${index}(raw, depth);
  const { length } = raw;
  openList(depth, length);
  const list = [];
  for (let at = 0; at < length; at++) {
    const item = raw[at];
    if (mayNameNext(item, length)) leave();
    const sealed = one${index}(item, depth + 1);
    if (sealed !== undefined) list.push(sealed);
  }
  if (raw.length !== length) leave(); // reading it has changed it
  return list;
};`;
}

function hasConversion({ declaration }: Step): boolean {
  return declaration !== undefined && declaration.conversion !== "PUBLIC";
}

/** What is common is written out; the rest is called. */
function read(step: Step, index: number): string {
  const raw = `r${index}`;
  const value = `raw[${quoted(step.field)}]`;
  const sealed = `${shortcut(step, raw, index)}f${index}(${raw}, depth + 1)`;
  const look = step.isNaming ? `if (namesAnother(${raw})) leave(); ` : "";
  return step.isOptIn
    ? `let s${index}; if (isOptedIn()) { const ${raw} = ${value}; ${look}s${index} = ${sealed}; }`
    : `const ${raw} = ${value}; ${look}const s${index} = ${sealed};`;
}

function shortcut({ declaration, isTelling, holds }: Step, raw: string, index: number): string {
  if (isTelling) return "";
  const isText = `typeof ${raw} === "string"`;
  const isNumber = `typeof ${raw} === "number" && ${raw} - ${raw} === 0`;
  const number = `${isNumber} ? ((cost += (${raw} | 0) === ${raw} ? 11 : 25), ${raw} + 0) : `;
  switch (declaration?.conversion) {
    case undefined:
    case "PUBLIC":
      switch (holds) {
        case "string":
          return `${isText} && ${raw} === words${index}[${raw}.length & 7] ? ((cost += ${raw}.length + 2), ${raw}) : `;
        case "number":
          return number;
        case "boolean":
          return `typeof ${raw} === "boolean" ? ((cost += 5), ${raw}) : `;
        case "object":
          return `typeof ${raw} === "object" && ${raw} !== null && ${raw}.telemetryOverrides === undefined && prototypeOf(${raw}) === prototype${index} ? sealer${index}(${raw}, depth + 1) : `;
        default:
          return "";
      }
    case "COUNT":
      return `isList(${raw}) && (count = ${raw}.length) >>> 0 === count ? ((cost += 11), count) : `; // a Proxy's may be anything, each time
    case "HASH":
      return `${isText} ? ((cost += 66), digestOf(${raw})) : `;
    case "TEXT_COUNT":
      return `${isText} ? ((cost += 25), codePoints(${raw})) : `;
    case "AGGREGATE":
      return declaration.options.op === undefined ? number : "";
    default:
      return "";
  }
}

function quoted(text: string | readonly string[]): string {
  return JSON.stringify(text);
}
