/** Lists how programs for documents, mails and notes print a path. */

import { lines } from "./example-homes.js";
import type { Program } from "./path-template.js";

const DOCUMENTS = lines`
  Verträge/Miete Nr. 4.odt
  quartal.xlsm
  Lebenslauf (neu).docx
  vorlagen/brief.dotx
  Protokoll 11.05.pptx
`;

export const OFFICE_PROGRAMS: readonly Program[] = [
  {
    name: "LibreOffice",
    described: "https://help.libreoffice.org/latest/en-US/text/shared/guide/start_parameters.html",
    files: DOCUMENTS,
    templates: lines`
      soffice --headless --convert-to pdf {shell}
      convert {word} -> k.pdf using filter : writer_pdf_Export
      Error: source file could not be loaded: {path}
      Document file '{path}' is locked for editing by you.
      The file {word} is corrupt. Should it be repaired?
      <text:a xlink:href="file://{url}">k</text:a>
      ='file://{url}'#$Tab1.A1
    `,
  },
  {
    name: "Microsoft Office",
    described: "https://learn.microsoft.com/en-us/office/vba/api/overview/",
    systems: ["windows"],
    files: DOCUMENTS,
    templates: lines`
      Sorry, we couldn't find {word}. Is it possible it was moved?
      Workbooks.Open "{csv}"
      ='{path}'!A1
      Run-time error '1004': '{path}' could not be found.
      Microsoft Excel cannot access the file '{path}'.
      Word experienced an error trying to open the file.⏎({path})
      ActiveDocument.SaveAs2 FileName:="{csv}", Format:=16
      Last saved in: {path}
    `,
  },
  {
    name: "LaTeX",
    described: "https://www.latex-project.org/help/documentation/",
    systems: ["posix"],
    files: lines`
      thesis/main.tex
      kapitel/02-methode.tex
      bilder/plot.pdf
      lit.bib
      out/main.aux
    `,
    templates: lines`
      ! LaTeX Error: File ${"`"}{path}' not found.
      {word}:12: Undefined control sequence.
      ({word} [1] [2])
      \includegraphics[width=3cm]{{word}}
      I couldn't open database file {word}
      Output written on {word} (3 pages, 812 bytes).
      Transcript written on {path}.
      pdflatex -output-directory={word} x
    `,
  },
  {
    name: "Pandoc and Quarto",
    described: "https://pandoc.org/MANUAL.html",
    files: lines`
      buch/kap1.md
      buch/_quarto.yml
      referenz.docx
      notes/todo list.md
      lit/quellen.json
    `,
    templates: lines`
      pandoc: {path}: withBinaryFile: does not exist
      [WARNING] Could not fetch resource {word}: replaced
      pandoc {shell} -o x.html
      ERROR: YAML parse failed in {path}
      Could not find data file {path}
      Output created: {path}
      Error at "{path}" (line 7, column 1):
    `,
  },
  {
    name: "Mail programs",
    described: "https://support.mozilla.org/en-US/kb/profiles-where-thunderbird-stores-user-data",
    files: lines`
      Mail/Local Folders/Inbox.msf
      archiv-2019.pst
      Anhänge/rechnung 7.pdf
      profile.ini
      mbox/gesendet
    `,
    templates: lines`
      The file {word} cannot be opened: The file is in use.
      Content-Disposition: attachment; filename="{double}"
      Unable to write to {word}. Is the disk full?
      mailbox = {word}⏎record = +sent
      X-Mozilla-External: {path}
      Could not attach “{path}”.
      imported 12 of 71 messages from {path}
    `,
  },
  {
    name: "Note-taking programs",
    described: "https://help.obsidian.md/data-storage",
    files: lines`
      Vault/Tagebuch/Montag.md
      Zettel/202405110945.md
      Rezepte & Co/Brot.md
      journals/2024_05_11.org
      .obsidian/workspace.json
    `,
    templates: lines`
      Vault path: {path}
      Failed to save "{path}". Error: EBUSY
      {"vaults":{"4f2a91c0":{"path":"{json}","ts":1715420700123,"open":true}}}
      [[file:{word}][Brot]]
      Note could not be parsed: {path}
      ![[{word}]]
      indexed {word} (71 links)
    `,
  },
  {
    name: "E-book and library programs",
    described: "https://manual.calibre-ebook.com/",
    files: lines`
      Bibliothek/Lem, S/Solaris (7)/Solaris - Lem.epub
      metadata.db
      Zotero/storage/4F2A91C0/paper.pdf
      comics/band 3.cbz
    `,
    templates: lines`
      InputFormatPlugin: EPUB Input running⏎on {path}
      Path to library too long: {path}
      Failed to add books: {path}
      No write access to "{path}"
      The attached file could not be found at: {path}
      calibredb --library-path={word} list
      file = {:{word}:PDF},
    `,
  },
  {
    name: "Print and scan programs",
    described: "https://openprinting.github.io/cups/doc/man-lp.html",
    systems: ["posix"],
    files: DOCUMENTS,
    templates: lines`
      lp: Error - unable to access "{path}" - No such file or directory
      E [11/May/2024:09:45:00 +0200] Unable to open "{path}"
      scanimage: could not write to {path}
      lp -d laser {shell}
      [OCR] {path}: page 3 is blank
      request id is k-71 (1 file(s))⏎{path}
      tesseract {word} out -l deu
    `,
  },
];
