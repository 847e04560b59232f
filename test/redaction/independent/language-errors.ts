/** Lists how languages and their compilers print the file of an error. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

const SCRIPTS = words`src/lib/rechnung.js dist/cli.cjs scripts/seed-db.mjs test/helpers/klein.ts tools/x.jsx`;

export const LANGUAGE_ERRORS: readonly Program[] = [
  {
    name: "Node.js file system errors",
    described: "https://nodejs.org/api/errors.html#common-system-errors",
    files: [
      "daten/kunden.json",
      "cache",
      "tmp/upload_4f2a",
      "Neue Datei.txt",
      "config/local (alt).yml",
      "sock",
    ],
    templates: lines`
      Error: ENOENT: no such file or directory, open '{path}'
      EACCES: permission denied, mkdir '{path}'
      ENOTEMPTY: directory not empty, rmdir '{path}'
      EXDEV: cross-device link not permitted, rename '{path}' -> '⟦/backup/nachts/4f2a⟧'
      Error: EMFILE: too many open files, watch '{path}'
      { errno: -2, code: 'ENOENT', syscall: 'stat', path: '{path}' }
      [Error: EISDIR: illegal operation on a directory, read] { dest: "{json}" }
    `,
  },
  {
    name: "Node.js modules",
    described: "https://nodejs.org/api/esm.html#resolution-algorithm",
    files: SCRIPTS,
    templates: lines`
      Error: Cannot find module '{path}'⏎Require stack:⏎- {path}
      Error [ERR_MODULE_NOT_FOUND]: Cannot find package 'zod' imported from {path}
      SyntaxError: Unexpected token '}'⏎at wrapSafe ({word}:3:18)
      file://{url}:17⏎throw new Error("x")
      at async main (file://{url}:22:5)
      {path}:41⏎    total.sum()⏎          ^
      (node:4711) [MODULE_TYPELESS_PACKAGE_JSON] Warning: Module type of file://{url} is not specified
      TypeError: Unknown file extension ".foo" for {word}
    `,
  },
  {
    name: "Node.js stack frames",
    described: "https://v8.dev/docs/stack-trace-api",
    files: SCRIPTS,
    templates: lines`
      TypeError: x is undefined⏎    at Object.<anonymous> ({path}:10:5)⏎    at node:internal/main:1:1
      at new Order ({word}:7:3)
      at async Promise.all (index 0)⏎    at async {word}:12:7
      at eval (eval at run ({word}:3:1), <anonymous>:1:1)
      at Array.map (<anonymous>)⏎    at load [as init] ({path}:120:33)
      at {path}:5:9
    `,
  },
  {
    name: "Python tracebacks",
    described: "https://docs.python.org/3/library/traceback.html",
    files: words`app/main.py kasse/models/__init__.py .venv/lib/python3.12/site-packages/attr/_make.py run_all.py`,
    templates: lines`
      Traceback (most recent call last):⏎  File "{path}", line 3, in <module>⏎    main()⏎ValueError: x
      File "{path}", line 41⏎    print x⏎SyntaxError: invalid syntax
      FileNotFoundError: [Errno 2] No such file or directory: '{path}'
      {path}:12: DeprecationWarning: utcnow() is deprecated
      ModuleNotFoundError: No module named 'lib' (searched PosixPath('{path}'))
      OSError: [WinError 3] The system cannot find the path specified: '{path}'
      python: can't open file '{path}': [Errno 2] missing
      ImportError: cannot import name 'sum' from 'kk' ({path})
    `,
  },
  {
    name: "Java stack traces",
    described:
      "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/nio/file/FileSystemException.html",
    files: words`conf/kasse.properties lib/kasse-0.4.1.jar data/store.lck build/tmp/out.csv src/Order.java`,
    templates: lines`
      java.nio.file.NoSuchFileException: {path}
      Caused by: java.io.FileNotFoundException: {path} (Permission denied)
      java.nio.file.FileSystemException: {path}: Too many open files
      at de.hansen.Main.run(Main.java:12) ~[jar:file:{word}!/:?]
      Error: Unable to access jarfile {word}
      {word}:14: error: cannot find symbol
      error: file not found: {word}
      [Loaded de.hansen.X from file:{word}]
    `,
  },
  {
    name: ".NET exceptions",
    described: "https://learn.microsoft.com/en-us/dotnet/api/system.exception.stacktrace",
    files: words`src/Kasse/OrderService.cs Kasse.sln bin/Debug/net8.0/Kasse.dll App_Data/store.mdf Views/Home/Index.cshtml`,
    templates: lines`
      at Hansen.Kasse.OrderService.Load(Int32 id) in {path}:line 12
      System.IO.DirectoryNotFoundException: Could not find a part of the path '{path}'.
      System.UnauthorizedAccessException: Access to the path '{path}' is denied.
      Unhandled exception. System.IO.IOException: The file '{path}' already exists.
      {path}(12,5): warning CS0168: The variable 'x' is declared but never used
      MSBUILD : error MSB1009: Project file does not exist.⏎Switch: {path}
      Could not load file or assembly '{path}' or one of its dependencies.
    `,
  },
  {
    name: "Ruby errors",
    described: "https://docs.ruby-lang.org/en/master/exceptions_md.html",
    systems: ["posix"],
    files: words`lib/kasse/order.rb bin/setup Gemfile spec/order_spec.rb vendor/bundle/ruby/3.3.0/gems/rack-3.0.8/lib/rack.rb`,
    templates: lines`
      {path}:12:in ${"`"}load': undefined local variable or method ${"`"}x' (NameError)
      from {word}:3:in '<main>'
      No such file or directory @ rb_sysopen - {path} (Errno::ENOENT)
      cannot load such file -- {word} (LoadError)
      {word}:7: warning: assigned but unused variable - y
      [!] There was an error parsing ${"`"}{path}${"`"}: syntax error
    `,
  },
  {
    name: "PHP errors",
    described: "https://www.php.net/manual/en/language.errors.basics.php",
    files: words`public/index.php src/Kasse/Order.php vendor/autoload.php wp-content/plugins/kasse/kasse.php`,
    templates: lines`
      PHP Warning:  Undefined variable $x in {path} on line 3
      PHP Fatal error:  Uncaught Exception: x in {path}:12⏎Stack trace:⏎#0 {path}(7): run()
      require_once({path}): Failed to open stream: No such file or directory
      PHP Parse error:  syntax error, unexpected end of file in {word} on line 88
      <b>Notice</b>: Undefined index in <b>{path}</b> on line <b>12</b>
      open_basedir restriction in effect. File({word}) is not within the allowed path(s)
    `,
  },
  {
    name: "C and C++ compilers",
    described: "https://gcc.gnu.org/onlinedocs/gcc/Diagnostic-Message-Formatting-Options.html",
    files: words`src/main.c include/kasse/order.hpp lib/parse++.cc build/CMakeFiles/k.dir/a.o third_party/z/z_in.h`,
    templates: lines`
      {path}:12:5: error: expected ';' before 'return'
      In file included from {word}:3,⏎                 from {word}:1:
      /usr/bin/ld: {word}: undefined reference to 'sum'
      {word}(12): error C2065: 'total': undeclared identifier
      fatal error: {path}: No such file or directory
      clang: error: no such file or directory: '{path}'
      LINK : fatal error LNK1104: cannot open file '{path}'
      #line 3 "{json}"
    `,
  },
];
