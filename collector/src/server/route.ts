/** Chooses the route of a request by its method and path. */
import { isEndpoint } from "codeweaver-telemetry/receiver";
import { isAssetRequest, isPageRequest } from "./page-paths.js";
import { QUESTIONS_PATH } from "./question-routes.js";

export type Route =
  | "health"
  | "ready"
  | "metrics"
  | "definitions"
  | "erasure"
  | "export"
  | "questions"
  | "page"
  | "asset"
  | "ingest";

const ROUTES: ReadonlyMap<string, Route> = new Map([
  ["/healthz", "health"],
  ["/readyz", "ready"],
  ["/metrics", "metrics"],
  ["/flags/definitions", "definitions"],
  ["/api/feature_flag/local_evaluation", "definitions"],
  ["/api/erasure", "erasure"],
  ["/api/export", "export"],
]);

/** All other paths are those of PostHog, OTLP or a plain endpoint, and answered 404 if they are none. */
export function chooseRoute(method: string | undefined, url: string): Route {
  if (isEndpoint(url)) return "ingest";
  const path = url.split("?", 1)[0] ?? "";
  if (isPageRequest(method, path)) return "page";
  if (isAssetRequest(method, path)) return "asset";
  if (path === QUESTIONS_PATH || path.startsWith(`${QUESTIONS_PATH}/`)) return "questions";
  // Without the lookbehind, each slash of a long row would begin a search of its own.
  return ROUTES.get(path.replace(/(?<!\/)\/+$/, "")) ?? "ingest";
}
