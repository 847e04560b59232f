/**
 * Makes class-transformer's decorators known where this library cannot find them: in a bundle, and under a test runner
 * that loads modules in its own way. Import it once, for its effect:
 *
 * ```ts
 * import "codeweaver-telemetry/class-transformer";
 * ```
 *
 * @module codeweaver-telemetry/class-transformer
 */

import { defaultMetadataStorage } from "class-transformer/cjs/storage.js";
import { registerTransformerStorage } from "../privacy/decorators/class-transformer.js";

registerTransformerStorage(defaultMetadataStorage);
