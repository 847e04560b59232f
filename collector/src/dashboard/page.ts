/** Writes the frame that all pages have: the head, the ways to the other pages and the end. */
import { ICON, STYLE } from "./assets.js";
import { type Html, html } from "./html.js";
import {
  CLAIMS_PATH,
  createLink,
  createResetLink,
  EXPERIMENTS_PATH,
  type PageContext,
} from "./page-context.js";

export interface PageContent {
  readonly title: string;
  readonly main: Html;
  /** What the page is about, unless it is a message. */
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
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<link rel="icon" href="${ICON.path}">
<link rel="stylesheet" href="${STYLE.path}">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><nav aria-label="Site"><ul class="links">${renderSiteLinks(context)}</ul></nav>${
    context !== undefined && html`<span class="quiet">Project ${context.project}</span>`
  }</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer><p>Made by codeweaver-collector. These pages set no cookies, run no scripts and load nothing from elsewhere.</p></footer>
</body>
</html>
`;
  return page.toString();
}

/** The reader's filter is kept, but for experiments, which have no versions and platforms. */
function renderSiteLinks(context: PageContext | undefined): Html {
  if (context === undefined) return html`<li><a href="/">Overview</a></li>`;
  return html`<li><a href="${createLink("/", context)}">Overview</a></li>
<li><a href="${createResetLink(EXPERIMENTS_PATH, context)}">Experiments</a></li>
<li><a href="${createLink(CLAIMS_PATH, context)}">Claims</a></li>`;
}
