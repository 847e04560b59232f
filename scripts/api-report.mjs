// Writes api/*.api.md, the names and types of each entry, from the declarations in dist/. With --check it changes nothing, and
// fails if a report differs, so that nobody changes the API without a review.
import { mkdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { CompilerState, Extractor, ExtractorConfig, ExtractorLogLevel } from "@microsoft/api-extractor";

const root = fileURLToPath(new URL("../", import.meta.url));
const isCheck = process.argv.includes("--check");
const REPORT_FOLDER = `${root}api/`;
const TEMP_FOLDER = `${root}build/api-reports/`;

/**
 * Returns the entries of package.json that have types, such as `["mcp", "dist/mcp/index.d.ts"]`. The entry `noop` has the types of
 * the main entry, which its test compares.
 */
function listEntries() {
  const { exports } = JSON.parse(readFileSync(`${root}package.json`, "utf8"));
  return Object.entries(exports).flatMap(([path, target]) =>
    target.import === undefined || path === "./noop"
      ? []
      : [[path.replace(/^\.\/?/, "") || "index", target.import.types]],
  );
}

function createConfig([name, types]) {
  const silent = { logLevel: ExtractorLogLevel.None };
  return ExtractorConfig.prepare({
    configObjectFullPath: undefined,
    packageJsonFullPath: `${root}package.json`,
    configObject: {
      projectFolder: root,
      mainEntryPointFilePath: `${root}${types}`,
      newlineKind: "lf",
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: "es2022",
            lib: ["es2023", "esnext.disposable", "esnext.decorators", "dom"],
            module: "nodenext",
            types: ["node"],
            strict: true,
            skipLibCheck: true,
          },
          include: [`${root}dist/**/*.d.ts`],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: name,
        reportFolder: REPORT_FOLDER,
        reportTempFolder: TEMP_FOLDER,
        includeForgottenExports: true,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: ExtractorLogLevel.Error } },
        // The doc comments are checked by typedoc, and their examples by a test.
        extractorMessageReporting: { default: silent },
        tsdocMessageReporting: { default: silent },
      },
    },
  });
}

mkdirSync(REPORT_FOLDER, { recursive: true });
let compilerState;
const changed = [];
const entries = listEntries();
for (const entry of entries) {
  const config = createConfig(entry);
  compilerState ??= CompilerState.create(config, {
    additionalEntryPoints: entries.map(([, types]) => `${root}${types}`),
  });
  const { apiReportChanged, errorCount } = Extractor.invoke(config, {
    compilerState,
    localBuild: !isCheck,
    showVerboseMessages: false,
    messageCallback: (message) => {
      message.handled = message.logLevel !== ExtractorLogLevel.Error;
    },
  });
  if (errorCount > 0) process.exitCode = 1;
  if (apiReportChanged) changed.push(`api/${entry[0]}.api.md`);
}
console.log(changed.length === 0 ? "The API is as in api/." : `The API differs: ${changed.join(", ")}`);
if (isCheck && changed.length > 0) {
  console.log("Run `npm run api`, and review the changed files like code.");
  process.exitCode = 1;
}
