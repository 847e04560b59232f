/** Writes the frame of a page: the head, the ways to the other pages and the end. */
import { ICON, STYLE } from "./assets.js";
import { type Html, html } from "./html.js";

export interface FrameContent {
  readonly title: string;
  readonly main: Html;
  /** The ways to the other pages, as items of a list. */
  readonly links: Html;
  /** The project, if the page is about one. */
  readonly project?: string | undefined;
  /** The way to the root of the site: `/`, or a relative one such as `../`. */
  readonly root: string;
}

export function renderFrame({ title, main, links, project, root }: FrameContent): string {
  const [icon, style] = [ICON, STYLE].map(({ path }) => `${root}${path.slice("/".length)}`);
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="${GENERATOR}">
<title>${title}</title>
<link rel="icon" href="${icon}">
<link rel="stylesheet" href="${style}">
</head>
<body>
<a class="skip" href="#main">Skip to the content</a>
<header><nav aria-label="Site"><ul class="links">${links}</ul></nav>${
    project !== undefined && html`<span class="quiet">Project ${project}</span>`
  }</header>
<main id="main" tabindex="-1">
${main}
</main>
<footer><p>Made by ${GENERATOR}. These pages set no cookies, run no scripts and load nothing from elsewhere.</p></footer>
</body>
</html>
`;
  return page.toString();
}

/** Names the maker of a page in its head. */
export const GENERATOR = "codeweaver-collector";
