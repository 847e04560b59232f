/** Lists paths in notations: data formats, markup, settings, logs and the names of spans. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

const FILES = [
  "bericht.pdf",
  "src/index.ts",
  "data/liste (2).csv",
  "neu",
  "log/app.log",
  "Notizen & Pläne.md",
];
const PLAIN_FILES = words`src/index.ts data/liste.csv log/app.log conf/kasse.ini`;

export const PATH_NOTATIONS: readonly Program[] = [
  {
    name: "JSON",
    described: "https://www.rfc-editor.org/rfc/rfc8259",
    files: FILES,
    templates: lines`
      {"path":"{json}","size":812}
      {"files":["{json}","b"],"n":2}
      { "cwd" : "{json}" }
      {"error":{"message":"open {json}: no such file","code":2}}
      {"{json}":{"lines":12}}
      ["{json}"]
      {"args":["--out={json}","-v"]}
    `,
  },
  {
    name: "JSON within JSON",
    described: "https://www.rfc-editor.org/rfc/rfc8259#section-7",
    files: FILES,
    templates: lines`
      {"body":"{\"path\":\"{jsonjson}\"}"}
      {"log":"open \"{jsonjson}\" failed\n","stream":"stderr"}
      "{\"cwd\":\"{jsonjson}\",\"n\":1}"
      {"arguments":"{\"file_path\": \"{jsonjson}\", \"limit\": 20}"}
      data: {"delta":"[\"{jsonjson}\"]"}
    `,
  },
  {
    name: "YAML",
    described: "https://yaml.org/spec/1.2.2/",
    files: FILES,
    templates: lines`
      path: '{yaml}'
      root: "{json}"⏎debug: true
      include:⏎  - '{yaml}'
      workdir: {word} # not shared
      - { src: '{yaml}', mode: ro }
      cache: {word}⏎jobs: 3
      run: |⏎  cd {word}⏎  make
    `,
  },
  {
    name: "TOML, INI and XML",
    described: "https://toml.io/en/v1.0.0",
    files: FILES,
    templates: lines`
      dir = '''{path}'''
      file = "{json}"
      [paths]⏎data={path}
      logfile = {word} ; daily
      <File Path="{html}" />
      <systemOut>{html}</systemOut>
      <string>{html}</string>
      <property name="dir" value="{html}"/>
    `,
  },
  {
    name: "CSV and tables",
    described: "https://www.rfc-editor.org/rfc/rfc4180",
    files: FILES,
    templates: lines`
      12,"{csv}",ok
      name;"{csv}";3
      "{csv}"⏎"b"
      4711	{path}	done
      | 3 | ${"`"}{path}${"`"} | ok |
      id,{word},2024-05-11
    `,
  },
  {
    name: "Markdown",
    described: "https://spec.commonmark.org/0.31.2/",
    files: FILES,
    templates: lines`
      See ${"`"}{path}${"`"} for more.
      [plan](<{word}>)
      * ${"`"}{path}${"`"}: removed
      ${"```"}sh⏎cd {shell}⏎${"```"}
      ![x]({word})
      Open **{word}** and save.
      > Error in ${"`"}{path}:12${"`"}
    `,
  },
  {
    name: "HTML",
    described: "https://html.spec.whatwg.org/multipage/syntax.html",
    files: FILES,
    templates: lines`
      <a href="file://{url}">open</a>
      <code>{html}</code>
      <pre>at {html}:12:5</pre>
      <li title="{html}">x</li>
      <img src='file://{url}' alt="">
      <p>Could not open <b>{html}</b>.</p>
      <input type="text" value="{html}">
    `,
  },
  {
    name: "Program sources",
    described: "https://262.ecma-international.org/",
    files: FILES,
    templates: lines`
      const file = "{json}";
      import k from '{word}';
      fs.readFileSync(${"`"}{word}${"`"}, "utf8")
      with open(r"{blank}") as f:
      #include "{word}"
      File.ReadAllText(@"{csv}");
      new File("{json}").exists()
      //# sourceMapping${"URL"}=file://{url}.map
      ROOT = Path("{json}")
    `,
  },
  {
    name: "Structured logs",
    described: "https://brandur.org/logfmt",
    files: PLAIN_FILES,
    templates: lines`
      level=error msg="open failed" path={word} err=eof
      ts=2024-05-11T09:45:00Z file="{json}" n=3
      {"level":50,"time":1715420700123,"pid":71,"err":{"path":"{json}"}}
      time="2024-05-11T09:45:00Z" level=warning msg="skip {json}"
      event=save,path={word},ok=true
      [path={word}]
    `,
  },
  {
    name: "Line logs",
    described: "https://logging.apache.org/log4j/2.x/manual/pattern-layout.html",
    files: FILES,
    templates: lines`
      2024-05-11 09:45:00,123 ERROR [main] d.h.Kasse - Cannot read {word}
      2024-05-11T09:45:00.123Z INFO saved to '{path}' in 12 ms
      [09:45:00] WARN {path}: skipped
      May 11 09:45:00 host1 k[812]: opened {path}
      DEBUG:root:reading {path}
      I0511 09:45:00.123456 71 x.cc:12] Load({word})
      09:45:00 [7] FATAL "{path}" is locked
      <11>1 2024-05-11T09:45:00Z host1 k - - - {path}
    `,
  },
  {
    name: "Span names and attributes",
    described: "https://opentelemetry.io/docs/specs/semconv/general/attributes/",
    files: FILES,
    templates: lines`
      fs.readFile {path}
      compile {word}
      GET file://{url}
      code.file.path={path}
      read_file({"path":"{json}"})
      process.executable.path: {path}
      tool.call Read {word}
      exec {shell} --watch
      build:{word}
    `,
  },
];
