/** Functions that seal the instances of one class, or plain objects of the same keys, made once those turn out to be many. */
import { declarationsGeneration } from "../declarations.js";
import { classOf, planFor } from "../plan.js";
import { composed } from "./compose.js";
import { generated, type Rest, type Sealer } from "./generate.js";
import { areSame, type Recipe, recipeOf, recipeOfKeys } from "./recipe.js";
import { leave } from "./run.js";

interface Known {
  readonly generation: number;
  uses: number;
  /** An instance's, as it was about to become hot. */
  keys: readonly string[];
  sealer: Sealer | undefined;
  declares: boolean;
}

/** Before that a class is sealed on the plain road: a program that is soon over gains nothing from what this takes. */
const HOT = 16;

const known = new WeakMap<object, Known>();

/** What holds values and is nobody's class. */
const PLAIN: ReadonlySet<object> = new Set([
  Object.prototype,
  Array.prototype,
  Set.prototype,
  Map.prototype,
  Date.prototype,
]);

interface Shape {
  readonly keys: readonly string[];
  /** Its sealer remembers sealers of classes. */
  readonly generation: number;
  uses: number;
  /** Undefined before they are many, and where there can be none. */
  sealer: Sealer | undefined;
}

/** Plain objects' keys by how many they are: an event of a name has mostly the same ones. */
const shapes: (Shape | undefined)[] = [];
const MOST_KEYS = 64;
/** So many programs are written for one number of keys; the last stays. */
const MOST_SHAPES = 8;
const programs: number[] = [];

/** The sealer of plain objects with these keys; undefined where they are not many yet. */
export function sealerOfKeys(
  keys: readonly string[],
  sample: object,
  value: Rest["value"],
): Sealer | undefined {
  const { length } = keys;
  if (length > MOST_KEYS) return undefined;
  const generation = declarationsGeneration();
  const shape = shapes[length];
  const isStale = shape?.generation !== generation;
  if (isStale || !areSame(keys, shape.keys)) {
    const mayGiveWay = isStale || (--shape.uses < 0 && (programs[length] ?? 0) < MOST_SHAPES);
    if (mayGiveWay) shapes[length] = { keys, generation, uses: 0, sealer: undefined };
    return undefined;
  }
  if (shape.uses === HOT && shape.sealer === undefined) {
    const recipe = recipeOfKeys(keys, sample);
    shape.sealer = recipe && sealerFor(recipe, value);
    programs[length] = (programs[length] ?? 0) + 1;
  }
  if (shape.uses <= HOT) shape.uses++;
  return shape.sealer;
}

function sealerFor(recipe: Recipe, value: Rest["value"]): Sealer {
  const rest: Rest = { value, sealer: (prototype, raw, asIs) => sealerOf(prototype, raw, asIs, value) };
  return generated(recipe, rest) ?? composed(recipe, rest);
}

/** Undefined for what is nobody's class. Leaves the road where a class has no sealer, or not yet. */
export function sealerOf(
  prototype: object | null,
  sample: object,
  asIs: boolean,
  value: Rest["value"],
): Sealer | undefined {
  if (prototype === null || PLAIN.has(prototype)) return undefined;
  const generation = declarationsGeneration();
  let entry = known.get(prototype);
  if (entry?.generation !== generation) {
    entry = { generation, uses: 0, keys: [], sealer: undefined, declares: false };
    known.set(prototype, entry);
  }
  entry.uses++;
  if (entry.uses === HOT - 1) entry.keys = Object.keys(sample);
  if (entry.uses === HOT) {
    // Two that differ say nothing of the third.
    if (areSame(Object.keys(sample), entry.keys)) fill(entry, sample, value);
    else entry.uses = HOT - 2;
  }
  // What a class leaves undeclared is guarded, even where the field that holds the model is public.
  if (entry.sealer === undefined || (asIs && !entry.declares)) return leave();
  return entry.sealer;
}

/** Those have a form of their own, whatever a class that extends them declares. */
const BUILT_IN = [Date, String, Number, Boolean, URL, Error, RegExp, Promise, ArrayBuffer, Map, Set, Array];

function fill(entry: Known, sample: object, value: Rest["value"]): void {
  const target = classOf(sample);
  const isBuiltIn = ArrayBuffer.isView(sample) || BUILT_IN.some((type) => sample instanceof type);
  if (target === undefined || isBuiltIn) return;
  const plan = planFor(target);
  const recipe = recipeOf(plan, entry.keys, sample);
  if (recipe === undefined) return;
  entry.declares = plan.declares;
  entry.sealer = sealerFor(recipe, value);
}
