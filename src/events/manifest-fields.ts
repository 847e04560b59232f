/** Collects the fields of an event for a manifest, and all mistakes in them. */
import { getErrorMessage } from "../internal/errors.js";
import { createManifestField, type FieldAnnotations, type ManifestField } from "./manifest.js";

export class ManifestFields {
  readonly #event: string;
  readonly #fieldsByPath = new Map<string, ManifestField>();
  readonly #mistakes = new Set<string>();

  constructor(event: string) {
    this.#event = event;
  }

  /** Adds a field. A path that is known gets the types of both, because the items of one array may differ. */
  add(form: Pick<ManifestField, "path" | "type" | "conversion">, annotations: FieldAnnotations): void {
    const known = this.#fieldsByPath.get(form.path)?.type.split(" | ") ?? [];
    const type = [...new Set([...known, form.type])].join(" | ");
    try {
      this.#fieldsByPath.set(form.path, createManifestField(this.#event, { ...form, type }, annotations));
    } catch (error) {
      this.#mistakes.add(getErrorMessage(error));
    }
  }

  /** Adds a sentence about a field that cannot be described. */
  refuse(path: string, complaint: string): void {
    this.#mistakes.add(`${this.#event}: ${path} ${complaint}`);
  }

  /** @throws Error that names every mistake */
  toList(): ManifestField[] {
    if (this.#mistakes.size > 0) throw new Error([...this.#mistakes].join("; "));
    return [...this.#fieldsByPath.values()];
  }
}
