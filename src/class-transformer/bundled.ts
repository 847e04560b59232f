/** Registers each copy of class-transformer that a bundler may select by the fields of its package.json. */

import { defaultMetadataStorage as main } from "class-transformer/cjs/storage.js";
import { defaultMetadataStorage as module } from "class-transformer/esm5/storage.js";
import { defaultMetadataStorage as es2015 } from "class-transformer/esm2015/storage.js";
import { registerTransformerStorage } from "../privacy/decorators/class-transformer.js";

for (const storage of [main, module, es2015]) registerTransformerStorage(storage);
