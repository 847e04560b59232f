/** Writes the frame of the pages of a published site, whose links are relative. */
import { type Html, html } from "../dashboard/html.js";
import { renderFrame } from "../dashboard/page-frame.js";
import type { PublishedPeriod } from "../publish/published-period.js";

export interface SitePage {
  readonly title: string;
  readonly main: Html;
  /** Any period of the site. */
  readonly period: PublishedPeriod;
  /** The way to the root of the site: empty, or `../`. */
  readonly root: "" | "../";
}

/** The pages also work as files, so that a link names the file and not only its folder. */
export function renderSitePage({ title, main, period, root }: SitePage): string {
  const links = html`<li><a href="${root}index.html">All periods</a></li>
<li><a href="${root}methodology.html">How these figures are made</a></li>`;
  const { project } = period;
  return renderFrame({ title, main, links, root, project: project === "default" ? undefined : project });
}
