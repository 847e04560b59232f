/** Writes a page of the collector, and says what a browser may do with it. */
import { type Html, html } from "./html.js";
import {
  CLAIMS_PATH,
  createLink,
  createResetLink,
  EXPERIMENTS_PATH,
  type PageContext,
} from "./page-context.js";
import { renderFrame } from "./page-frame.js";

export interface PageContent {
  readonly title: string;
  readonly main: Html;
  /** The project and the filters of the page. Undefined for a message, which has none. */
  readonly context?: PageContext;
}

/** No script and no style inside of the page is allowed, and nothing from elsewhere. */
const POLICY = [
  "default-src 'none'",
  "style-src 'self'",
  "img-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join("; ");

export const PAGE_HEADERS: Readonly<Record<string, string>> = {
  "Content-Type": "text/html; charset=utf-8",
  "Content-Security-Policy": POLICY,
  "Cross-Origin-Opener-Policy": "same-origin",
  "Cross-Origin-Resource-Policy": "same-origin",
  "Permissions-Policy": "interest-cohort=()",
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  "Cache-Control": "private, no-cache",
};

export function renderPage({ title, main, context }: PageContent): string {
  const links = renderSiteLinks(context);
  return renderFrame({ title, main, links, project: context?.project, root: "/" });
}

/** The reader's filter is kept, but for experiments, which have no versions and platforms. */
function renderSiteLinks(context: PageContext | undefined): Html {
  if (context === undefined) return html`<li><a href="/">Overview</a></li>`;
  return html`<li><a href="${createLink("/", context)}">Overview</a></li>
<li><a href="${createResetLink(EXPERIMENTS_PATH, context)}">Experiments</a></li>
<li><a href="${createLink(CLAIMS_PATH, context)}">Claims</a></li>`;
}
