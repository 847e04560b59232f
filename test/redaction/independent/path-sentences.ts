/** Lists paths in the sentences of people and of programs that talk to people, with the marks that follow a path. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

const FILES = words`bericht.pdf plan.docx src/index.ts liste.csv config.json foto.jpeg`;
const FOLDERS = words`. neu data archiv`;
const GRAMMAR = "https://en.wikipedia.org/wiki/Punctuation";

export const PATH_SENTENCES: readonly Program[] = [
  {
    name: "English sentences",
    described: GRAMMAR,
    files: FILES,
    templates: lines`
      I cannot open {blank}.
      My notes are in {word}, but the app does not see them.
      It crashed (the file was {word}).
      Why is {word} empty?
      Please look at {word}; it has an example.
      {word}: this one is broken!
      The file "{path}" went missing.
      The file '{path}' is too large...
      Both {word} and the backup are gone.
      see {word}—it was there yesterday
    `,
  },
  {
    name: "English sentences about folders",
    described: GRAMMAR,
    files: FOLDERS,
    templates: lines`
      Everything under {word} was removed.
      I moved it to {word}.
      Is {word}, by chance, read-only?
      It should not write into “{path}”.
      The tool scans ‘{path}’ twice.
      (see {word})
      Output goes to: {path}
      Use {word}/* as the pattern.
    `,
    systems: ["posix", "shell"],
  },
  {
    name: "German sentences",
    described: "https://www.rechtschreibrat.com/regeln-und-woerterverzeichnis/",
    files: FILES,
    templates: lines`
      Die Datei {blank} kann nicht geöffnet werden.
      Unter „{path}“ liegt nichts.
      Der Pfad »{path}« existiert nicht.
      Bitte in {word} nachsehen, danach neu starten.
      Das System kann den angegebenen Pfad nicht finden: {path}
      Ich habe alles nach {word} kopiert.
      Zugriff verweigert ({word}).
      Warum ist {word} leer?
    `,
  },
  {
    name: "French sentences",
    described: "https://fr.wikipedia.org/wiki/Guillemet",
    files: FILES,
    templates: lines`
      Impossible d'ouvrir le fichier « {path} » : accès refusé.
      Le chemin {word} n'existe pas.
      J'ai tout mis dans {word}, merci.
      Aucun fichier ou dossier de ce type : '{path}'
      Pourquoi {word} est-il vide ?
      Erreur à la ligne 12 de {word} !
    `,
  },
  {
    name: "Spanish and Portuguese sentences",
    described: "https://www.rae.es/ortografía/",
    files: FILES,
    templates: lines`
      No se puede abrir «{path}».
      ¿Por qué está vacío {word}?
      El archivo {word} no existe.
      Não foi possível ler {word}: acesso negado.
      Guardé todo en {word}, gracias.
      O arquivo "{path}" sumiu!
    `,
  },
  {
    name: "Japanese and Chinese sentences",
    described: "https://www.w3.org/TR/jlreq/",
    files: FILES,
    templates: lines`
      ファイル「{path}」が見つかりません。
      {word} を開けません。
      『{path}』を削除しました。
      无法打开文件“{path}”。
      找不到路径:{word}
      请检查 {word} ,谢谢。
      (参照: {word} )
    `,
  },
  {
    name: "Slavic sentences",
    described: "https://en.wikipedia.org/wiki/Quotation_mark",
    files: FILES,
    templates: lines`
      Не удаётся открыть файл «{path}».
      Файл {word} не найден.
      Nie można otworzyć pliku „{path}”.
      Soubor {word} neexistuje.
      Dostęp zabroniony: {path}
      Де знаходиться {word}?
    `,
  },
  {
    name: "Coding agents",
    described: "https://docs.claude.com/en/docs/claude-code/settings",
    files: FILES,
    systems: ["posix", "windows", "shell"],
    templates: lines`
      ⏺ Read({word})
      The file {word} has been updated.
      Fix the failing test in @{word} please
      I'll edit ${"`"}{path}${"`"} next, then run the tests.
      Allowed folder: {root}
      <cwd>{rootword}</cwd>
      Found 3 matches in {word}:12, {word}:40
      No such tool. (cwd={word})
      refactor {word} so that it compiles
    `,
  },
  {
    name: "Issue reports and commits",
    described: "https://docs.github.com/en/get-started/writing-on-github",
    files: FILES,
    templates: lines`
      Steps: 1) open {word} 2) save
      Expected: no error. Actual: "{path}" not found
      fix: stop reading {word}
      Installed in {word} | version 0.4.1
      - [ ] remove {word}
      path => {word}
      re: {word} - still broken
      logs at <{word}>
      {path}⏎⏎this file crashes the app
    `,
  },
];
