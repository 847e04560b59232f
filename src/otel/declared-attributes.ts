/** Declares span attributes: those of the author, and numbers of OpenTelemetry's conventions. */
import {
  createPolicyDecorator,
  type Declarations,
  declareAnonymity,
} from "../privacy/decorators/anonymize.js";

/**
 * Declares the form in which each attribute is sent, by its key. The declarations are those of `declareAnonymity`.
 *
 * @example
 * const attributes: DeclaredAttributes = { "http.route": "PUBLIC", "enduser.id": "HASH" };
 */
export type DeclaredAttributes = Declarations<Record<string, unknown>>;

/** Numbers that other instrumentations write, too, by OpenTelemetry's semantic conventions, version 1.41. */
const BUILT_IN_ATTRIBUTES: DeclaredAttributes = {
  "gen_ai.usage.input_tokens": "AGGREGATE",
  "gen_ai.usage.output_tokens": "AGGREGATE",
  "gen_ai.usage.cache_read.input_tokens": "AGGREGATE",
  "gen_ai.usage.cache_creation.input_tokens": "AGGREGATE",
  "http.response.status_code": "AGGREGATE",
};

/** Returns an attribute as an object of a class that declares it, or undefined when it is not declared. */
export type AttributeModelFactory = (key: string, value: unknown) => object | undefined;

export function createAttributeModelFactory(own: DeclaredAttributes = {}): AttributeModelFactory {
  const declarations = { ...BUILT_IN_ATTRIBUTES, ...own };
  const classes = new Map(
    Object.keys(declarations).map((key) => [key, defineAttributeClass(key, declarations)]),
  );
  return (key, value) => {
    const attributeClass = classes.get(key);
    return attributeClass && Object.assign(new attributeClass(), { [key]: value });
  };
}

/** Each attribute has its own class, because a conversion of an absent attribute would return 0 or false. */
function defineAttributeClass(key: string, declarations: DeclaredAttributes): new () => object {
  // The cast is safe, because the only property of an instance is the attribute, under any key.
  const attributeClass: new () => Record<string, unknown> = class Attribute {} as never;
  declareAnonymity(attributeClass, { [key]: declarations[key] });
  createPolicyDecorator("drop")(attributeClass);
  return attributeClass;
}
