// Imports peers from where they are installed: from this folder, or from the repository's own node_modules.
const INSTALL_COMMAND = "npm ci --prefix bench/peers";

export const load = (name) => import(name);

/** Returns the URL of a peer, for a process that imports it itself. */
export const locate = (name) => import.meta.resolve(name);

/** Returns a CommonJS peer's exports, whether Node finds their names or not. */
export async function loadCommon(name) {
  const { default: exported, ...named } = await import(name);
  return { ...named, ...(typeof exported === "object" ? exported : {}), default: exported };
}

/** Returns a note that a peer is not installed, or undefined where it is. */
export function describeMissing(name) {
  try {
    import.meta.resolve(name);
    return undefined;
  } catch {
    return formatMissing(name);
  }
}

export const formatMissing = (name) => `${name} is not installed, so not measured: ${INSTALL_COMMAND}`;
