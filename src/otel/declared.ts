/** Which attributes may leave, and in what form: those of this library and of agents' conventions, and an author's own. */
import { type Declarations, declareAnonymity, undeclaredPolicy } from "../privacy/anonymize.js";

/** In what form an attribute leaves, by its key: `{ "http.response.status_code": "AGGREGATE", "enduser.id": "HASH" }`. */
export type DeclaredAttributes = Declarations<Record<string, unknown>>;

/** Numbers of OpenTelemetry's conventions for generative AI (1.41), which other instrumentations write, too. */
const BUILT_IN: DeclaredAttributes = {
  "gen_ai.usage.input_tokens": "AGGREGATE",
  "gen_ai.usage.output_tokens": "AGGREGATE",
  "gen_ai.usage.cache_read.input_tokens": "AGGREGATE",
  "gen_ai.usage.cache_creation.input_tokens": "AGGREGATE",
  "http.response.status_code": "AGGREGATE",
};

export interface Declared {
  readonly keys: ReadonlySet<string>;
  /** An object that is sealed by the declarations of what is in it. The rest of it passes the guard. */
  modelOf(attributes: Readonly<Record<string, unknown>>): object;
}

/** So many sets of declared keys have a class of their own; spans have few. */
const MOST_CLASSES = 256;

export function declaredBy(own: DeclaredAttributes = {}): Declared {
  const declarations = { ...BUILT_IN, ...own };
  const keys = new Set(Object.keys(declarations));
  const classes = new Map<string, AttributesModel>();
  return {
    keys,
    modelOf(attributes) {
      // A class for what is there: of what is not, a conversion would say 0, or false.
      const present = Object.keys(attributes).filter((key) => keys.has(key));
      const name = JSON.stringify(present);
      const known = classes.get(name) ?? classOf(present, declarations);
      if (classes.size < MOST_CLASSES) classes.set(name, known);
      return Object.assign(new known(), attributes);
    },
  };
}

type AttributesModel = new () => Record<string, unknown>;

function classOf(keys: readonly string[], declarations: DeclaredAttributes): AttributesModel {
  const model: AttributesModel = class Attributes {} as AttributesModel; // of whatever keys
  declareAnonymity(model, Object.fromEntries(keys.map((key) => [key, declarations[key]])));
  undeclaredPolicy("keep")(model);
  return model;
}
