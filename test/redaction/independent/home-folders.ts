/** Lists whole paths in which people's own folder names occur, by the system or service that shapes them. */

import { lines } from "./example-homes.js";
import { createFolderSource } from "./path-template.js";
import type { Source } from "./source.js";

/** Surroundings that mark the end of a path with any sign in it: a quote, an escape, a position or the end of a line. */
const POSIX_PRINTS = lines`
  ENOENT: no such file or directory, open '{path}'
  cd {shell} && make
  {"cwd":"{json}","exit":1}
  Cannot read "{path}": permission denied
  rm -rf -- '{single}'
  Working directory: {path}
  Saved as {path}⏎Done.
  {path}:12:5: warning: unused value
`;

const WINDOWS_PRINTS = lines`
  EPERM: operation not permitted, scandir '{path}'
  cd /d "{path}"
  {"workspace":"{json}","ok":false}
  Could not find a part of the path '{path}'.
  Get-ChildItem -LiteralPath '{yaml}'
  The folder is {path}
  Opened "{path}", 3 sheets.
`;

export const HOME_FOLDERS: readonly Source[] = [
  createFolderSource(
    "macOS folders",
    "https://developer.apple.com/library/archive/documentation/FileManagement/Conceptual/FileSystemProgrammingGuide/FileSystemOverview/FileSystemOverview.html",
    lines`
      /Users/Anna Lindqvist/Desktop/Bildschirmfoto 2024-05-11 um 09.45.00.png
      /Users/kwame/Documents/untitled folder 2/notes.rtfd/TXT.rtf
      /Users/sean/Library/Application Support/Kiosk (Beta)/state.json
      /Users/carla/Pictures/Photos Library.photoslibrary/originals/4/4F2A.heic
      /Volumes/USB #2 — Büro/Übergabe/Stand 12:30.pages
      /Applications/Kiosk Pro.app/Contents/MacOS/kiosk
      /private/var/folders/x1/9q4c_7bd0zx1/T/TemporaryItems/(A Document Being Saved By Kiosk 3)
      /Users/lena/.Trash/Rechnung – März (1).pdf
    `,
    POSIX_PRINTS,
  ),
  createFolderSource(
    "iCloud Drive",
    "https://developer.apple.com/documentation/foundation/filemanager/url(forubiquitycontaineridentifier:)",
    lines`
      /Users/lena/Library/Mobile Documents/com~apple~CloudDocs/Steuer 2023/Beleg.pdf
      ~/Library/Mobile Documents/com~apple~Pages/Documents/Brief an Oma.pages
      /Users/mei/Library/Mobile Documents/iCloud~md~obsidian/Documents/日记/2024-05-11.md
      /Users/sato/Library/Mobile Documents/com~apple~CloudDocs/.nomina.xlsx.icloud
      /Users/carla/Library/CloudStorage/iCloud Drive/Familia & amigos/lista.txt
    `,
    POSIX_PRINTS,
  ),
  createFolderSource(
    "OneDrive",
    "https://support.microsoft.com/en-us/onedrive",
    lines`
      C:\Users\JoMeyer\OneDrive - Hansen AS\Dokumente\Lønn 2024.xlsx
      C:\Users\anna\OneDrive - Müller, Schmidt & Partner mbB\Akten\A-12; B-13.docx
      C:\Users\tfischer\OneDrive\Desktop\Neuer Ordner (3)
      C:\Users\kwame\Altmann GmbH\Vertrieb - Dokumente\General\Pipeline Q3.pptx
      C:\Users\priya\OneDrive - Oduya Health (UK) Ltd\Attachments\scan #4 [final].pdf
      D:\OneDrive - École Supérieure\Cours d'été\notes.txt
    `,
    WINDOWS_PRINTS,
  ),
  createFolderSource(
    "Dropbox and Google Drive",
    "https://support.google.com/drive/answer/10838124",
    lines`
      /Users/anna/Library/CloudStorage/GoogleDrive-anna@kranz-bau.de/Meine Ablage/Angebote/Dach.docx
      /Users/sam/Library/CloudStorage/Dropbox-Personal/Camera Uploads/2024-05-11 09.45.00-1.jpg
      /home/ines/Dropbox (Estudio Ríos)/Clientes/Plano (Ines's conflicted copy 2024-05-11).dwg
      /Users/kim/Google Drive/Shared drives/R&D + Ops/minutes.gdoc
      /home/petra/Nextcloud/Verein/Protokoll (conflicted copy 2024-05-11 094500).odt
      ~/Dropbox/Apps/Kiosk/backup=full.zip
    `,
    POSIX_PRINTS,
  ),
  createFolderSource(
    "Windows profile folders",
    "https://learn.microsoft.com/en-us/windows/win32/shell/knownfolderid",
    lines`
      C:\Users\Jens Krüger\Desktop\Kopie von Angebot (2).docx
      C:\Users\O'Brien\AppData\Roaming\Kiosk\settings.json
      C:\Users\mkranz.HANSEN\Downloads\setup (1).exe
      C:\Documents and Settings\Elif Kaya\Eigene Dateien\Briefe
      D:\Fotos\Hochzeit Lena+Tom 2019\IMG_0042 - Copy.JPG
      C:\Users\张伟\桌面\新建文件夹 (2)\预算.xlsx
      C:\Users\nadia\Рабочий стол\Смета №4.docx
      C:\Users\Public\Documents\#alt; {leer}, 100%\x.ini
    `,
    WINDOWS_PRINTS,
  ),
  createFolderSource(
    "WSL",
    "https://learn.microsoft.com/en-us/windows/wsl/filesystems",
    lines`
      /mnt/c/Users/Jo Meyer/source/repos/kasse/app.ts
      /mnt/d/Kunden/Altmann & Co/2024
      /mnt/c/Program Files (x86)/Castillo Software/kiosk.exe
      /mnt/wslg/distro/home/mkranz/.bashrc
      /mnt/c/Users/tfischer/OneDrive - Hansen AS/[alt] Ablage/liste.csv
      /home/mkranz/win/Desktop/Neuer Ordner
    `,
    POSIX_PRINTS,
  ),
  createFolderSource(
    "WSL seen from Windows",
    "https://learn.microsoft.com/en-us/windows/wsl/filesystems",
    lines`
      \\wsl$\Ubuntu\home\mkranz\projekte\lager\main.py
      \\wsl.localhost\Ubuntu-22.04\home\li_wei\code\warenwirtschaft
      \\wsl$\Debian\srv\kunden\altmann gmbh\index.php
      \\wsl.localhost\docker-desktop-data\data\docker\volumes\hansen_db\_data
      //wsl.localhost/Ubuntu/home/björn/växthus/app.rb
    `,
    WINDOWS_PRINTS,
  ),
  createFolderSource(
    "Git for Windows",
    "https://www.msys2.org/docs/filesystem-paths/",
    lines`
      /c/Users/Jens Krüger/source/lager/src/main.c
      /d/Kunden/altmann/.git/index.lock
      /c/Program Files/Castillo/usr/bin/kiosk
      /c/Users/O'Brien/repos/R&D/build.sh
      /z/teams/finanzen/bericht (2).csv
      //filesrv02/teams/Vertrieb/bare.git
    `,
    POSIX_PRINTS,
  ),
  createFolderSource(
    "Cygwin",
    "https://cygwin.com/cygwin-ug-net/using.html",
    lines`
      /cygdrive/c/Users/mkranz/Desktop/messung.dat
      /cygdrive/d/Eigene Dateien/Elif Kaya/lauf 12.log
      /proc/cygdrive/e/sato/kiosk/main.cpp
      C:/cygwin64/home/Anna Lindqvist/.bash_profile
      /cygdrive/z/R&D [neu]/plan #3.txt
    `,
    POSIX_PRINTS,
  ),
];
