/** The files beside the pages. Their paths have a digest of their content, so that a browser can keep them for a year. */
import { createHash } from "node:crypto";
import { STYLESHEET } from "./stylesheet.js";

export interface Asset {
  readonly path: string;
  readonly contentType: string;
  readonly text: string;
}

/** Three bars, which are visible on light and dark tabs. */
const ICON_SVG = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16" fill="#3d84dc"><path d="M1 9h4v6H1zM6 5h4v10H6zM11 1h4v14h-4z"/></svg>`;

export const STYLE = createAsset("style", "css", "text/css; charset=utf-8", STYLESHEET);
export const ICON = createAsset("icon", "svg", "image/svg+xml", ICON_SVG);

const ASSETS: ReadonlyMap<string, Asset> = new Map([STYLE, ICON].map((asset) => [asset.path, asset]));

export function findAsset(path: string): Asset | undefined {
  return ASSETS.get(path);
}

function createAsset(name: string, extension: string, contentType: string, text: string): Asset {
  const digest = createHash("sha256").update(text).digest("hex").slice(0, 12);
  return { path: `/assets/${name}-${digest}.${extension}`, contentType, text };
}
