/** Reads class-transformer's own declarations of a class, from the copies that the host loaded. */
import { createRequire } from "node:module";
import { type ClassLike, invalidateDeclarations } from "./declarations.js";

/** The part of class-transformer 0.5's `MetadataStorage` that is read here; the shape is that of its type declarations. */
export interface TransformerStorage {
  getStrategy(target: ClassLike): "excludeAll" | "exposeAll" | "none";
  getExcludedMetadatas(target: ClassLike): readonly Metadata<Direction>[];
  getExposedMetadatas(target: ClassLike): readonly Metadata<ExposeOptions>[];
  findExposeMetadata(target: ClassLike, property: string): Metadata<ExposeOptions> | undefined;
  findTypeMetadata(target: ClassLike, property: string): TypeMetadata | undefined;
  /** @param transformationType 1 for `CLASS_TO_PLAIN` */
  findTransformMetadatas(target: ClassLike, property: string, transformationType: 1): readonly object[];
}

interface Metadata<Options> {
  readonly propertyName?: string;
  readonly options?: Options;
}

interface Direction {
  readonly toClassOnly?: boolean;
  readonly toPlainOnly?: boolean;
}

interface ExposeOptions extends Direction {
  readonly name?: string;
  readonly groups?: readonly string[];
}

interface TypeMetadata {
  readonly typeFunction?: (options: object) => unknown;
  /** The type that TypeScript emitted for the property. */
  readonly reflectedType?: unknown;
  readonly options?: { readonly discriminator?: { readonly subTypes?: readonly { value?: unknown }[] } };
}

/** How class-transformer writes a class's properties as plain data, without the options of a call. */
export interface TransformerView {
  isExcluded(property: string): boolean;
  /** Returns whether only class-transformer knows what becomes of the value: by `@Transform`, or by a `@Type` that needs the object. */
  isOpaque(property: string): boolean;
  getExposedName(property: string): string | undefined;
  /**
   * Returns the classes that `@Type` names for the values of a property, for each copy of class-transformer. With a discriminator
   * there are several, of which a value has one.
   */
  getTypes(property: string): readonly (readonly ClassLike[])[];
  /** All exposed properties, getters included. */
  readonly exposed: readonly string[];
}

/** Storages of copies that cannot be found among the loaded modules, such as those in a bundle. */
const registeredStorages = new Set<TransformerStorage>();

/** Makes the declarations in a copy of class-transformer known, also those of classes that were met before. */
export function registerTransformerStorage(storage: TransformerStorage): void {
  registeredStorages.add(storage);
  invalidateDeclarations();
}

/**
 * Returns the declarations in all registered and all loaded copies of class-transformer; undefined if there is none. Only
 * loaded modules are searched: this finds the host's copy wherever it is installed, and costs other hosts nothing.
 */
export function createTransformerView(target: ClassLike): TransformerView | undefined {
  const storages = [...new Set([...registeredStorages, ...findLoadedStorages()])];
  if (storages.length === 0) return undefined;
  const listTypes = (property: string) => storages.map((storage) => readTypes(storage, target, property));
  return {
    isExcluded: (property) => storages.some((storage) => isExcluded(storage, target, property)),
    isOpaque: (property) =>
      storages.some((storage) => storage.findTransformMetadatas(target, property, 1).length > 0) ||
      listTypes(property).includes("unknown"),
    getExposedName: (property) =>
      storages
        .map((storage) => storage.findExposeMetadata(target, property))
        .find((found) => found !== undefined)?.options?.name,
    getTypes: (property) =>
      listTypes(property).filter((types) => types !== "unknown" && types.length > 0) as ClassLike[][], // the others are removed
    exposed: storages.flatMap((storage) =>
      storage.getExposedMetadatas(target).flatMap(({ propertyName }) => propertyName ?? []),
    ),
  };
}

/** Returns whether `instanceToPlain` without options leaves the property out. */
function isExcluded(storage: TransformerStorage, target: ClassLike, property: string): boolean {
  const excluded = storage.getExcludedMetadatas(target).filter(isForPlain);
  if (excluded.some(({ propertyName }) => propertyName === property)) return true;
  const exposed = storage.findExposeMetadata(target, property);
  if (exposed === undefined) return storage.getStrategy(target) === "excludeAll";
  // class-transformer writes a property that is exposed "to class only", unless the class is excluded. Its author did not mean that.
  return !isForPlain(exposed) || (exposed.options?.groups?.length ?? 0) > 0;
}

function isForPlain({ options }: Metadata<Direction>): boolean {
  return options?.toClassOnly !== true || options.toPlainOnly === true;
}

/** Returns the classes of a property's values; `unknown` if a function of the host must be asked with the object. */
function readTypes(
  storage: TransformerStorage,
  target: ClassLike,
  property: string,
): readonly ClassLike[] | "unknown" {
  const metadata = storage.findTypeMetadata(target, property);
  if (metadata === undefined) return [];
  const { typeFunction, reflectedType, options } = metadata;
  try {
    const type: unknown = typeFunction === undefined ? reflectedType : typeFunction(NO_OBJECT);
    if (typeFunction !== undefined && typeof type !== "function") return "unknown";
    const subTypes = options?.discriminator?.subTypes ?? [];
    const isClass = (value: unknown): value is ClassLike => typeof value === "function";
    return [type, ...subTypes.map(({ value }) => value)].filter(isClass);
  } catch {
    return "unknown"; // such as `({ object }) => …`
  }
}

/** Stands for the object that a type may depend on. A function that reads it throws. */
const NO_OBJECT = new Proxy(
  {},
  {
    get: () => {
      throw new Error("the object is not known");
    },
  },
);

function findLoadedStorages(): TransformerStorage[] {
  const storages: TransformerStorage[] = [];
  // All `require` functions share one cache. The path is arbitrary, because a bundled module may have none.
  for (const [file, loaded] of Object.entries(createRequire(process.execPath).cache)) {
    if (!/class-transformer[\\/]cjs[\\/]storage\.js$/.test(file)) continue;
    const exported: unknown = loaded?.exports;
    if (typeof exported !== "object" || exported === null) continue;
    const storage: unknown = Reflect.get(exported, "defaultMetadataStorage");
    if (typeof storage === "object" && storage !== null) storages.push(storage as TransformerStorage); // the file is class-transformer's storage
  }
  return storages;
}
