/** Lists how version control, containers and the tools of an administrator print a path. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const TOOL_MESSAGES: readonly Program[] = [
  {
    name: "Git",
    described: "https://git-scm.com/docs/git",
    files: words`.git/index.lock .git/config src/a.ts .git/worktrees/neu .gitmodules lib`,
    templates: lines`
      fatal: Unable to create '{path}': File exists.
      fatal: detected dubious ownership in repository at '{root}'
      Cloning into '{root}'...
      Initialized empty Git repository in {word}
      fatal: '{path}' is outside repository
      error: could not lock config file {path}: No such file or directory
      git config --global --add safe.directory {shell}
      fatal: destination path '{root}' already exists and is not an empty directory.
      Preparing worktree (detached HEAD 4f2a91c)⏎{word}  4f2a91c [neu]
    `,
  },
  {
    name: "Docker",
    described: "https://docs.docker.com/reference/cli/docker/container/run/",
    files: words`Dockerfile data compose.override.yaml .env.local certs/server.pem docker/nginx/default.conf`,
    templates: lines`
      docker run --rm -v "{double}:/data:ro" alpine
      docker run --mount type=bind,source={word},target=/app k
      ERROR: failed to read dockerfile: open {path}: no such file or directory
      Error response from daemon: invalid mount config: bind source path does not exist: {path}
      env file {word} not found: stat {word}: missing
      unable to prepare context: path "{root}" not found
      volumes:⏎  - {word}:/usr/share/k:ro
      COPY failed: file not found in build context: stat {path}
    `,
  },
  {
    name: "Kubernetes and Terraform",
    described: "https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/",
    files: words`.kube/config infra/main.tf charts/kasse/values-prod.yaml terraform.tfstate.d/prod k8s/overlays/eu`,
    templates: lines`
      error: error loading config file "{path}": permission denied
      error: the path "{path}" does not exist
      on {word} line 12, in resource "aws_s3_bucket" "a":
      Error: failed to read schema: open {path}: no such file
      W0511 09:45:00.123456 4711 loader.go:221] Config not found: {path}
      kubectl --kubeconfig={word} get pods
      hostPath:⏎  path: {word}
    `,
  },
  {
    name: "Core utilities",
    described: "https://www.gnu.org/software/coreutils/manual/",
    systems: ["posix"],
    files: ["bericht.pdf", "alt/liste (1).csv", "it's mine", "a b", "-n", "src"],
    templates: lines`
      ls: cannot access '{single}': No such file or directory
      rm: cannot remove '{single}': Permission denied
      cp: -r not specified; omitting directory '{single}'
      mv: cannot stat '{single}': Not a directory
      cat: {word}: Is a directory
      4.0K	{path}
      -rw-r--r-- 1 root root 812 May 11 09:45 {path}
      lrwxrwxrwx 1 root root 12 May 11 09:45 k -> {path}
      9f86d081884c7d65  {path}
    `,
  },
  {
    name: "find, grep and tar",
    described: "https://www.gnu.org/software/findutils/manual/html_mono/find.html",
    systems: ["posix"],
    files: words`src/order.py archiv.tar.gz notes.md lib/k.so log/2024-05-11.log`,
    templates: lines`
      find: ‘{path}’: Permission denied
      {word}:12:    return total
      Binary file {path} matches
      grep: {word}: No such file or directory
      tar: {word}: Cannot open: No such file or directory
      tar: Removing leading ${"`"}/' from member names⏎{word}
      {path}⏎⟦/srv/archiv/moreau/a.orig⟧
      diff --unified {word} b.txt
      --- {word}	2024-05-11 09:45:00
    `,
  },
  {
    name: "rsync and scp",
    described: "https://download.samba.org/pub/rsync/rsync.1",
    systems: ["posix"],
    files: words`backup/ fotos/2024 dump.sql.gz public_html/ .ssh/authorized_keys`,
    templates: lines`
      rsync: [sender] link_stat "{path}" failed: No such file or directory (2)
      rsync -avz --delete {word} backup:
      scp -r {shell} backup:
      scp: {word}: Permission denied
      rsync: [generator] recv_generator: mkdir "{path}" failed: Read-only file system (30)
      Fetching {word} to k
      cannot delete non-empty directory: {path}
    `,
  },
  {
    name: "nginx and Apache",
    described: "https://nginx.org/en/docs/ngx_core_module.html#error_log",
    systems: ["posix"],
    files: words`public/favicon.ico conf.d/kasse.conf htdocs/index.html certs/server.crt logs/error_log`,
    templates: lines`
      2024/05/11 09:45:00 [error] 71#71: *3 open() "{path}" failed (2: No such file or directory), request: "GET / HTTP/1.1"
      nginx: [emerg] unknown directive "x" in {word}:12
      [Sat May 11 09:45:00.123456 2024] [core:error] [pid 71] AH00037: not allowed: {path}
      AH00526: Syntax error on line 12 of {word}:
      DocumentRoot "{double}"
      root {word};
      <Directory "{path}">⏎  Require all granted
    `,
  },
  {
    name: "systemd and cron",
    described: "https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html",
    systems: ["posix"],
    files: words`bin/kasse.sh run/k.sock .config/systemd/user/k.service etc/env jobs/nachts.pl`,
    templates: lines`
      k.service: Failed at step EXEC spawning {word}: Permission denied
      ExecStart={word} --once
      WorkingDirectory={root}
      May 11 09:45:00 host1 CRON[812]: (root) CMD ({word} >/dev/null 2>&1)
      15 3 * * 1 {word} --quiet
      EnvironmentFile=-{path}
      May 11 09:45:00 host1 kernel: EXT4-fs error: {path}
    `,
  },
  {
    name: "Editors and language servers",
    described:
      "https://microsoft.github.io/language-server-protocol/specifications/lsp/3.17/specification/#uri",
    files: words`src/a.ts .vscode/settings.json main.py notes/todo.md k.code-workspace`,
    templates: lines`
      {"jsonrpc":"2.0","method":"textDocument/didOpen","params":{"uri":"file://{url}"}}
      "{path}" 12L, 812B written
      E212: Can't open file for writing: "{path}"
      [Info  - 09:45:00] Workspace root: {root}
      code --goto {word}:12:5
      Unable to write into '{path}' because it has unsaved changes.
      vscode://file{url}:12:5
      {"folders":[{"path":"{json}"}],"settings":{}}
    `,
    systems: ["posix"],
  },
];
