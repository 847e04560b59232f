/** Lists whole Windows paths by their form: drives, servers, devices, WebDAV, variables and short names. */

import { lines } from "./example-homes.js";
import { createFolderSource } from "./path-template.js";
import type { Source } from "./source.js";

const PRINTS = lines`
  EBUSY: resource busy or locked, unlink '{path}'
  Could not load file or assembly "{path}".
  {"path":"{json}","code":32}
  "message":"{\"file\":\"{jsonjson}\"}"
  at Load() in {path}:line 58
  Access is denied: {path}
  Copied to {path}⏎1 file(s) copied.
  robocopy "{path}" E:\ /MIR
  const file = "{json}";
`;

const FORMATS = "https://learn.microsoft.com/en-us/dotnet/standard/io/file-path-formats";

export const WINDOWS_PATHS: readonly Source[] = [
  createFolderSource(
    "Drive paths",
    FORMATS,
    lines`
      C:\Users\mkranz\source\repos\Lager\Program.cs
      c:\kunden\altmann & co\2024\liste.csv
      D:\Eigene Dateien\R&D (alt)\plan; v2, final.docx
      E:\agent-3\_work\17\s\src\Kasse.Web\wwwroot\app.js
      Z:\vanrooij\ledger\[neu]\x=y.ini
      C:\inetpub\hansen-shop\web.config
      C:\Users\sean\it's here\50% off.xlsx
    `,
    PRINTS,
  ),
  createFolderSource(
    "Drive paths with slashes",
    FORMATS,
    lines`
      C:/Users/priya.nair/dev/checkout/src/main.ts
      D:/Kunden/altmann/app/(shop)/[id]/page.tsx
      C:/Users/Jens Krüger/Documents/Angebote 2024/a.docx
      c:/users/li_wei/code/lager/.venv/Scripts/python.exe
      C:\Users\mkranz/projekte\lager/src\index.js
    `,
    PRINTS,
  ),
  createFolderSource(
    "UNC paths",
    "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-dtyp/62e862f4-2a51-452e-8eeb-dc4ff5ee33cc",
    lines`
      \\filesrv02\teams$\finanzen\2024\bilanz.xlsx
      \\nas-keller\Familie Weber\Fotos Urlaub\IMG_0042.JPG
      \\dc1.hansen.local\SYSVOL\hansen.local\Policies\logon.cmd
      \\192.168.10.14\c$\Windows\Temp\kiosk.log
      \\fd00--14.ipv6-literal.net\ablage\plan.pdf
      //filesrv02/teams/Vertrieb/Preise & Rabatte.csv
      \\srv-dc1\share$\[alt] 50% @ home\x = y.txt
    `,
    PRINTS,
  ),
  createFolderSource(
    "Extended-length paths",
    "https://learn.microsoft.com/en-us/windows/win32/fileio/maximum-file-path-limitation",
    lines`
      \\?\C:\Users\mkranz\source\repos\Lager\node_modules\a\node_modules\b\index.js
      \\?\UNC\filesrv02\teams$\finanzen\bilanz.xlsx
      \\?\D:\Eigene Dateien\Elif Kaya\alte Firma\brief.doc
      \\?\Volume{b75e2c83-0000-0000-0000-602f00000000}\Kunden\altmann.vhdx
      \\?\UNC\nas-keller\Familie Weber\Fotos Urlaub
      //?/C:/Users/priya.nair/dev/checkout/dist
    `,
    PRINTS,
  ),
  createFolderSource(
    "Device and NT paths",
    "https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file",
    lines`
      \??\C:\Users\mkranz\AppData\Local\Kiosk\lock
      \??\UNC\filesrv02\teams\Vertrieb\bare.git
      \\.\pipe\kiosk-mkranz-4711
      \\.\C:\Kunden\altmann\image.bin
      \Device\HarddiskVolume3\Users\Jens Krüger\Downloads\setup.exe
      \\.\GLOBALROOT\Device\HarddiskVolumeShadowCopy7\Kunden\altmann
      \SystemRoot\Temp\castillo\dump.dmp
    `,
    PRINTS,
  ),
  createFolderSource(
    "WebDAV paths",
    "https://learn.microsoft.com/en-us/windows/win32/webdav/webdav-portal",
    lines`
      \\cloud.hansen-shop.de@SSL\DavWWWRoot\remote.php\dav\files\mkranz\Angebote
      \\intranet@8080\DavWWWRoot\Vertrieb\Preise.xlsx
      \\sp.altmann-gmbh.de@SSL@8443\sites\R&D\Freigegebene Dokumente\plan.docx
      \\dav.castillo.es@SSL\DavWWWRoot\Año 2024\factura (2).pdf
    `,
    PRINTS,
    24,
  ),
  createFolderSource(
    "Paths with environment variables",
    "https://learn.microsoft.com/en-us/windows/deployment/usmt/usmt-recognized-environment-variables",
    lines`
      %USERPROFILE%\Documents\Kunden\altmann.xlsx
      %APPDATA%\Castillo Software\Kiosk\mkranz.ini
      %HOMEDRIVE%%HOMEPATH%\projekte\lager
      $env:USERPROFILE\source\repos\Lager\Program.cs
      $env:LOCALAPPDATA\Temp\hansen\build 17\out.log
      %OneDriveCommercial%\Vertrieb\Preise Q3.xlsx
      $HOME\Documents\WindowsPowerShell\altmann.ps1
    `,
    PRINTS,
  ),
  createFolderSource(
    "Short names",
    "https://learn.microsoft.com/en-us/openspecs/windows_protocols/ms-fscc/18e63b13-ba43-4f5f-a5b7-11e871b71f14",
    lines`
      C:\PROGRA~1\CASTIL~1\kiosk.exe
      C:\Users\JENSKR~1\AppData\Local\Temp\tmp4F2A.tmp
      C:\DOCUME~1\ELIFKA~1\LOKALE~1\Temp\setup.log
      D:\EIGENE~1\ALTEFI~1\BRIEF~2.DOC
      \\FILESRV02\TEAMS$\VERTRI~1\PREISE~1.XLS
    `,
    PRINTS,
  ),
];
