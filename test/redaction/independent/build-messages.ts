/** Lists how compilers, package managers and test runners print a path. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const BUILD_MESSAGES: readonly Program[] = [
  {
    name: "TypeScript compiler",
    described: "https://www.typescriptlang.org/docs/handbook/compiler-options.html",
    files: words`src/index.ts src/app/[id]/page.tsx tsconfig.build.json types/global.d.ts packages/ui/src/x.mts`,
    templates: lines`
      {path}(12,5): error TS2304: Cannot find name 'total'.
      {path}:12:5 - error TS2322: Type 'string' is not assignable.
      error TS6053: File '{path}' not found.
      error TS5058: The specified path does not exist: '{path}'.
      Could not find a declaration file for 'k'. '{path}' implicitly has an 'any' type.
      ======== Resolving './k' from '{path}'. ========
      TSFILE: {word}
    `,
  },
  {
    name: "ESLint",
    described: "https://eslint.org/docs/latest/use/formatters/",
    files: words`src/cart.js src/(shop)/page.jsx eslint.config.mjs lib/my-file.test.ts .storybook/main.cjs`,
    templates: lines`
      {path}⏎  12:5  error  'x' is not defined  no-undef⏎⏎✖ 1 problem
      {path}:12:5: 'x' is not defined. [Error/no-undef]
      {path}: line 12, col 5, Error - 'x' is not defined. (no-undef)
      Oops! Something went wrong! :(⏎Error: Failed to load config "acme".⏎Referenced from: {path}
      [{"filePath":"{json}","messages":[]}]
      No files matching the pattern "{path}" were found.
    `,
  },
  {
    name: "webpack",
    described: "https://webpack.js.org/configuration/stats/",
    files: words`src/index.js node_modules/lib/dist/x.js webpack.config.cjs src/styles/main.scss static/a@2x.png`,
    templates: lines`
      Module not found: Error: Can't resolve 'zod' in '{root}'
      ERROR in {word} 12:5-18
      Module build failed (from {word}):
      SyntaxError: {path}: Unexpected token, expected "," (3:9)
      <w> [cache.PackFileCacheStrategy] Caching failed for pack: Error: ENOSPC: no space left, mkdir '{path}'
      using description file: {word} (relative path: .)
      [webpack-cli] Failed to load '{path}' config
    `,
  },
  {
    name: "Vite and Rollup",
    described: "https://vite.dev/guide/troubleshooting.html",
    files: words`src/main.ts vite.config.ts node_modules/.vite/deps/chunk-4F2A.js index.html src/a.vue`,
    templates: lines`
      [vite] Internal server error: Failed to resolve import "./k" from "{path}".
      Could not load {word} (imported by {word}): ENOENT
      The request url "{path}" is outside of Vite serving allow list.
      RollupError: "sum" is not exported by "{path}", imported by "x".
      failed to load config from {path}
      http://localhost:5173/@fs{word}?t=171542
      file: {path}:12:5
    `,
    systems: ["posix"],
  },
  {
    name: "npm and pnpm",
    described: "https://docs.npmjs.com/common-errors",
    files: words`package.json node_modules/.pnpm/lock.yaml node_modules/sharp .npm/_logs/2024-05-11T09_45_00_123Z-debug-0.log`,
    templates: lines`
      npm ERR! path {path}
      npm error enoent Could not read it: Error: ENOENT: no such file or directory, open '{path}'
      npm error A complete log of this run can be found in: {path}
      npm warn cleanup   [Error: EPERM: operation not permitted, rmdir '{path}'] {
      ERR_PNPM_NO_IMPORTER_MANIFEST_FOUND  No manifest was found in "{path}".
      > kasse@0.4.1 build {root}
      changed 3 files in {word}, and audited 12
      npm error Missing script: "x"⏎npm error   in workspace: k⏎npm error   at location: {root}
    `,
  },
  {
    name: "Jest and Vitest",
    described: "https://jestjs.io/docs/troubleshooting",
    files: words`src/cart.test.ts test/e2e/login.spec.js jest.setup.cjs __tests__/__snapshots__/a.js.snap`,
    templates: lines`
      FAIL {word} (5.12 s)
      at Object.<anonymous> ({path}:12:5)
      Cannot find module 'zod' from '{path}'
      ● Validation Error: Module {word} in the setupFiles option was not found.
      Error: Failed to load {word}⏎ ❯ loadAndTransform
      Test suite failed to run⏎⏎ENOENT: no such file, open '{path}'
      rootDir: {root}
    `,
  },
  {
    name: "pytest and pip",
    described: "https://docs.pytest.org/en/stable/how-to/output.html",
    files: words`tests/test_order.py setup.cfg conftest.py .venv/bin/pip dist/kasse-0.4.1-py3-none-any.whl`,
    templates: lines`
      rootdir: {root}
      {path}:12: AssertionError
      ERROR: file or directory not found: {path}
      ImportError while loading conftest '{path}'.
      configfile: {word}⏎collected 3 items
      Processing {path}⏎  Preparing metadata (setup.py): started
      ERROR: Could not install packages due to an OSError: [Errno 13] Permission denied: '{path}'
      E   ModuleNotFoundError: x⏎{path}:3: in <module>
    `,
  },
  {
    name: "Make and CMake",
    described: "https://www.gnu.org/software/make/manual/html_node/Running.html",
    systems: ["posix"],
    files: words`Makefile src/Makefile build/CMakeCache.txt cmake/FindK.cmake lib/libk.so.1 include`,
    templates: lines`
      make[1]: Entering directory '{root}'
      make: *** No rule to make target '{path}', needed by 'all'.  Stop.
      CMake Error at {word}:12 (message):
      -- Build files have been written to: {root}
      The source directory "{root}" does not appear to contain it.
      PREFIX := {word}⏎all: $(OBJ)
      include {word}
      gcc -I{word} -L{word} -lk -o k
    `,
  },
  {
    name: "Maven and Gradle",
    described: "https://docs.gradle.org/current/userguide/troubleshooting.html",
    files: words`pom.xml build.gradle src/main/java/de/hansen/Order.java .gradle/8.5/checksums/checksums.lock target/k.jar`,
    templates: lines`
      [ERROR] {path}:[12,5] cannot find symbol
      [INFO] Building jar: {path}
      A problem occurred evaluating root project 'k'.⏎> Could not read script '{path}' as it does not exist.
      [ERROR] Please refer to {path} for the individual test results.
      Non-parseable POM {path}: unexpected character (position: START_TAG) @ {path}
      Could not create service. Timeout waiting to lock it: Lock file: {path}
      e: {word}: (12, 5): Unresolved reference: x
    `,
  },
];
