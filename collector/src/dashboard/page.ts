/** Writes the frame that all pages have: the head, the way home and the end. */
import { ICON, STYLE } from "./assets.js";
import { type Html, html } from "./html.js";

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
<header><nav aria-label="Site"><a href="${home}">Overview</a></nav>${
    project !== undefined && html`<span class="quiet">Project ${project}</span>`
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
