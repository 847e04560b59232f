/** Writes a page of the collector, and says what a browser may do with it. */
import { type Html, html } from "./html.js";
import { renderFrame } from "./page-frame.js";

export interface PageContent {
  readonly title: string;
  readonly main: Html;
  /** The project, if the page is about one. */
  readonly project?: string | undefined;
  /** The address of the overview, with the reader's filter. @default `/` */
  readonly home?: string;
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

export function renderPage({ title, main, project, home = "/" }: PageContent): string {
  const links = html`<li><a href="${home}">Overview</a></li>`;
  return renderFrame({ title, main, links, project, root: "/" });
}
