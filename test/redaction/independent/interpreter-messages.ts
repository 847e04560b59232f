/** Lists how interpreters and runtimes of further languages print the file of an error. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const INTERPRETER_MESSAGES: readonly Program[] = [
  {
    name: "Perl",
    described: "https://perldoc.perl.org/perldiag",
    systems: ["posix"],
    files: words`bin/import.pl lib/Kasse/Konto.pm t/01-basic.t cgi-bin/form.cgi local/lib/perl5/Try/Tiny.pm`,
    templates: lines`
      Can't locate Moo.pm in @INC (@INC entries checked: {word} {word}) at x line 3.
      syntax error at {word} line 14, near "my "
      Use of uninitialized value $n in addition (+) at {word} line 7, <STDIN> line 2.
      Can't open perl script "{path}": No such file
      Execution of {word} aborted due to compilation errors.
      Global symbol "@y" requires explicit package name at {word} line 5.
    `,
  },
  {
    name: "Lua and LuaRocks",
    described: "https://www.lua.org/manual/5.4/manual.html#6.3",
    systems: ["posix", "windows"],
    files: words`init.lua src/net/pool.lua spec/pool_spec.lua share/lua/5.4/socket.lua rock-3.1-1.rockspec`,
    templates: lines`
      lua: {path}:3: attempt to index a nil value (local 'p')
      stack traceback:⏎	{word}:12: in function 'run'⏎	[C]: in ?
      lua: cannot open {path}
      module 'x' not found:⏎	no field package.preload['x']⏎	no file '{path}'
      Error: Failed loading manifest: {word}: cannot open it
      error loading module 'y' from file '{path}':
    `,
  },
  {
    name: "R",
    described: "https://cran.r-project.org/doc/manuals/r-release/R-intro.html",
    files: words`analyse.R data/umfrage-2024.csv renv/library/R-4.3 R/plots.R .Rprofile out/modell.rds`,
    templates: lines`
      Error in file(con, "rt") : cannot open the connection⏎In addition: Warning: cannot open file '{path}': missing
      > setwd("{json}")
      Error in setwd("{json}") : cannot change it
      df <- read.table("{json}", sep = ";")
      cannot remove prior installation of package in ‘{path}’
      * installing to library ‘{path}’
      [1] "{json}"
      Warning: unable to open '{path}' for writing
    `,
  },
  {
    name: "Julia",
    described: "https://docs.julialang.org/en/v1/manual/stacktraces/",
    files: words`src/Lager.jl test/runtests.jl Manifest.toml scripts/sweep.jl .julia/packages/CSV/aoJqo/src/CSV.jl`,
    templates: lines`
      ERROR: LoadError: UndefVarError: x not defined⏎in expression starting at {path}:7
      [2] top-level scope⏎   @ {path}:12
      SystemError: opening file "{json}": No such file or directory
      Activating project at ${"`"}{root}${"`"}
      @ Main {word}:4 [inlined]
      julia> include("{json}")
      Updating ${"`"}{path}${"`"}
    `,
  },
  {
    name: "Deno",
    described: "https://docs.deno.com/runtime/fundamentals/modules/",
    files: words`main.ts deno.jsonc mod/pool_test.ts import_map.json vendor/std@0.2/path.ts`,
    templates: lines`
      error: Module not found "file://{url}".⏎    at file://{url}:3:20
      error: Uncaught (in promise) NotFound: No such file (os error 2): readfile '{path}'
      ┌ ⚠️  Deno requests read access to "{path}".
      Check file://{url}
      error: Requires write access to "{path}", run again with --allow-write
      Task dev deno run -A {word}
      Download failed; kept {word}
    `,
  },
  {
    name: "Bun",
    described: "https://bun.com/docs/runtime",
    systems: ["posix"],
    files: words`index.tsx bunfig.toml bun.lockb test/wallet.test.ts node_modules/hono/dist/hono.js`,
    templates: lines`
      error: Cannot find package "zod" from "{path}"
      at {path}:12:9
      error: ENOENT while resolving package 'x' from '{path}'
      bun install v1.1.8⏎error: could not write {path}
      1 | throw 1⏎      ^⏎      at run ({word}:1:7)
      Module not found "{path}"
      Bundled 3 modules into {word} in 14ms
    `,
  },
  {
    name: "Fortran and COBOL",
    described: "https://gcc.gnu.org/onlinedocs/gfortran/",
    systems: ["posix"],
    files: words`src/wetter.f90 LOHN.CBL copy/SATZ.CPY data/fort.10 mod/gitter.mod`,
    templates: lines`
      {path}:12:5:⏎⏎Error: Symbol 'n' at (1) has no IMPLICIT type
      At line 7 of file {word} (unit = 10)
      Fortran runtime error: Cannot open file '{path}': missing
      libcob: {word}:12: error: record overflow
      {path}: 7: error: 'BETRAG' is not defined
      forrtl: severe (29): file not found, unit 10, file {path}
    `,
  },
  {
    name: "Swift Package Manager",
    described: "https://docs.swift.org/package-manager/PackageDescription/index.html",
    systems: ["posix"],
    files: words`Package.resolved Sources/Ledger/Pool.swift .build/debug/ledger Tests/LedgerTests/A.swift Plugins/Gen`,
    templates: lines`
      error: 'ledg': Source files for target x should be located under '{path}'
      {path}:12:9: warning: variable 'n' was never mutated
      error: could not find manifest in {word} or any parent
      Fatal error: file {word}, line 7
      Planning build⏎[3/9] Compiling {word}
      error: unable to attach DB: error: accessing build database "{path}": disk I/O error
      warning: '{path}' is dirty
    `,
  },
];
