/** Holds folders in which people keep their work: plain ones, ones with blanks, and ones with any sign that a system allows. */

/** Splits a template literal at its line ends. A backslash in it is a backslash. */
export function lines(parts: TemplateStringsArray, ...values: readonly string[]): string[] {
  return String.raw(parts, ...values)
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "");
}

/** Splits a template literal at blanks and line ends. */
export function words(parts: TemplateStringsArray): string[] {
  return lines(parts).flatMap((line) => line.split(" "));
}

export type System = "posix" | "windows" | "shell";

/** The folders of one system, by how much of their spelling a program must quote. */
export interface Homes {
  /** Folders without blanks and without signs that have a meaning elsewhere. */
  readonly word: readonly string[];
  /** Folders with blanks whose signs are otherwise harmless. */
  readonly blank: readonly string[];
  /** Folders with quotes, brackets, commas and other signs that the system allows. */
  readonly odd: readonly string[];
}

const POSIX: Homes = {
  word: words`
    /home/mkranz/projekte/lager /Users/priya.nair/dev/checkout /srv/kunden/altmann-gmbh
    /mnt/c/Users/tfischer/repos/kasse /workspaces/oduya-portal /var/www/hansen-shop /home/li_wei/code/warenwirtschaft
    /data/teams/vanrooij/ledger /builds/hoffmann/abrechnung /root/deploy/castillo /opt/moreau/facture
    /Volumes/Work/sato/kiosk /home/björn/källkod/växthus /export/home/dgarcia/nomina
  `,
  blank: lines`
    /Users/Anna Lindqvist/Documents/Kunden 2024
    /home/joao/Meus Projetos/loja nova
    /Users/kwame/My Projects/Harbor Booking
    /mnt/c/Users/Jo Meyer/OneDrive - Hansen AS/Dokumente
    /Volumes/Time Machine/Sicherung/Elif Kaya
    /home/ines/Vidéos de famille/été 2023
    /Users/lena/Library/Mobile Documents/com~apple~CloudDocs/Steuer 2023
    /media/petra/USB STICK/alte Firma
  `,
  odd: lines`
    /home/jo/R&D <old>/what?
    /Users/sean/O'Neill & Sons/2024
    /home/ravi/100%20done/#final
    /Users/mei/文档/客户 资料
    /home/björn/Träume/Größe (neu)
    /Users/sam/Desktop/site (Copy 2)
    /home/ines/[old] {draft}/a; b, c+d
    /Users/kim/📦 Moving/2024-03-01
    /home/tomek/12" vinyl/lista
    /Users/carla/who? Me!/x = y
    /home/dalia/notes @ home/$5 deals
    /srv/share/Fa. Weber *neu*/a|b
    /Users/nadia/Проекты/Смета №4
  `,
};

const WINDOWS: Homes = {
  word: words`
    C:\Users\mkranz\source\repos\Lager D:\Kunden\altmann-gmbh C:\Users\priya.nair\dev\checkout
    \\filesrv02\teams$\finanzen C:/Users/tfischer/repos/kasse E:\agent-3\_work\17\s C:\inetpub\hansen-shop
    Z:\vanrooij\ledger c:\users\li_wei\code\warenwirtschaft C:\Users\ADMINI~1\AppData\Local\Temp\castillo
  `,
  blank: lines`
    C:\Users\Jens Krüger\Documents\Angebote 2024
    C:\Users\Jo Meyer\OneDrive - Hansen AS\Dokumente
    D:\Eigene Dateien\Elif Kaya\alte Firma
    \\nas-keller\Familie Weber\Fotos Urlaub
    C:\Program Files (x86)\Castillo Software\Kiosk
    C:/Users/Anna Lindqvist/My Projects/Harbor Booking
  `,
  odd: lines`
    C:\Users\sean\O'Neill & Sons\2024
    C:\Users\mei\文档\客户 资料
    D:\R&D {old}\a; b, c+d
    C:\Users\ravi\100%20done\#final
    C:\Users\kim\📦 Moving\site - Kopie (2)
    \\srv-dc1\share$\[alt] 50% @ home\x = y
    C:\Users\nadia\Проекты\Смета №4
  `,
};

/** The spellings that only a shell, or a person, writes. */
const SHELL: Homes = {
  word: words`
    ~/projekte/lager ~/dev/checkout $HOME/kunden/altmann-gmbh ~priya/public/kasse
    /home/mkranz/code/warenwirtschaft /Users/tfischer/repos/hansen-shop ~/.config/castillo ~/src/vanrooij/ledger
  `,
  blank: lines`
    ~/Documents/Kunden 2024
    $HOME/My Projects/Harbor Booking
    ~/Library/Mobile Documents/com~apple~CloudDocs/Steuer 2023
    /Users/Anna Lindqvist/Desktop/loja nova
  `,
  odd: lines`
    ~/R&D <old>/what?
    ~/Sean's stuff; v2, final
    /home/ines/[old] {draft}/c+d
    $HOME/文档/客户 资料
    ~/site (Copy 2)/#final
  `,
};

export const HOMES: Readonly<Record<System, Homes>> = { posix: POSIX, windows: WINDOWS, shell: SHELL };
