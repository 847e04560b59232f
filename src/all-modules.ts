/** Provides all lazy modules ahead of time, for bundlers and for tests of the TypeScript sources. */
import * as createPipeline from "./bootstrap/create-pipeline.js";
import * as startPipeline from "./bootstrap/start-pipeline.js";
import * as client from "./client/pipeline-client.js";
import * as toml from "./config/toml.js";
import * as activeEvent from "./events/active-event.js";
import * as codeSearchProperties from "./events/code-search-properties.js";
import * as reportEvents from "./events/report-events.js";
import * as schemaLiterals from "./events/schema-literals.js";
import * as ownReports from "./installation/own-reports.js";
import { provideModules } from "./internal/lazy-module.js";
import * as quantileSketch from "./models/quantile-sketch.js";
import * as sanitizer from "./privacy/sanitizer/serialize.js";
import * as detectors from "./redaction/find-matches.js";

provideModules({
  client,
  "code-search-properties": codeSearchProperties,
  "create-pipeline": createPipeline,
  detectors,
  "quantile-sketch": quantileSketch,
  "active-event": activeEvent,
  "report-events": reportEvents,
  "own-reports": ownReports,
  sanitizer,
  "schema-literals": schemaLiterals,
  "start-pipeline": startPipeline,
  toml,
});
