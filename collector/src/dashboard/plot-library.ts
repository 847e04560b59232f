/** Loads Observable Plot, and a document for it to draw in. Only a process that draws charts needs their 36 MB. */
import type * as Plot from "@observablehq/plot";

export type PlotLibrary = typeof Plot;

/** The part of an element of linkedom that is used, because the types of the DOM are not part of this project. */
export interface SvgElement {
  readonly outerHTML: string;
  textContent: string;
  setAttribute(name: string, value: string): void;
  removeAttribute(name: string): void;
  querySelectorAll(selector: string): Iterable<SvgElement>;
  prepend(...elements: SvgElement[]): void;
  remove(): void;
}

export interface SvgDocument {
  createElementNS(namespace: string, name: string): SvgElement;
}

export interface Drawing {
  readonly plot: PlotLibrary;
  readonly document: SvgDocument;
}

let loading: Promise<Drawing> | undefined;

export function loadDrawing(): Promise<Drawing> {
  loading ??= importLibraries();
  return loading;
}

async function importLibraries(): Promise<Drawing> {
  const [plot, { parseHTML }] = await Promise.all([import("@observablehq/plot"), import("linkedom")]);
  const { document } = parseHTML("<!doctype html><html><body></body></html>");
  // linkedom's document has the types of the DOM, which are unknown here.
  return { plot, document: document as unknown as SvgDocument };
}
