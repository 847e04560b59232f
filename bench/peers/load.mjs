// Imports a peer from where the peers are installed: the folder of this file, or the repository's own.
export const load = (name) => import(name);

/** Where it is imported from, for a process that imports it itself. */
export const locate = (name) => import.meta.resolve(name);

/** A CommonJS peer's exports, whatever form the import gives them. */
export async function loadCommon(name) {
  const { default: exported, ...named } = await import(name);
  return { ...named, ...(typeof exported === "object" ? exported : {}), default: exported };
}

/** What to say of a peer that is not there; undefined where it is. */
export function missing(name) {
  try {
    import.meta.resolve(name);
    return undefined;
  } catch {
    return `${name} is not installed, so not measured: ${INSTALL}`;
  }
}

export const INSTALL = "npm ci --prefix bench/peers";
