/** Lists whole paths by those who made the folders: pupils, firms, families, clubs, practices and programs. */

import { lines } from "./example-homes.js";
import { createFolderSource } from "./path-template.js";
import type { Source } from "./source.js";

const PRINTS = lines`
  The file "{path}" is open in another program.
  Error: EACCES, unlink '{path}'
  {"src":"{json}","ok":true}
  "msg":"{\"dir\":\"{jsonjson}\"}"
  Please have a look at «{path}».
  last folder: {path}
  <entry name="{html}"/>
  vi {shell}
`;
const WINDOWS_PRINTS = lines`
  The process cannot access the file '{path}' because it is being used by another process.
  "{path}" is not accessible.
  {"ziel":"{json}","n":4}
  copy "{path}" X:\
  Gespeichert unter {path}
  string p = @"{csv}";
  [System.IO.FileNotFoundException] {path}
  <FilePath>{html}</FilePath>
`;
const NAMING = "https://learn.microsoft.com/en-us/windows/win32/fileio/naming-a-file";
const HIERARCHY = "https://refspecs.linuxfoundation.org/FHS_3.0/fhs/index.html";

export const NAMED_FOLDERS: readonly Source[] = [
  createFolderSource(
    "Folders of schools and universities",
    HIERARCHY,
    lines`
      /home/students/s0571234/InfoB/blatt07/aufgabe_3.py
      /Users/Hanne/Schule/Klasse 8b/Zeugnisse Halbjahr/8b.ods
      /afs/uni-altstadt/home/r/rhoffmann/thesis/ch 2/fig-4.pdf
      /net/labor/gruppe-weiss/Messungen/2024-05-11 Probe#7/roh.h5
      ~/uni/Semester 5/Numerik (Übung)/abgabe_final2.zip
      /exports/cip/tb12345/.eclipse/org.core
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folders of firms on Windows",
    NAMING,
    lines`
      S:\Buchhaltung\01_Mandanten\Bäckerei Holt\2024\FiBu\mai.xlsx
      G:\Shared drives\Ops & Finance\Payroll\2024-05 run #2.csv
      H:\PROJEKTE\0417_Neubau-Seniorenheim\05 Pläne\EG_v4.dwg
      P:\HR\Bewerbungen\Tomasz Wrona (abgesagt)\Lebenslauf.pdf
      M:\QM\Reklamation\R-2024-0188; Fa. Lindt\bild 1.jpg
      K:\_ALT_\_nicht löschen!_\Kalkulation +10%.xls
    `,
    WINDOWS_PRINTS,
  ),
  createFolderSource(
    "Folders of families",
    HIERARCHY,
    lines`
      /Users/familie/Bilder/Weihnachten bei Oma Gerda/IMG 12.heic
      /volume1/photo/2018/Einschulung Mats/P1010007.JPG
      /mnt/nas/Filme/Der Pate (1972)/Der Pate - CD1.avi
      /home/opa/Dokumente/Testament & Vollmacht/entwurf.odt
      /share/homes/lotte/Musik/Kinderlieder/03 - Der Mond.mp3
      /media/lotte/4F2A-91C0/DCIM/100CANON/MVI_0042.MOV
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folders of practices and offices",
    NAMING,
    lines`
      D:\Praxis\Patienten\Wrona, Halina (geb. 1961)\Befund_MRT.pdf
      C:\Kanzlei\Akten\24-00417 Brandt ./. Stadtwerke\Klage.docx
      \\praxis-srv\daten\Röntgen\0000417\serie 2.dcm
      C:\DATEV\DATEN\RWDAT\mandant 10417\bilanz.pdf
      E:\Notariat\UR-Nr. 88 aus 2024\Kaufvertrag [Entwurf].rtf
    `,
    WINDOWS_PRINTS,
  ),
  createFolderSource(
    "Folders of clubs and parishes",
    HIERARCHY,
    lines`
      /home/kassenwart/Verein/Mitglieder 2024/beitrag.ods
      /Users/chor/Noten/Bach - BWV 227/Tenor (rot).pdf
      /srv/samba/pfarrbüro/Taufen/2024_05.xls
      /Volumes/STICK/TSV Altdorf/D-Jugend/Aufstellung!.numbers
      /var/lib/owncloud/data/vorstand/files/Satzung §7.odt
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folders of contractors",
    HIERARCHY,
    lines`
      /Users/fay/Clients/ACME-rebrand/_deliver/v3/logo.ai
      /home/fay/work/nordwind/backend/api/internal/auth.go
      ~/clients/lindt-shop/wp-content/themes/child/functions.php
      /Users/fay/Invoices/2024/0188 Nordwind Ltd.pdf
      $HOME/gigs/hotel-adler/src/booking.tsx
      /opt/repos/stadtwerke/zaehler/cmd/main.go
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folders of games on Windows",
    NAMING,
    lines`
      C:\Program Files (x86)\Steam\steamapps\common\Half Moon\save\slot3.sav
      C:\Users\gregor\AppData\LocalLow\Studio Nord\Half Moon\Player.log
      D:\SteamLibrary\userdata\76543210\413150\remote\hof.xml
      C:\Users\gregor\Saved Games\Rallye 4\profil(2).bin
      C:\Users\gregor\AppData\Roaming\.minecraft\saves\Unsere Welt\level.dat
      E:\Epic Games\Fort [beta]\Saved\Logs\Fort.log
    `,
    WINDOWS_PRINTS,
  ),
  createFolderSource(
    "Folders of games on other systems",
    HIERARCHY,
    lines`
      /home/gregor/.local/share/Steam/steamapps/compatdata/413150/pfx/drive_c/users/steamuser
      /Users/gregor/Library/Application Support/minecraft/mods/karte-1.20.jar
      /home/gregor/.var/app/com.valvesoftware.Steam/data/saves/hof_3
      /home/gregor/Games/gog/Half Moon/start.sh
      /home/gregor/godot/insel/scenes/level 2.tscn
      /run/media/gregor/Spiele/roms/n64/rennen.z64
    `,
    PRINTS,
  ),
];
