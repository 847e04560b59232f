/** Writes a recipe as a program, for the engine to compile: nearly as fast as one written by hand. */
import type { Json } from "../../envelope.js";
import { codePoints, isPlainList, toCount } from "../convert.js";
import type { ClassLike } from "../declarations.js";
import { jsonBytes } from "../guard.js";
import { flagOf } from "../redaction/secrets.js";
import { conversionOf, telling } from "./fields.js";
import type { Recipe, Step } from "./recipe.js";
import { asItIs, digestOf, guarded, isOptedIn, leave, open, openList } from "./run.js";

/** A function that seals the objects of one kind, which have no `telemetryOverrides`. @param depth the level of nesting that the object stands at */
export type Sealer = (raw: object, depth: number) => Json | undefined;

/** How a program gets at what it does not hold itself. */
export interface Rest {
  /** Any value that has no conversion. */
  value(raw: unknown, asIs: boolean, type: ClassLike | undefined, depth: number): Json | undefined;
  /** The sealer for objects of this prototype; undefined where they are nobody's class. */
  sealer(prototype: object | null, raw: object, asIs: boolean): Sealer | undefined;
}

/** A shorter text is no part of a longer one, which the engine would keep with it (V8: 13 characters). */
const SHORTEST_SLICE = 13;

/** What the program calls. */
const TOOLS = {
  asItIs,
  codePoints,
  digestOf,
  flagOf,
  guarded,
  isList: Array.isArray,
  isPlainList,
  countOf: toCount,
  jsonBytes,
  isOptedIn,
  leave,
  open,
  openList,
  SHORTEST_SLICE,
  prototypeOf: Object.getPrototypeOf,
  telling,
};

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
  const names = steps.map(({ name }, index) => ({ key: quoted(name), value: `s${index}` }));
  return `"use strict";
const KEYS = ${quoted(keys ?? [])};
${steps.map(field).join("\n")}
return (raw, depth) => {
  let cost = 0;
  ${keys === undefined ? "" : keyCheck(keys)}
  ${steps.map(read).join("\n  ")}
  if (raw.telemetryOverrides !== undefined) leave(); // a getter may have put it there
  open(depth, ${size} + cost, ${steps.length});
  if (${["false", ...names.map(({ value }) => `${value} === undefined`)].join(" || ")}) {
    const some = {};
    ${names.map(({ key, value }) => `if (${value} !== undefined) some[${key}] = ${value};`).join("\n    ")}
    return some;
  }
  return { ${names.map(({ key, value }) => `${key}: ${value}`).join(", ")} };
};`;
}

function keyCheck(keys: readonly string[]): string {
  return `let at = 0;
  for (const key in raw) if (key !== KEYS[at++]) leave();
  if (at !== ${keys.length}) leave();`;
}

/** A field that has no conversion remembers the class and, by their lengths, the short texts it met last: most hold few of either. */
function field(step: Step, index: number): string {
  if (hasConversion(step)) return `const f${index} = conversions[${index}];`;
  if (step.isTelling) return `const f${index} = (raw) => telling(${quoted(step.field)}, raw);`;
  const asIs = step.declaration !== undefined;
  return `let prototype${index}; let sealer${index};
const texts${index} = ["", "", "", "", "", "", "", ""]; const sealed${index} = ["", "", "", "", "", "", "", ""]; const costs${index} = [0, 0, 0, 0, 0, 0, 0, 0];
const words${index} = (raw) => {
  const sealed = ${asIs ? "asItIs" : "guarded"}(raw);
  if (raw.length < SHORTEST_SLICE) {
    texts${index}[raw.length & 7] = raw;
    sealed${index}[raw.length & 7] = sealed;
    costs${index}[raw.length & 7] = jsonBytes(sealed);
  }
  return sealed;
};
const one${index} = (raw, depth) => {
  if (typeof raw === "string") return words${index}(raw);
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
    if (flagOf(raw[at]) !== undefined) leave();
    const item = one${index}(raw[at], depth + 1);
    if (item !== undefined) list.push(item);
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
  return step.isOptIn
    ? `let s${index}; if (isOptedIn()) { const ${raw} = ${value}; s${index} = ${sealed}; }`
    : `const ${raw} = ${value}; const s${index} = ${sealed};`;
}

function shortcut({ declaration, isTelling }: Step, raw: string, index: number): string {
  if (isTelling) return "";
  const text = `typeof ${raw} === "string" ? `;
  const at = `${raw}.length & 7`;
  const known = `((cost += costs${index}[${at}]), sealed${index}[${at}])`;
  const words = `${raw} === texts${index}[${at}] ? ${known} : words${index}(${raw})`;
  const isList = `isList(${raw})`;
  const number = `((cost += (${raw} | 0) === ${raw} ? 11 : 25), ${raw} + 0)`;
  const finite = `${raw} - ${raw} === 0`;
  const scalar = `typeof ${raw} === "number" ? (${finite} ? ${number} : leave()) : `;
  const isKnown = `${raw}.telemetryOverrides === undefined && prototypeOf(${raw}) === prototype${index}`;
  const object = `typeof ${raw} === "object" && ${raw} !== null && ${isKnown} ? sealer${index}(${raw}, depth + 1) : `;
  switch (declaration?.conversion) {
    case undefined:
    case "PUBLIC":
      return `${text}${words} : ${scalar}${object}`;
    case "COUNT":
      return `${isList} ? ((cost += 11), countOf(${raw})) : `;
    case "HASH":
      return `${text}((cost += 66), digestOf(${raw})) : `;
    case "TEXT_COUNT":
      return `${text}((cost += 25), codePoints(${raw})) : `;
    case "AGGREGATE":
      return declaration.options.op === undefined
        ? `typeof ${raw} === "number" && ${finite} ? ${number} : `
        : "";
    default:
      return "";
  }
}

function quoted(text: string | readonly string[]): string {
  return JSON.stringify(text);
}
