// Writes the manifest as a page that a tool's user can read.

const INTRO = `# What leaves your machine

This is every field that \`codeweaver-telemetry\` sends of its own accord, and why. A tool that uses it sends the events of code search below only if
it is such a tool; their properties are held against this list as they are sent, and one that is not on it is left out and counted. \`mcp_tool_call\` comes
only from MCP servers that count calls, \`telemetry_doctor\` only where you run the subcommand \`doctor\`.
The same list for programs is [config/telemetry-manifest.json](../config/telemetry-manifest.json). Both are written by \`npm run manifest\` from the
code that sends, and the tests fail where the code would send anything else.

Where telemetry is off, nothing is sent; [the README](../README.md#turn-it-off) says how to turn it off. To read every event instead of sending it,
run the tool with \`CODEWEAVER__TELEMETRY__DEBUG=1\` (\`MYTOOL__TELEMETRY__DEBUG=1\` for a tool called \`mytool\`); \`mytool telemetry preview\` prints a sample of
each, \`mytool telemetry show\` what was sent.

**The tool's author may add to this**: tags that ride on events, and events of the tool's own. They are not on this list. Of what the author
does not declare field by field, only numbers, dates and single words are sent. Authors can write such a list of theirs with \`describeEvents\`
of \`codeweaver-telemetry/testing\`; ask them for it.

Around the events a request holds the project's key, the time of sending, and this library's name and version. A question for feature flags holds the
key, your \`distinct_id\`, and what the tool's author lets the flags depend on, sealed like an event.

| who could be affected | |
|---|---|
| \`none\` | nobody: it says nothing of a person |
| \`usage\` | it says how the tool is used, in numbers, random ids and words from fixed lists, and not by whom |
| \`free-text-opt-in\` | it comes from what you typed or from your files; it leaves only where \`tools_over_privacy\` was chosen: by you, or, where you have not refused, by the tool or by a project's file that you trust |

A keyed hash is equal only for as long as the events have the same random id: for one process or, where you choose \`identity = "install"\`,
for 30 days. So hashes do not join what the ids keep apart. The fields that keep their hash for as long as the installation exists say so.

In the names of fields, \`a.b\` is \`b\` inside of \`a\`, \`a[]\` is every item of a list, \`a.*\` every entry of a table. Where the events of code search hold
text it is from a fixed list, such as the intents or GitHub Linguist's languages, and anything else is sent as \`other\` or \`unknown\`; but \`query.query\`
is what you typed, redacted, and \`version\` is what the tool calls its own. (So it is with \`SearchEvent\` and \`SessionEvent\`. What an author captures by hand under these names is sent if it is a number, a date or a single word.)
`;

/** What a conversion lets leave, in words. */
const LEAVES = {
  BOOLEAN: "yes or no",
  COUNT: "how many",
  HASH: "a keyed hash, 64 hex digits",
  DISTRIBUTION: "how many of each",
  AGGREGATE: "one number",
  TEXT_COUNT: "how many characters",
};

/** How long hashes are equal, where that is longer than the random id of the events. */
const SCOPES = {
  installation: "; a hash here is the same for as long as this installation exists",
};

/** What a type is, in words; others stand as they are. */
const WORDS = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "yes or no",
  null: "nothing",
};

export function dataPage({ events }) {
  return [INTRO, ...events.map(section)].join("\n");
}

function section({ event, description, fields }) {
  const title = event === "*" ? "With every event" : `\`${event}\``;
  const rows = fields.map(
    ({ path, type, conversion, scope, purpose, sensitivity, since }) =>
      `| ${[`\`${path}\``, (LEAVES[conversion] ?? words(type)) + (SCOPES[scope] ?? ""), purpose, `\`${sensitivity}\``, since].map(cell).join(" | ")} |`,
  );
  const table = [
    "| field | what leaves | why | who could be affected | since |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ];
  return [
    `## ${title}`,
    "",
    ...(description === undefined ? [] : [description, ""]),
    ...(rows.length === 0 ? [] : table),
  ].join("\n");
}

function words(type) {
  return type
    .split(" | ")
    .map((each) => WORDS[each] ?? each)
    .join(", or ");
}

function cell(text) {
  return text.replaceAll("|", "\\|");
}
