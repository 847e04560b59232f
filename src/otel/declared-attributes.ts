/** Which attributes may leave, and in what form: those of this library and of agents' conventions, and an author's own. */
import { type Declarations, declareAnonymity, undeclaredPolicy } from "../privacy/decorators/anonymize.js";

/** In what form an attribute leaves, by its key: `{ "http.response.status_code": "AGGREGATE", "enduser.id": "HASH" }`. */
export type DeclaredAttributes = Declarations<Record<string, unknown>>;

/** Numbers of OpenTelemetry's conventions for generative AI (1.41), which other instrumentations write, too. */
const BUILT_IN_ATTRIBUTES: DeclaredAttributes = {
  "gen_ai.usage.input_tokens": "AGGREGATE",
  "gen_ai.usage.output_tokens": "AGGREGATE",
  "gen_ai.usage.cache_read.input_tokens": "AGGREGATE",
  "gen_ai.usage.cache_creation.input_tokens": "AGGREGATE",
  "http.response.status_code": "AGGREGATE",
};

/** An attribute as an object that is sealed by its declaration; undefined where there is none. */
export type AttributeModelFactory = (key: string, value: unknown) => object | undefined;

export function createAttributeModelFactory(own: DeclaredAttributes = {}): AttributeModelFactory {
  const declarations = { ...BUILT_IN_ATTRIBUTES, ...own };
  const models = new Map(
    Object.keys(declarations).map((key) => [key, defineAttributeClass(key, declarations)]),
  );
  return (key, value) => {
    const model = models.get(key);
    return model && Object.assign(new model(), { [key]: value });
  };
}

/** A class for each: of what is not there, a conversion would say 0, or false. */
function defineAttributeClass(key: string, declarations: DeclaredAttributes): new () => object {
  const model: new () => Record<string, unknown> = class Attribute {} as never; // of whatever key
  declareAnonymity(model, { [key]: declarations[key] });
  undeclaredPolicy("drop")(model);
  return model;
}
