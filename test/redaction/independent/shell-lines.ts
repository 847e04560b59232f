/** Lists paths in the lines of shells: prompts, commands, quoted and escaped words, and assignments. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

const FILES = words`. deploy.sh src/main.ts data/liste.csv bin/k`;

export const SHELL_LINES: readonly Program[] = [
  {
    name: "Bash quoting",
    described: "https://www.gnu.org/software/bash/manual/html_node/Quoting.html",
    systems: ["posix"],
    files: FILES,
    templates: lines`
      cp {shell} /tmp
      cat '{single}' | wc -l
      for f in "{double}"; do echo; done
      python3 {shell} --verbose
      [ -f "{double}" ] && echo yes
      tail -f {word} &
      source {word}; npm start
      x=$(cat "{double}")
      ./run.sh >{word} 2>&1
      diff <(sort {word}) b
    `,
  },
  {
    name: "Bash messages",
    described: "https://www.gnu.org/software/bash/manual/html_node/Exit-Status.html",
    systems: ["posix"],
    files: FILES,
    templates: lines`
      bash: cd: {path}: No such file or directory
      {path}: line 12: jq: command not found
      -bash: {word}: Permission denied
      bash: {word}: /bin/sh^M: bad interpreter: No such file or directory
      + cd {word}
      zsh: no such file or directory: {path}
      sh: 0: cannot open {word}: No such file
      cd: The directory “{path}” does not exist
      nohup: appending output to '{single}'
    `,
  },
  {
    name: "Shell prompts",
    described: "https://www.gnu.org/software/bash/manual/html_node/Controlling-the-Prompt.html",
    systems: ["shell"],
    files: FILES,
    templates: lines`
      [{rootword}]$ npm test
      ➜  {rootword} git:(main) ✗
      {word} > ls -la
      root:{rootword}# make install
      ╭─ {rootword} main !2⏎╰─❯ npm i
      ({word}) $ pwd
      $ pwd⏎{root}
    `,
  },
  {
    name: "Home folders in commands",
    described: "https://pubs.opengroup.org/onlinepubs/9799919799/utilities/V3_chap02.html#tag_19_06_01",
    systems: ["shell"],
    files: FILES,
    templates: lines`
      cd {word} && git pull
      mkdir -p {word}
      ls "{double}"
      Please put it into {word}, then restart.
      alias k={word}
      the default is {word} (or what you choose)
      vim {word}:12
      echo 'export K={word}' >> x
      open {word}; wait
    `,
  },
  {
    name: "Environment variables of shells",
    described: "https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap08.html",
    systems: ["posix", "shell"],
    files: FILES,
    templates: lines`
      export PATH={word}:/usr/bin
      PWD={path}
      HOME={word}
      KASSE_DIR={shell} npm start
      OLDPWD="{double}"
      export LD_LIBRARY_PATH="{word}:{word}"
      PYTHONPATH={word} python3 -m k
      npm_config_cache={path}
      declare -x VIRTUAL_ENV="{double}"
      env -C {word} true
    `,
  },
  {
    name: "PowerShell",
    described:
      "https://learn.microsoft.com/en-us/powershell/module/microsoft.powershell.management/set-location",
    systems: ["windows"],
    files: FILES,
    templates: lines`
      PS {root}> npm test
      Set-Location : Cannot find path '{path}' because it does not exist.
      Get-Content -Path "{path}" -Tail 5
      & '{yaml}' -Force
      At {path}:12 char:5
      Import-Module : The module '{path}' was not loaded.
      Copy-Item '{yaml}' -Destination E:\
      $x = "{path}"
      [IO.File]::ReadAllText('{yaml}')
      Directory: {path}⏎
    `,
  },
  {
    name: "Command Prompt",
    described: "https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/cd",
    systems: ["windows"],
    files: FILES,
    templates: lines`
      {root}>npm test
      cd /d {word} && dir
      '"{path}"' is not recognized as an internal or external command
      type "{path}" | more
      set KASSE_DIR={path}
      xcopy /s "{path}" E:\
      Directory of {path}
      start "" "{path}"
      set PATH={word};%PATH%
      The system cannot find the file {word}.
    `,
  },
];
