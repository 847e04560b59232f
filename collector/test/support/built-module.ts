/** Imports modules of the built collector. The index process is one of its files, so the server runs from there. */
import { fileURLToPath } from "node:url";

export const DIST = fileURLToPath(new URL("../../dist", import.meta.url));

/** @param path below `dist`, such as `server/start-server.js` */
export function importBuilt<T>(path: string): Promise<T> {
  return import(`${DIST}/${path}`);
}
