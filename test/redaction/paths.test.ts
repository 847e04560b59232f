/** Shows that a path is removed to its end in each spelling and surrounding, and that the text around it is unchanged. */
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";

/** Names of folders with characters that also surround paths. */
const FOLDERS = [
  "work",
  "notes",
  "team",
  "[slug]",
  "[...slug]",
  "[[lang]]",
  "(group)",
  "(.)photo",
  "@slot",
  "{work}",
  "$id",
  "+page@",
  "a*b",
  "it's",
  "a;b",
  "a,b",
  "a|b",
  "what?",
  "R&D <old>",
  "a`b",
  "My Plans",
  "My Plans (old) [2]",
  "James' Plans",
  "Doe, Jane",
  "Acme Inc. Files",
  "Next.js App",
  "v1.2 final",
  "a=b",
  "PROGRA~1",
  "OneDrive - Company",
  "My%20Plans",
  "com~apple~CloudDocs",
  "项目 资料",
  "l'été",
  "🚀 launch",
];
const FILES = ["layoff-plan.tsx", "[slug].tsx", "$id.edit.tsx", "+page@.svelte", "it's.md", "计划.md"];

const toWindows = (path: string): string => path.replaceAll("/", "\\");

/** Each spells the path of a file in a folder. */
const SPELLINGS: Readonly<Record<string, (rest: string) => string>> = {
  POSIX: (rest) => `/home/jane/${rest}`,
  "macOS, iCloud": (rest) => `/Users/jane/Library/Mobile Documents/com~apple~CloudDocs/${rest}`,
  "git-bash": (rest) => `/c/Users/jane/${rest}`,
  tilde: (rest) => `~/${rest}`,
  "tilde and user": (rest) => `~jane/${rest}`,
  $HOME: (rest) => `$HOME/${rest}`,
  "a variable in braces": (rest) => ["$", `{XDG_CONFIG_HOME}/${rest}`].join(""),
  "%APPDATA%": (rest) => `%APPDATA%\\${toWindows(rest)}`,
  "$env:USERPROFILE": (rest) => `$env:USERPROFILE\\${toWindows(rest)}`,
  Windows: (rest) => `C:\\Users\\jane\\${toWindows(rest)}`,
  "Windows, slashes": (rest) => `C:/Users/jane/${rest}`,
  UNC: (rest) => `\\\\fileserver\\share\\jane\\${toWindows(rest)}`,
  WSL: (rest) => `\\\\wsl$\\Ubuntu\\home\\jane\\${toWindows(rest)}`,
  "WebDAV, SSL": (rest) => `\\\\server@SSL\\DavWWWRoot\\${toWindows(rest)}`,
  "WebDAV, port": (rest) => `\\\\server@8080\\share\\${toWindows(rest)}`,
  "long path": (rest) => `\\\\?\\C:\\Users\\jane\\${toWindows(rest)}`,
  "long UNC path": (rest) => `\\\\?\\UNC\\server\\share\\jane\\${toWindows(rest)}`,
  "NT path": (rest) => `\\??\\UNC\\server\\share\\${toWindows(rest)}`,
  pipe: (rest) => `\\\\.\\pipe\\jane\\${toWindows(rest)}`,
};

interface Surrounding {
  readonly wrap: (path: string) => string;
  readonly spell?: (path: string) => string;
  /** Characters that a path cannot have here, because nothing marks them as a part of it. */
  readonly excluded?: RegExp;
}

const inJson = (path: string): string => JSON.stringify(path).slice(1, -1);

/** Quoted, a path ends at its closing quotation mark. */
const QUOTED: Readonly<Record<string, Surrounding>> = {
  apostrophes: { wrap: (path) => `ENOENT: no such file or directory, open '${path}'` },
  "two paths": { wrap: (path) => `rename '${path}' -> '${path}' failed` },
  "quotation marks": { wrap: (path) => `cannot read "${path}" (attempt 2)` },
  backquotes: { wrap: (path) => `see \`${path}\`, then retry`, excluded: /`/ },
  "curly quotation marks": { wrap: (path) => `It showed “${path}” and stopped` },
  guillemets: { wrap: (path) => `Le texte « ${path} » est refusé` },
  "with a position": { wrap: (path) => `at "${path}:12:5" in run` },
  "a flag": { wrap: (path) => `["--out=${path}","-v"]`, spell: inJson },
  JSON: { wrap: (path) => `{"path":"${path}","attempt":2}`, spell: inJson },
  "apostrophes in JSON": { wrap: (path) => `{"message":"open '${path}'","attempt":2}`, spell: inJson },
  "JSON in JSON": {
    wrap: (path) => `{"body":"{\\"path\\":\\"${path}\\",\\"attempt\\":2}"}`,
    spell: (path) => inJson(inJson(path)),
  },
  CSV: { wrap: (path) => `1,"open ""${path}"" failed",42` },
  "an HTML attribute": { wrap: (path) => `<a title="${path}">x</a>` },
};

/** Where nothing is quoted, a path continues within a word, and over blanks if a separator or an extension follows. */
const UNQUOTED: Readonly<Record<string, Surrounding>> = {
  alone: { wrap: (path) => path },
  "a sentence": { wrap: (path) => `cannot read ${path} because it is locked` },
  "a colon": { wrap: (path) => `open ${path}: permission denied` },
  "a comma": { wrap: (path) => `see ${path}, then retry` },
  "a full stop": { wrap: (path) => `It is ${path}. Then src/app failed.` },
  parentheses: { wrap: (path) => `cannot read ${path} (attempt 2)` },
  "a stack frame": { wrap: (path) => `    at run (${path}:1:2)\n    at main` },
  "a position": { wrap: (path) => `${path}:12:5 - error TS2322` },
  "a compiler's position": { wrap: (path) => `${path}(12,5): error TS2322` },
  "a line": { wrap: (path) => `first\n${path}\nlast` },
  "a field of a log": { wrap: (path) => `level=warn cwd=${path} attempt=2 dir=src/app` },
  Markdown: { wrap: (path) => `- [a](${path})\n- **b**`, excluded: /\(/ },
  HTML: { wrap: (path) => `<p>${path}</p>` },
  "a text in JSON": { wrap: (path) => `{"message":"open ${path}","attempt":2}`, spell: inJson },
  "a line in JSON": { wrap: (path) => `{"stack":"${path}:1:2\\n    at main"}`, spell: inJson },
};

function listFailures(surroundings: Readonly<Record<string, Surrounding>>, spelling: string): string[] {
  const failures: string[] = [];
  const spell = SPELLINGS[spelling] ?? String;
  const rests = [
    ...FOLDERS.map((folder) => `${folder}/layoff-plan.tsx`),
    ...FILES.map((file) => `work/${file}`),
  ];
  for (const { wrap, spell: spellHere = String, excluded } of Object.values(surroundings)) {
    for (const rest of rests) {
      const path = spell(rest);
      if (excluded?.test(path)) continue;
      const text = wrap(spellHere(path));
      const redacted = redactPropertyText(text);
      if (redacted !== wrap("[path]")) failures.push(`${text}  ⇒  ${redacted}`);
      else if (redactPropertyText(redacted) !== redacted) failures.push(`not idempotent: ${text}`);
    }
  }
  return failures;
}

describe("a path with any folder is removed to its end", () => {
  it.each(Object.keys(SPELLINGS))("in quotation marks of all kinds: %s", (spelling) => {
    expect(listFailures(QUOTED, spelling)).toEqual([]);
  });

  it.each(Object.keys(SPELLINGS))("without quotation marks: %s", (spelling) => {
    expect(listFailures(UNQUOTED, spelling)).toEqual([]);
  });
});

describe("a path is removed to its end", () => {
  it.each([
    ["escaped for a shell", "cat /home/jane/My\\ Plans\\ \\(old\\)/x.md now", "cat [path] now"],
    ["escaped for a shell in JSON", `{"c":"cat /home/jane/My\\\\ Plans/x.md"}`, `{"c":"cat [path]"}`],
    ["with an apostrophe escaped for a shell", "cat '/home/jane/it'\\''s/x.md' now", "cat '[path]' now"],
    ["with a doubled apostrophe", "- '/home/jane/it''s/x.md' # a", "- '[path]' # a"],
    ["with an apostrophe escaped in a literal", "open('/home/jane/it\\'s/x', 'w')", "open('[path]', 'w')"],
    ["with quoted words", `open '/home/jane/the 'big' plan/x' failed`, `open '[path]' failed`],
    ["in marks of GNU", "cannot stat `/home/jane/My Plans/x': denied", "cannot stat `[path]': denied"],
    ["with a separator before the mark", `cd "C:\\Users\\jane\\" && dir`, `cd "[path]" && dir`],
    ["with slashes escaped in JSON", `{"p":"\\/home\\/jane\\/plan.md"}`, `{"p":"[path]"}`],
    ["in a text that is cut", "open '/home/jane/My Plans/lay", "open '[path]"],
    ["before a letter without a blank", "无法打开“/home/jane/项目/x”失败", "无法打开“[path]”失败"],
    ["with a mark for inches", `cp "/home/jane/12" vinyl/a.md" x`, `cp "[path]" x`],
    ["with a mark for inches, unquoted", `in /home/jane/12" vinyl/a.md`, "in [path]"],
    ["with a part in quotation marks", `ls ~/"My Plans"/a.md`, "ls [path]"],
    ["with a plural", "see '/home/jane/James' Plans' or 'x'", "see '[path]' or 'x'"],
    ["with a placeholder's name", "in /srv/app/[user]/[host].tsx today", "in [path] today"],
    ["with a question mark and a blank", "in /home/jane/who? Me/a.md", "in [path]"],
    ["with a semicolon and a blank", "in /home/jane/now; later/a.md", "in [path]"],
    ["with a blank in the last name, at a line end", "in /srv/Neuer Ordner (2)\nlast", "in [path]\nlast"],
    ["with a blank before a position", "/srv/Neuer Ordner:12:5", "[path]:12:5"],
    ["with a blank in a prompt", "C:\\alte Firma> dir", "[path]> dir"],
    ["with a blank before a system's error", "cd: /srv/my plans: No such file", "cd: [path]: No such file"],
    ["before Japanese", "実行すると/srv/my notes.mdが表示", "実行すると[path]"],
    ["in a kernel's namespace", "at \\Device\\HarddiskVolume3\\Users\\jane\\x.exe", "at [path]"],
    ["in JSON within JSON, with a server", `\\"\\\\\\\\\\\\\\\\nas\\\\\\\\a\\\\\\\\b\\"`, `\\"[path]\\"`],
    ["with a flag", `["--out=/srv/my app","-v"]`, `["--out=[path]","-v"]`],
    ["with slashes escaped in a text", `{"m":"open \\/home\\/jane\\/x.md"}`, `{"m":"open [path]"}`],
    ["as a URL", "from 'file:///home/jane/it's/x y.ts'", "from '[url]'"],
    ["of which a flag ends", "gcc /srv/a -I/usr/include", "gcc [path] -I[path]"],
    ["with words after a semicolon", "in /srv/now; Old Plans/a.md today", "in [path] today"],
    ["with letters after a semicolon", "in /srv/x; y, z+1/lib/a.rb:12", "in [path]:12"],
    ["with small words after a semicolon", "in C:\\srv\\Plans; new ideas\\a.jpg", "in [path]"],
    ["with a comma and an abbreviation", "in C:\\srv\\R-7, Fa. Maier\\b 1.jpg", "in [path]"],
    ["with an extension that begins with a digit", "/srv/New Archive (2).7z: Failed", "[path]: Failed"],
    ["with a section sign", "in /srv/Rules §3.odt today", "in [path] today"],
    ["with a copy at a line end", "cd /srv/site (Copy 3)\nlast", "cd [path]\nlast"],
    ["in an element", "<string>/srv/my folder</string>", "<string>[path]</string>"],
    ["in an element of prose, with a capital", "<td>/srv/New Folder</td>", "<td>[path]</td>"],
    ["in an element that is empty", `<entry name="/srv/my folder"/>`, `<entry name="[path]"/>`],
    ["with doubled separators for a shell", "cp C:\\\\srv\\\\My\\ Plans\\\\a\\ \\(2\\) x", "cp [path] x"],
    ["with an escaped mark before a blank", `cat /srv/12\\"\\ discs/list`, "cat [path]"],
    ["with escaped marks around a word", `cat /srv/the\\ \\"big\\"/list now`, "cat [path] now"],
    ["with a line end in a name", `in "/srv/two\\nlines/a\\tb.txt" today`, `in "[path]" today`],
    ["with a word that mails encode", "at /srv/=?utf-8?Q?Gr=C3=BCn?=/m.eml:12", "at [path]:12"],
    ["as a URL with a drive", "from file:///C:/srv/O'Hara%20Ltd/a.ova now", "from [url] now"],
    ["with a number before a full stop", "in /srv/2. Term/a.md today", "in [path] today"],
    ["with a mark for feet", "in /srv/12' Boards/a.md today", "in [path] today"],
    ["with a short word in marks", "in /srv/Drum 'n' Bass/a.md today", "in [path] today"],
    ["with a middle dot", "in /srv/Tea · Cakes/a.md today", "in [path] today"],
    ["with an escaped apostrophe before a blank", "cat /srv/12\\'\\ Boards/a.md now", "cat [path] now"],
    ["with a dash before an escaped blank", "cat /srv/a\\ ·\\ b/a.md now", "cat [path] now"],
    ["in octal", "in /srv/\\303\\226l \\342\\200\\223 Gas/a.md", "in [path]"],
    ["in octal after a semicolon", "in /srv/Gas; \\303\\226l/a.md", "in [path]"],
    ["with plus signs for blanks", "in /srv/a;+b,+c/x.md today", "in [path] today"],
    [
      "as a URL with an encoded letter after an apostrophe",
      "in file:///srv/l'%C3%A9t%C3%A9/a now",
      "in [url] now",
    ],
    ["with a capital in the last name, in brackets", "in [/srv/New Folder] today", "in [[path]] today"],
    ["with a capital in the last name, in CSV", "1,/srv/New Folder,2", "1,[path],2"],
    ["with a capital in the last name, before a tab", "/srv/Rules §3\tok", "[path]\tok"],
    ["percent-encoded", "?next=%2Fhome%2Fjane%2FMy%20Plans%2Fit's%2F(old)%2Fx.md", "?next=[path]"],
    ["percent-encoded with a drive", "?f=C%3A%5CUsers%5Cjane%5Cx.md&a=1", "?f=[path]&a=1"],
    ["percent-encoded twice", "?f=%252Fhome%252Fjane%252Fx.md", "?f=[path]"],
    ["percent-encoded with a server", "?f=%5C%5Cserver%5Cshare%5Cx", "?f=[path]"],
  ])("%s", (_, text, expected) => expect(redactPropertyText(text)).toBe(expected));
});

describe("the text around a path", () => {
  it.each([
    ["open /srv/app failed: timeout", "open [path] failed: timeout"],
    ["cannot read /srv/app/x.json (attempt 2)", "cannot read [path] (attempt 2)"],
    ["see /srv/app/readme.md, then retry", "see [path], then retry"],
    ["/srv/a.js:12:5", "[path]:12:5"],
    ["at run (/srv/app/x.js:1:2)", "at run ([path]:1:2)"],
    ["cannot import /srv/app/x.ts from src/y.ts", "cannot import [path] from src/y.ts"],
    ["/srv/app is missing, see src/app", "[path] is missing, see src/app"],
    ["cp /srv/app ./dist && cd src/app", "cp [path] ./dist && cd src/app"],
    ["node /srv/app/x.js --config src/app", "node [path] --config src/app"],
    ["in /srv/app (see src/app)", "in [path] (see src/app)"],
    ["in /srv/app/ and src/app", "in [path] and src/app"],
    ["/srv/app <b>x</b>", "[path] <b>x</b>"],
    ["GET /srv/shop HTTP/1.1", "GET [path] HTTP/1.1"],
    ["spawn /srv/app ENOENT", "spawn [path] ENOENT"],
    ["/srv/app Failed\nlast", "[path] Failed\nlast"],
    ["cd /srv/app; node src/x.js", "cd [path]; node src/x.js"],
    ["/srv/app failed; see src/x", "[path] failed; see src/x"],
    ["in /srv/app; next src/x", "in [path]; next src/x"],
    ["cd C:\\srv\\app; node src\\x.js", "cd [path]; node src\\x.js"],
    ["see C:\\srv\\app, then src\\x", "see [path], then src\\x"],
    ["in /srv/a.md; B c/d", "in [path]; B c/d"],
    ["/srv/app §3 applies", "[path] §3 applies"],
    ["cannot read /srv/app (Attempt 2)", "cannot read [path] (Attempt 2)"],
    ["tel:110 is for 2 errors", "[url] is for 2 errors"],
    ["tel:+4930901820 12 times", "[url] 12 times"],
    ["<p>/srv/app needs a restart</p>", "<p>[path] needs a restart</p>"],
    ["<state>/srv/app was not found</state>", "<state>[path] was not found</state>"],
    ["<paths>/srv/one:/srv/two</paths>", "<paths>[path]:[path]</paths>"],
    [`{"x":"<a b=\\"/srv/app\\"/>"}`, `{"x":"<a b=\\"[path]\\"/>"}`],
    [`"/srv/app\\nlast line"`, `"[path]\\nlast line"`],
    [`"/srv/app\\nsrc/x failed"`, `"[path]\\nsrc/x failed"`],
    ["GET /search/a=?b=c", "GET [path]?b=c"],
    ["in /srv/app. Restart src/x", "in [path]. Restart src/x"],
    ["in /srv/app · see src/x", "in [path] · see src/x"],
    ["mv '/srv/app' 'b' src/x", "mv '[path]' 'b' src/x"],
    ["(/srv/app failed)", "([path] failed)"],
    ["/srv/app\tsrc/x", "[path]\tsrc/x"],
    ["did you mean /srv/app? See docs/x", "did you mean [path]? See docs/x"],
    ["/srv/app, see src/x", "[path], see src/x"],
    ["/srv/app is in src/x", "[path] is in src/x"],
    ["cwd=/srv/app dir=src/app", "cwd=[path] dir=src/app"],
    ["cd /srv/app; ./run.sh", "cd [path]; ./run.sh"],
    ["cd /srv/app; main.py", "cd [path]; main.py"],
    ["open /srv/plans; old.txt: denied", "open [path]: denied"],
    ["umount: /media/jane/Old Disk: target is busy", "umount: [path]: target is busy"],
    ["umount /media/jane/disk Old: target is busy", "umount [path] Old: target is busy"],
    [`"/srv/app:12" in run`, `"[path]:12" in run`],
    [`{"m":"in C:\\\\Users\\\\jane\\n  at x"}`, `{"m":"in [path]\\n  at x"}`],
    [`{"m":"say \\"in /srv/app\\" now"}`, `{"m":"say \\"in [path]\\" now"}`],
    ["/srv/app needs @scope/name", "[path] needs @scope/name"],
    [`"/a" and "src/b"`, `"[path]" and "src/b"`],
    ["GET /acme/stock?id=3", "GET [path]?id=3"],
    ["1,/srv/app,42", "1,[path],42"],
    ["1,/srv/app/x.md,ok,42", "1,[path],ok,42"],
    ["| /srv/app | ok |", "| [path] | ok |"],
    ["|/srv/app|ok|", "|[path]|ok|"],
    ["PATH=/usr/bin:/srv/app/bin", "PATH=[path]:[path]"],
    ["'/srv/app' and the users' folder", "'[path]' and the users' folder"],
    ["'/srv/app' to 'src/app'", "'[path]' to 'src/app'"],
    [`{"message":"/srv/app/x.json: not JSON"}`, `{"message":"[path]: not JSON"}`],
    [`{"message":"/srv/app/x.ts:12:5: error"}`, `{"message":"[path]:12:5: error"}`],
    [`"/srv/app\nlast"`, `"[path]\nlast"`],
    [`{"message":"/srv/app\\n    at main"}`, `{"message":"[path]\\n    at main"}`],
    [`{"message":"open \\"/srv/app\\" failed"}`, `{"message":"open \\"[path]\\" failed"}`],
    [
      "'/srv/app stopped after a request that took longer than the limit of thirty seconds that the settings have'",
      "'[path] stopped after a request that took longer than the limit of thirty seconds that the settings have'",
    ],
  ])("is unchanged: %s", (text, expected) => {
    expect(redactPropertyText(text)).toBe(expected);
    expect(redactIdentifiableInfo(text)).toBe(expected);
  });
});

describe("a route with a word that is not one of all applications is removed", () => {
  it.each([
    ["GET /api/v2/globex/items", "GET [path]"],
    ["GET /users/jane/settings", "GET [path]"],
    ["GET /users/4711", "GET [path]"],
    ["GET /users/:id/globex", "GET [path]"],
    ["GET /reset-password/f00ba7", "GET [path]"],
    ["GET /login@globex", "GET [path]"],
    ["cd /Users/admin", "cd [path]"],
    ["cd /home/admin/api", "cd [path]"],
    ["cd /data/projects", "cd [path]"],
    ["ls /dev/disk/globex", "ls [path]"],
  ])("%s", (text, expected) => {
    expect(redactPropertyText(text)).toBe(expected);
    expect(redactIdentifiableInfo(text)).toBe(expected);
  });
});

describe("a text without a path is unchanged", () => {
  it.each([
    "Invalid regular expression: /value/: Unterminated group",
    "Invalid regular expression: /^[a-z]+$/gi",
    "does not match pattern /value/gi",
    `text.replace(/value/g, "")`,
    "$and/$or",
    "and/or",
    "n/a",
    "120 km/h",
    "12/05/2026",
    "</div>",
    "POST /api/v2/orders/{orderId}/items HTTP/1.1",
    "app.get('/teams/:team/invite', show)",
    "path('/accounts/<int:pk>/edit/')",
    "/dashboard/[[...rest]]",
    "/teams/sign_up",
    "views/users/show.html",
    "/.well-known/security.txt",
    `open("/static/main.js?v=3")`,
    "#!/usr/bin/env node",
    "npm test > /dev/null",
    "src/app/[slug]/page.tsx",
    "app/[user]/page.tsx",
    "import x from $lib/server/db",
    "app/routes/$id/edit.tsx",
    "**/*.ts",
    "a / b",
    "a ? b : c",
    "next=src%2Fapp%2Fx",
    "50%2F100",
    "it's 'a' or 'b'",
  ])("%s", (text) => {
    expect(redactPropertyText(text)).toBe(text);
    expect(redactIdentifiableInfo(text)).toBe(text);
  });
});
