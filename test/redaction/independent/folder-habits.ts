/** Lists whole paths by the habits of those who name folders: punctuation, other scripts, dates and copies. */

import { lines } from "./example-homes.js";
import { createFolderSource } from "./path-template.js";
import type { Source } from "./source.js";

const PRINTS = lines`
  open '{path}': No such file or directory
  code {shell}
  {"file":"{json}"}
  Skipping "{path}" (not changed)
  log: {"message":"cannot stat \"{json}\""}
  <td class="file">{html}</td>
  file://{url}
  path: '{yaml}'
  Current folder is {path}
  at {path}:120:33
`;

export const FOLDER_HABITS: readonly Source[] = [
  createFolderSource(
    "Folder names with punctuation",
    "https://pubs.opengroup.org/onlinepubs/9799919799/basedefs/V1_chap03.html",
    lines`
      /home/jo/R&D <old>/what?/plan.txt
      /home/jo/work/!!! WICHTIG !!!/lies mich.txt
      /srv/share/a;b,c+d=e/index.html
      /home/dalia/notes @ home/$5 deals/menu~.odt
      /data/[2024] {draft} (v2)/report^2.tex
      /home/tomek/muzyka/AC|DC/12" vinyl.flac
      /Users/carla/Q: why? A: because/faq.md
      /home/ravi/50% off #sale/*.important/price.csv
      /home/sean/it's here, isn't it/yes.txt
      /opt/moreau/a -> b/lien.ini
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folder names with escapes",
    "https://datatracker.ietf.org/doc/html/rfc8089",
    lines`
      /Users/Anna%20Lindqvist/Documents/Kunden%202024/plan.html
      /home/ravi/My%2BFiles/100%25 done/a%2Fb.txt
      /srv/exports/M%C3%BCller%20%26%20Sohn/liste.csv
      /home/jo/line\nbreak/tab\tname.txt
      /home/jo/dollar\$sign/back\\slash.txt
      /home/kim/=?utf-8?Q?Gr=C3=BC=C3=9Fe?=/mail.eml
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folder names in European languages",
    "https://www.unicode.org/charts/",
    lines`
      /home/björn/Träume/Größenänderung/Übersicht.ods
      /Users/ines/Año Nuevo/niños/cumpleaños.mov
      /home/zofia/Źródła/żółć/ćwiczenie.py
      /Users/søren/Årsregnskab/Ærø/læs mig.txt
      /home/émile/Été à l'île/forêt (nº 2).jpg
      /home/istvan/Győr/hűtő/fürdő.c
      /Users/nadia/Документы/Смета №4/итог.xlsx
      /home/eleni/Έγγραφα/Σχέδιο/τελικό.doc
      /home/ahmet/Masaüstü/İş Güvenliği/ğüşiöç.txt
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folder names in other scripts",
    "https://www.unicode.org/charts/",
    lines`
      /Users/mei/文档/客户 资料/合同(最终版).docx
      /home/sato/ドキュメント/第2四半期/議事録.txt
      /Users/jiho/바탕화면/새 폴더/예산안.xlsx
      /home/noa/מסמכים/חשבוניות/ינואר.pdf
      /home/fatima/المستندات/مشروع جديد/خطة.txt
      /home/ravi/दस्तावेज़/परियोजना/रिपोर्ट.txt
      /Users/somchai/เอกสาร/งาน ๒๕๖๗/บัญชี.csv
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folder names with emoji",
    "https://unicode.org/reports/tr51/",
    lines`
      /Users/kim/📦 Moving/2024-03-01/list.txt
      /Users/kim/Desktop/🏡/Kredit ✅.pdf
      /home/sam/👩‍💻 code/🚧wip/app.ts
      /home/lena/🇩🇪 Reise/Tag 1️⃣/foto.jpg
      /Volumes/💾 Backup/❤️ Lieblingslieder/a.mp3
    `,
    PRINTS,
  ),
  createFolderSource(
    "Folder names with dates and copies",
    "https://www.iso.org/iso-8601-date-and-time-format.html",
    lines`
      /home/petra/2024-05-11T09:45:00Z/dump.sql
      /Users/sam/Desktop/site (Copy 2)/index copy 3.html
      /home/petra/Berichte/11.05.2024 - Altmann/v1.2.3-final_FINAL.docx
      /home/jo/Kopie von Kopie von Plan/Plan (Kopie).ods
      /home/jo/old.bak~/#autosave#/.~lock.plan.odt#
      /mnt/nas/2023 Q4 (Oct–Dec)/week 51+52/stunden.csv
      /home/jo/projekt/.git/refs/stash@{0}/logs
      /home/jo/papers/Weber et al. (2021), p. 4-7/fig. 3.png
    `,
    PRINTS,
  ),
];
