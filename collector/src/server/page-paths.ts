/** Decides which requests are for pages and their files. It loads nothing of the pages, which a collector may never need. */
import { CLAIMS_PATH, EXPERIMENTS_PATH } from "../dashboard/page-context.js";

/** Shows the overview, which lists all questions. */
export const QUESTION_LIST_PATH = "/questions";
export const QUESTION_PATH = `${QUESTION_LIST_PATH}/`;
export const EXPERIMENT_PATH = `${EXPERIMENTS_PATH}/`;
const ASSET_PATH = "/assets/";
const PATHS: ReadonlySet<string> = new Set(["", QUESTION_LIST_PATH, EXPERIMENTS_PATH, CLAIMS_PATH]);

/** Returns whether a request is for a page. Tools may post events to any path. */
export function isPageRequest(method: string | undefined, path: string): boolean {
  const isPage = PATHS.has(removeLastSlash(path));
  return isRead(method) && (isPage || path.startsWith(QUESTION_PATH) || path.startsWith(EXPERIMENT_PATH));
}

/** Returns the path of a page as its links have it, and the empty text for the overview. */
export function removeLastSlash(path: string): string {
  return path.endsWith("/") ? path.slice(0, -1) : path;
}

export function isAssetRequest(method: string | undefined, path: string): boolean {
  return isRead(method) && path.startsWith(ASSET_PATH);
}

function isRead(method: string | undefined): boolean {
  return method === "GET" || method === "HEAD";
}
