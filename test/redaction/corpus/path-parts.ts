/** Lists parts of invented paths: users, folders and files, with spaces and in many scripts. */
import { fullName, project, userName } from "./people.js";
import type { Random } from "./random.js";
import type { Piece } from "./sample.js";

const FILES = [
  "index.ts",
  "main.rs",
  "notes.md",
  "report.xlsx",
  "app.log",
  "config.yaml",
  "id_ed25519",
  "Makefile",
  ".env",
];
const SPACED_FILES = ["Quarterly Report.docx", "my notes (final).md", "Copy of plan.pdf", "année 2025.ods"];
const SPACED_FOLDERS = [
  "My Documents",
  "Kunden & Partner",
  "Work Stuff",
  "Projects 2025",
  "Neuer Ordner (2)",
];

/** Names of people and folders in other scripts, and with accents. */
export const SCRIPTS: Readonly<Record<string, readonly [user: string, folder: string, file: string]>> = {
  Cyrillic: ["владимир", "Документы", "отчёт.docx"],
  Chinese: ["王小明", "项目资料", "报告.pdf"],
  Japanese: ["田中太郎", "デスクトップ", "設計書.md"],
  Korean: ["김민수", "문서함", "보고서.hwp"],
  Arabic: ["محمد", "المستندات", "تقرير.pdf"],
  Hebrew: ["דניאל", "מסמכים", "דוח.txt"],
  "accented Latin": ["zoë-böhm", "Übergabe", "résumé.md"],
  Greek: ["νίκος", "Έγγραφα", "σημειώσεις.txt"],
  "accents decomposed": ["zoe\u0308", "U\u0308bergabe", "re\u0301sume\u0301.md"],
};

export interface Parts {
  readonly user: string;
  readonly folder: string;
  readonly file: string;
}

export function plainParts(random: Random): Parts {
  return { user: userName(random), folder: project(random), file: random.pick(FILES) };
}

export function spacedParts(random: Random): Parts {
  const file = random.pick(SPACED_FILES);
  return { user: fullName(random), folder: random.pick(SPACED_FOLDERS), file };
}

export type Write = (parts: Parts, random: Random) => string;

/** A path that is sensitive, as are the user and the folder in it. */
export function path(write: Write, parts: (random: Random) => Parts = plainParts, suffix = "") {
  return (random: Random): Piece => {
    const chosen = parts(random);
    const text = write(chosen, random);
    const server = /[\w-]+-nas\b/.exec(text)?.[0];
    const named = [chosen.user, chosen.folder, ...(server === undefined ? [] : [server])].filter((part) =>
      text.includes(part),
    );
    return { text: text + suffix, sensitive: [text, ...named] };
  };
}
