/** Decides which requests are for pages and their files. It loads nothing of the pages, which a collector may never need. */
import { CLAIMS_PATH, EXPERIMENTS_PATH } from "../dashboard/page-context.js";

export const QUESTION_PATH = "/questions/";
export const EXPERIMENT_PATH = `${EXPERIMENTS_PATH}/`;
const ASSET_PATH = "/assets/";
const PATHS: ReadonlySet<string> = new Set(["/", EXPERIMENTS_PATH, CLAIMS_PATH]);

/** Returns whether a request is for a page. Tools may post events to any path. */
export function isPageRequest(method: string | undefined, path: string): boolean {
  return (
    isRead(method) && (PATHS.has(path) || path.startsWith(QUESTION_PATH) || path.startsWith(EXPERIMENT_PATH))
  );
}

export function isAssetRequest(method: string | undefined, path: string): boolean {
  return isRead(method) && path.startsWith(ASSET_PATH);
}

function isRead(method: string | undefined): boolean {
  return method === "GET" || method === "HEAD";
}
