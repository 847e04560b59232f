/** Lists paths in files of settings, in code of further languages and in every kind of quotation marks. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

const FILES = ["bilder/hund.png", "Mein Ordner", "start.cmd", "liste;2.csv", "Übung 3.txt", "lib"];
const PLAIN_FILES = words`bilder/hund.png start.cmd liste.csv lib etc/k.conf`;

export const NOTATION_HABITS: readonly Program[] = [
  {
    name: "Quotation marks of many kinds",
    described: "https://www.unicode.org/charts/PDF/U2000.pdf",
    files: FILES,
    templates: lines`
      moved “{path}” today
      moved ‘{path}’ today
      moved „{path}“ today
      moved «{path}» today
      moved ‹{path}› today
      moved 「{path}」 today
      moved ${"``"}{path}'' today
      moved ${"`"}{path}' today
      moved <{word}> today
      moved "'{path}'" today
    `,
  },
  {
    name: "Shell scripts of administrators",
    described: "https://google.github.io/styleguide/shellguide.html",
    systems: ["posix", "shell"],
    files: PLAIN_FILES,
    templates: lines`
      readonly OUT={word}
      trap 'rm -f {word}' EXIT
      [[ -d {word} ]] || exit 1
      set -- {word} "$@"
      exec >>{word} 2>&1
      : "${"$"}{OUT:={word}}"
      while read -r l; do echo; done <{word}
      ln -sfn {word} k
      (cd {word} && make) || true
    `,
  },
  {
    name: "Fish, Zsh and Nushell",
    described: "https://fishshell.com/docs/current/language.html",
    systems: ["posix", "shell"],
    files: PLAIN_FILES,
    templates: lines`
      fish: Unknown command: {path}
      set -gx KDIR {path}
      zsh: permission denied: {path}
      zsh: no matches found: {word}/*
      source: Error encountered while sourcing file '{path}':
      Error: nu::shell::directory_not_found⏎ help: {word} does not exist
      open {word} | from csv
      cd: no such file or directory: {path}
      fish_add_path {word}; and true
    `,
  },
  {
    name: "Lists of processes",
    described: "https://man7.org/linux/man-pages/man1/ps.1.html",
    systems: ["posix"],
    files: PLAIN_FILES,
    templates: lines`
      root       812  0.0  0.1  12345  2345 ?  Ss   09:45   0:00 {word} --daemon
      812 pts/0    00:00:01 node {word}
      ├─812 {word} -c 3
      cmdline={word} pid=71 ppid=1
      71 ?        S      0:00 sh -c {word} && sleep 1
      "argv":["node","{json}","--port","8080"]
      kernel: Out of memory: Killed process 812 ({word})
    `,
  },
  {
    name: "Registry files and shortcuts",
    described: "https://learn.microsoft.com/en-us/windows/win32/sysinfo/registry",
    systems: ["windows"],
    files: FILES,
    templates: lines`
      "InstallPath"="{json}"
      @="\"{jsonjson}\" \"%1\""
      TargetPath={path}
      IconFile={path}
      WorkingDirectory={path}⏎ShowCommand=7
      reg add HKCU\Software\K /v Dir /d "{path}" /f
      URL=file://{url}
      [InternetShortcut]⏎IconFile={path}⏎IconIndex=0
    `,
  },
  {
    name: "Desktop entries and property lists",
    described: "https://specifications.freedesktop.org/desktop-entry-spec/latest/",
    systems: ["posix"],
    files: FILES,
    templates: lines`
      [Desktop Entry]⏎Exec="{double}" %U⏎Icon=k
      Path={path}
      TryExec={path}
      file://{url} Bilder
      <key>ProgramArguments</key><array><string>{html}</string></array>
      "WorkingDirectory" => "{double}"
      <bookmark href="file://{url}" added="2024-05-11T09:45:00Z">
      StandardOutPath = "{double}";
    `,
  },
  {
    name: "Dockerfiles and pipelines",
    described: "https://docs.docker.com/reference/dockerfile/",
    systems: ["posix"],
    files: PLAIN_FILES,
    templates: lines`
      WORKDIR {word}
      COPY --from=k {word} .
      RUN cd {word} && make -j3
      ENV KDIR={word}
      VOLUME ["{json}"]
      - run: node {word}
      dir('{word}') { sh 'make' }
      artifacts:⏎  paths: ['{yaml}']
      ENTRYPOINT ["{json}", "--once"]
    `,
  },
];
