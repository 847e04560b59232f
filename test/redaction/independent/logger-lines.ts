/** Lists how libraries for logs and reports of errors print a path. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

const FILES = [
  "dist/worker.js",
  "data/import 7.csv",
  "logs/app.log",
  "Rechnungen/Mai (2).pdf",
  "lib/queue.rb",
  "tmp",
];
const PLAIN_FILES = words`dist/worker.js data/import.csv logs/app.log lib/queue.rb`;

export const LOGGER_LINES: readonly Program[] = [
  {
    name: "pino, winston and bunyan",
    described: "https://getpino.io/",
    files: FILES,
    templates: lines`
      {"level":30,"time":1715420700123,"pid":71,"hostname":"k","msg":"reading {json}"}
      {"level":"error","message":"ENOENT, open '{json}'","timestamp":"2024-05-11T09:45:00Z"}
      {"level":"warn","meta":{"dir":"{json}","retry":2}}
      {"msg":"{\"in\":\"{jsonjson}\"}","v":0}
      [09:45:00.123] ERROR (71): cannot write {word}
      error: upload failed {"file":"{json}","size":812}
      "stack":"Error: x\n    at run ({json}:12:5)\n    at main"
    `,
  },
  {
    name: "Python logging and Loguru",
    described: "https://loguru.readthedocs.io/en/stable/",
    files: FILES,
    templates: lines`
      2024-05-11 09:45:00,123 - k - ERROR - cannot open {path}
      2024-05-11 09:45:00.123 | INFO     | k:run:12 - Wrote {path}
      WARNING:k:skipped '{path}' (12 rows)
      event='load' path='{single}' rows=12
      2024-05-11 09:45:00 [info     ] done     [k] file={word}
      > File "{path}", line 7, in run⏎    │   └ 3
      {"event": "saved", "target": "{json}", "level": "info"}
    `,
  },
  {
    name: "Go loggers",
    described: "https://pkg.go.dev/log/slog",
    files: FILES,
    templates: lines`
      2024/05/11 09:45:00 INFO opened path="{double}" n=3
      {"time":"2024-05-11T09:45:00Z","level":"ERROR","msg":"open","err":"open {json}: permission denied"}
      {"level":"info","ts":1715420700.123,"caller":"k/run.go:12","msg":"saved","out":"{json}"}
      2024/05/11 09:45:00 stat {word}: no such file or directory
      panic: open {path}: too many open files
      INF watching dir={word} debounce=1s
      goroutine 1 [running]:⏎main.run(0x3)⏎	{word}:12 +0x2a
    `,
  },
  {
    name: "Rust tracing and panics",
    described: "https://docs.rs/tracing-subscriber/latest/tracing_subscriber/fmt/index.html",
    files: FILES,
    templates: lines`
      2024-05-11T09:45:00.123Z  WARN k::run: skipped path="{json}"
      thread 'main' panicked at {word}:12:5:⏎index out of bounds
      called ${"`"}Result::unwrap()${"`"} on an ${"`"}Err${"`"} value: Custom { kind: NotFound, error: "{json}" }
      Error: Failed to read ${"`"}{path}${"`"}⏎⏎Caused by:⏎    No such file (os error 2)
      ERROR run{input={word} n=3}: k: failed
      3: k::run⏎             at {path}:12:5
      DEBUG k: PathBuf = "{json}"
    `,
  },
  {
    name: "Logback and JUL",
    described: "https://logback.qos.ch/manual/appenders.html",
    files: FILES,
    templates: lines`
      09:45:00,123 |-INFO in ch.qos.logback.core.FileAppender[F] - File property is set to [{path}]
      09:45:00.123 [main] WARN  d.k.Run - skipped [{path}]
      SEVERE: Can't load it: {path}⏎java.io.IOException
      May 11, 2024 9:45:00 AM k.Run go⏎INFO: using {path}
      {"@timestamp":"2024-05-11T09:45:00Z","message":"wrote {json}","level_value":20000}
      09:45:00.123 [t-1] ERROR d.k.Run - java.nio.file.AccessDeniedException: {path}
    `,
  },
  {
    name: "Serilog and NLog",
    described: "https://github.com/serilog/serilog/wiki/Formatting-Output",
    files: FILES,
    systems: ["windows", "posix"],
    templates: lines`
      [09:45:00 INF] Imported "{path}" in 12 ms
      {"@t":"2024-05-11T09:45:00Z","@mt":"Read {F}","F":"{json}"}
      2024-05-11 09:45:00.1234|WARN|K.Run|Missing {path}
      [09:45:00 ERR] Unhandled: IOException at '{path}'
      warn: K.Run[7]⏎      Skipped {path}
      2024-05-11 09:45:00.123 +02:00 [DBG] cwd={word} pid=71
    `,
  },
  {
    name: "Reports to Sentry",
    described: "https://develop.sentry.dev/sdk/data-model/event-payloads/stacktrace/",
    files: FILES,
    templates: lines`
      {"abs_path":"{json}","lineno":12,"in_app":true}
      {"exception":{"values":[{"type":"OSError","value":"no space: '{json}'"}]}}
      {"category":"fs","message":"open {json}","level":"info"}
      {"server":{"root":"{json}"},"branch":"main"}
      {"tags":[["cwd","{json}"]],"n":1}
      body: "{\"abs_path\":\"{jsonjson}\",\"colno\":5}"
    `,
  },
  {
    name: "Rollbar, Bugsnag and Honeybadger",
    described: "https://docs.rollbar.com/reference/create-item",
    files: FILES,
    templates: lines`
      {"trace":{"frames":[{"filename":"{json}","lineno":7}]}}
      {"stacktrace":[{"file":"{json}","lineNumber":7,"method":"run"}]}
      {"backtrace":[{"number":"7","file":"{json}"}],"causes":[]}
      {"device":{"freeMemory":812},"app":{"binary":"{json}"}}
      project_root: {path}
      errorMessage=ENOSPC, write {path}
    `,
  },
  {
    name: "Exception attributes of spans",
    described: "https://opentelemetry.io/docs/specs/semconv/exceptions/exceptions-spans/",
    files: PLAIN_FILES,
    templates: lines`
      exception.stacktrace=Error: x⏎    at run ({word}:12:5)
      exception.message: cannot stat {path}
      {"key":"process.command","value":{"stringValue":"{json}"}}
      process.command_line: node {word} --once
      file.directory={path}
      {"name":"fs.open","attributes":{"file.path":"{json}","n":1}}
      span "load {word}" ended after 12 ms
    `,
  },
  {
    name: "Event Viewer",
    described: "https://learn.microsoft.com/en-us/windows/win32/wes/windows-event-log",
    systems: ["windows"],
    files: FILES,
    templates: lines`
      Faulting application path: {path}
      <Data Name="ImagePath">{html}</Data>
      The service could not start. The file {word} is missing.
      Process Name:		{path}
      ObjectName: {path}⏎AccessMask: 0x2
      Windows Defender scanned "{path}".
      <EventData><Data>{html}</Data></EventData>
    `,
  },
];
