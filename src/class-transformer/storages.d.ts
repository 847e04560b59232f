/** class-transformer has no types for its storages at the paths where its code is. */
declare module "class-transformer/*/storage.js" {
  import type { TransformerStorage } from "../privacy/decorators/class-transformer.js";
  export const defaultMetadataStorage: TransformerStorage;
}
