/** Reads class-transformer's own declarations of a class, from the copy that the host loaded. */
import { createRequire } from "node:module";
import type { ClassLike } from "./declarations.js";

/** The part of class-transformer 0.5's `MetadataStorage` that is read here; the shape is that of its type declarations. */
interface Storage {
  getStrategy(target: ClassLike): "excludeAll" | "exposeAll" | "none";
  findExcludeMetadata(
    target: ClassLike,
    property: string,
  ): { options?: { toClassOnly?: boolean } } | undefined;
  findExposeMetadata(target: ClassLike, property: string): { options?: ExposeOptions } | undefined;
  findTypeMetadata(target: ClassLike, property: string): { typeFunction?: () => unknown } | undefined;
  getExposedMetadatas(target: ClassLike): { propertyName?: string; options?: ExposeOptions }[];
}

interface ExposeOptions {
  name?: string;
  toClassOnly?: boolean;
  groups?: string[];
}

/** How class-transformer writes a class's properties as plain data. */
export interface TransformerView {
  isExcluded(property: string): boolean;
  getExposedName(property: string): string | undefined;
  /** Returns the class that `@Type` names for the values of a property. */
  getType(property: string): ClassLike | undefined;
  /** All exposed properties, getters included. */
  readonly exposed: readonly string[];
}

/**
 * Returns the declarations in all loaded copies of class-transformer; undefined if none is loaded. Only loaded modules are
 * searched: this finds the host's copy wherever it is installed, and costs a host without class-transformer nothing.
 */
export function createTransformerView(target: ClassLike): TransformerView | undefined {
  const storages = findLoadedStorages();
  if (storages.length === 0) return undefined;
  const findExpose = (property: string) =>
    storages
      .map((storage) => storage.findExposeMetadata(target, property))
      .find((found) => found !== undefined);
  return {
    isExcluded: (property) =>
      storages.some((storage) => {
        const excluded = storage.findExcludeMetadata(target, property);
        if (excluded !== undefined && excluded.options?.toClassOnly !== true) return true;
        const exposed = storage.findExposeMetadata(target, property);
        // As in `instanceToPlain` without groups, a property that is exposed only to a group is not exposed.
        if (
          exposed !== undefined &&
          (exposed.options?.toClassOnly === true || exposed.options?.groups?.length)
        )
          return true;
        return storage.getStrategy(target) === "excludeAll" && exposed === undefined;
      }),
    getExposedName: (property) => findExpose(property)?.options?.name,
    getType: (property) => {
      for (const storage of storages) {
        const type: unknown = storage.findTypeMetadata(target, property)?.typeFunction?.();
        if (typeof type === "function") return type as ClassLike; // `@Type` returns a class
      }
      return undefined;
    },
    exposed: storages.flatMap((storage) =>
      storage.getExposedMetadatas(target).flatMap(({ propertyName }) => propertyName ?? []),
    ),
  };
}

function findLoadedStorages(): Storage[] {
  const storages: Storage[] = [];
  // All `require` functions share one cache. The path is arbitrary, because a bundled module may have none.
  for (const [file, loaded] of Object.entries(createRequire(process.execPath).cache)) {
    if (!/class-transformer[\\/]cjs[\\/]storage\.js$/.test(file)) continue;
    const exported: unknown = loaded?.exports;
    if (typeof exported !== "object" || exported === null) continue;
    const storage: unknown = Reflect.get(exported, "defaultMetadataStorage");
    if (typeof storage === "object" && storage !== null) storages.push(storage as Storage); // the file is class-transformer's storage
  }
  return storages;
}
