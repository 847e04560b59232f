/** Lists how archivers and programs for backups and synchronization print a path. */

import { lines } from "./example-homes.js";
import type { Program } from "./path-template.js";

const FILES = [
  "Fotos/2019/strand.jpg",
  "umsatz.zip",
  "alt/Brief an Tante.doc",
  "mails.tar.zst",
  "Neues Archiv (1).7z",
  "db/nacht.dump",
];

export const ARCHIVE_TOOLS: readonly Program[] = [
  {
    name: "zip and unzip",
    described: "https://infozip.sourceforge.net/UnZip.html",
    systems: ["posix"],
    files: FILES,
    templates: lines`
      Archive:  {path}⏎  inflating: a.txt
      adding: {word} (deflated 61%)
      unzip:  cannot find or open {word}, x or y.
      replace {path}? [y]es, [n]o, [A]ll: n
      checkdir error:  cannot create {path}⏎ Read-only
      zip -r {shell} .
      creating: {path}⏎ extracting: k
    `,
  },
  {
    name: "7-Zip and WinRAR",
    described: "https://documentation.help/7-Zip/",
    systems: ["windows"],
    files: FILES,
    templates: lines`
      Extracting archive: {path}⏎--
      ERROR: Can not open output file : Access denied : {path}
      Path = {path}⏎Type = 7z⏎Physical Size = 812
      7z a "{path}" -mx9
      Cannot create {path}⏎The file is in use.
      ! {path}: CRC failed in the encrypted file.
      Creating archive: {path}
      WARNINGS for files:⏎{path} : sharing violation
    `,
  },
  {
    name: "BorgBackup",
    described: "https://borgbackup.readthedocs.io/en/stable/usage/general.html",
    systems: ["posix"],
    files: FILES,
    templates: lines`
      {path}: file changed while we backed it up
      Repository {word} does not exist.
      Failed to create/acquire the lock {word} (timeout).
      borg create {shell}::night .
      A {path}
      Creating archive at "{path}::night"
      {path}: dir_open: [Errno 13] Permission denied
      Enter passphrase for key {path}:
    `,
  },
  {
    name: "restic",
    described: "https://restic.readthedocs.io/en/stable/",
    files: FILES,
    templates: lines`
      error: lstat {path}: no such file
      Fatal: unable to open config: stat {word}/config: missing
      {"message_type":"status","current_files":["{json}"],"files_done":12}
      snapshot 4f2a91c0 of [{word}] at 2024-05-11 saved
      restoring <Snapshot 4f2a91c0> to {path}
      unchanged {path}
      repository 4f2a opened; cache is {path}
      restic -r {word} check
    `,
  },
  {
    name: "rclone",
    described: "https://rclone.org/docs/",
    files: FILES,
    templates: lines`
      2024/05/11 09:45:00 NOTICE: Config file "{path}" not found - using defaults
      2024/05/11 09:45:00 ERROR : {path}: Failed to copy: quota
      rclone sync {word} box: --dry-run
      2024/05/11 09:45:00 INFO  : Local file system at {path}: Waiting for checks
      {"level":"error","msg":"Failed to open","object":"{json}","n":2}
      Failed to create file system for "{path}": denied
    `,
  },
  {
    name: "Time Machine and Finder",
    described: "https://support.apple.com/guide/mac-help/back-up-files-mh35860/mac",
    systems: ["posix"],
    files: FILES,
    templates: lines`
      tmutil addexclusion {shell}
      [Excluded]    {path}
      The operation can’t be completed because the item “{path}” is in use.
      backupd: Failed to acquire size of {word}, error: -36
      Copying {path}
      set k to POSIX file "{double}"
      mdimport: failed on '{path}'
    `,
  },
  {
    name: "Robocopy and File History",
    described: "https://learn.microsoft.com/en-us/windows-server/administration/windows-commands/robocopy",
    systems: ["windows"],
    files: FILES,
    templates: lines`
      Source : {path}⏎     Dest : E:\
      2024/05/11 09:45:00 ERROR 5 (0x00000005) Copying File {path}
      *EXTRA File 		  812	{path}
      New Dir          3	{path}
      Access is denied.⏎Retrying {path}
      ERROR : Invalid Parameter #2 : "{path}"
      Could not back up “{path}” today.
    `,
  },
  {
    name: "Syncthing and Nextcloud",
    described: "https://docs.syncthing.net/",
    files: FILES,
    templates: lines`
      [4F2A] INFO: Puller (folder "x", item "{path}"): no connected device
      [4F2A] WARNING: Failed initial scan of "{path}"
      Folder path missing: {path}
      File "{path}" has a conflict; renamed.
      {"folder":"k1","action":"update","item":"{json}","type":"file"}
      2024-05-11 09:45:00:123 [ warning sync.x ]: ignored, "{path}"
      Could not rename {path}
    `,
  },
];
