/** Lists how compilers and interpreters of further languages print the file of an error. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const COMPILER_MESSAGES: readonly Program[] = [
  {
    name: "Erlang and OTP",
    described: "https://www.erlang.org/doc/system/errors.html",
    systems: ["posix"],
    files: words`src/kasse_srv.erl rebar.config ebin/kasse.app log/erlang.log.1 _build/default/rel/kasse`,
    templates: lines`
      {word}:12:5: function run/1 undefined
      ===> Compiling {word} failed
      ** exception error: bad argument in {path}
      Can't load module: {path}
      [{file,"{json}"},{line,41}]
      Recompile: {path}
      =ERROR REPORT==== 11-May-2024::09:45:00 ===⏎File operation error: enoent. Target: {word}. Function: get_file.
    `,
  },
  {
    name: "Haskell and Cabal",
    described: "https://downloads.haskell.org/ghc/latest/docs/users_guide/using.html",
    files: words`app/Main.hs src/Data/Ledger.hs ledger.cabal stack.yaml dist-newstyle/cache/plan.json`,
    templates: lines`
      {path}:12:5: error: [GHC-88464]⏎    Variable not in scope: total
      Ambiguous module name⏎  --> {word}:(3,1)-(4,22)
      openFile: does not exist: {path}
      {path}: withFile: resource busy (file is locked)
      Error: [Cabal-7160] The package description in {word} has no version
      CallStack (from HasCallStack):⏎  error, called at {word}:9:14 in main:Main
      [3 of 7] Compiling A ( {word}, nothing )
    `,
  },
  {
    name: "OCaml and opam",
    described: "https://ocaml.org/docs/error-handling",
    systems: ["posix"],
    files: words`bin/main.ml lib/parser.mly dune-project _opam/lib/base test/t_lexer.ml lib/ast.mli`,
    templates: lines`
      File "{path}", line 12, characters 4-9:⏎Error: Unbound value total
      Fatal error: exception Sys_error("{json}: No such file or directory")
      Called from Dune__exe in file "{path}", line 3, characters 2-10
      [WARNING] Running as root: switch at {word}
      Entering directory '{root}'
      Error: I don't know about {word}, as no rule found
      # #use "{json}";;
    `,
  },
  {
    name: "Zig and Nim",
    described: "https://ziglang.org/documentation/0.13.0/",
    files: words`src/main.zig build.zig.zon zig-cache/o/4f2a91/x.o src/pool.nim nimble.paths tests/tall.nim`,
    templates: lines`
      {path}:12:9: error: expected type 'u8', found 'i32'
      {path}(12, 5) Error: undeclared identifier: 'total'
      thread 71 panic: index out of bounds⏎{path}:3:18: 0x10a3f in go (x)
      error: unable to open '{path}': FileNotFound
      Hint: used config file '{path}' [Conf]
      error: the following command failed:⏎{word} build --listen=-
      ???:?:?: 0x7f in ??? ({word})
    `,
  },
  {
    name: "Scala and sbt",
    described: "https://www.scala-sbt.org/1.x/docs/",
    files: words`build.sbt src/main/scala/Ledger.scala project/plugins.sbt target/scala-3.3.1/x_3.jar .bsp/sbt.json`,
    templates: lines`
      [error] {path}:12:5: not found: value total
      [info] loading settings for root from {word} ...
      [info] set current to r (in build file:{word})
      -- [E006] Not Found Error: {word}:3:4 -----
      [error] stack trace is suppressed; see {path}
      [warn] No usable index: {path}
      [success] Packaged {word} in 2 s
    `,
  },
  {
    name: "Clojure",
    described: "https://clojure.org/reference/repl_and_main",
    systems: ["posix"],
    files: words`deps.edn src/ledger/core.clj test/ledger/core_test.clj .cpcache/4F2A.cp resources/config.edn`,
    templates: lines`
      Syntax error compiling at ({word}:7:1).
      Execution error (FileNotFoundException) at java.io.FileInputStream/open0:⏎{word} (No such file)
      Full report at:⏎{path}
      user=> (slurp "{json}")
      {:file "{json}", :n 7}
      Error building classpath. Manifest not found: {path}
      (load-file "{json}")
    `,
  },
];
