/** Lists paths in the strings of further languages, in queries and in form data. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

const FILES = ["bilder/hund.png", "Mein Ordner", "start.cmd", "liste;2.csv", "Übung 3.txt", "lib"];
const PLAIN_FILES = words`bilder/hund.png start.cmd liste.csv lib etc/k.conf`;

export const CODE_NOTATIONS: readonly Program[] = [
  {
    name: "SQL values",
    described: "https://www.postgresql.org/docs/current/sql-syntax-lexical.html",
    files: FILES,
    templates: lines`
      INSERT INTO docs (id, loc) VALUES (7, '{yaml}');
      UPDATE docs SET loc = '{yaml}' WHERE id = 7
      SELECT id FROM docs WHERE loc LIKE '{yaml}%';
      (7,'{yaml}',NULL),
       id | loc⏎  7 | {path}
      Key (loc)=({word}) already exists.
      loc: "{csv}", id: 7
    `,
  },
  {
    name: "Ruby, Perl and PHP strings",
    described: "https://docs.ruby-lang.org/en/master/syntax/literals_rdoc.html",
    files: PLAIN_FILES,
    templates: lines`
      File.open('{word}', 'r') { |f| f.gets }
      Dir.chdir(%q({word}))
      require '{word}';
      $f = "{json}";
      open(my $fh, '<', '{word}') or die;
      define('KDIR', '{word}');
      path = %w[{word} b].first
      #<Pathname:{word}>
    `,
  },
  {
    name: "Java, Kotlin and C# strings",
    described: "https://docs.oracle.com/javase/specs/jls/se21/html/jls-3.html",
    files: FILES,
    templates: lines`
      Path p = Path.of("{json}");
      val f = File("{json}").readText()
      var s = @"{csv}";
      file=[{path}], size=[812]
      new FileInfo("{json}").Length
      Job(name=k, dir={word}, n=3)
      k.dir="{json}" // TODO
      UnixPath[{word}]
    `,
  },
  {
    name: "Python representations",
    described: "https://docs.python.org/3/library/functions.html#repr",
    files: PLAIN_FILES,
    templates: lines`
      PosixPath('{word}')
      {'root': '{word}', 'n': 3}
      ['{word}', 'b']
      Config(dir='{word}', debug=True)
      sys.path.insert(0, "{json}")
      <_io.TextIOWrapper name='{word}' mode='r'>
      subprocess.CalledProcessError: Command '['{word}', '-x']' returned non-zero exit status 1.
      os.environ["KDIR"] = "{json}"
    `,
    systems: ["posix"],
  },
  {
    name: "Query strings and form data",
    described: "https://url.spec.whatwg.org/#application/x-www-form-urlencoded",
    files: PLAIN_FILES,
    templates: lines`
      GET /open?file={word}&line=12
      name=k&path={word}
      POST /api/scan {"dir":"{json}"}
      ?cwd={word}#top
      form-data; name="f"; filename="{double}"
      /edit?f=file://{url}
      redirect_to={word};status=302
    `,
    systems: ["posix"],
  },
];
