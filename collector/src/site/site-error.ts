/** Thrown if the folder of a site cannot be used. Nothing in it was changed. */
export class SiteError extends Error {
  override readonly name = "SiteError";
}
