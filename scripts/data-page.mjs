// Renders the manifest as a page for the users of a tool.
import * as closedSets from "../lib/models/closed-sets.js";

const INTRO = `# What is sent from your machine

This page is for the person who runs a tool, and for analysts. It lists every field that the library
\`codeweaver-telemetry\` sends by itself, and the reason for each.

\`codeweaver_search\` and \`codeweaver_session\` are sent only by code-search tools. Before they are sent, their properties
are compared with this list, and a property that is not listed is removed and counted. \`mcp_tool_call\` is sent only by
MCP servers that count calls, and \`telemetry_doctor\` only when you run the subcommand \`doctor\`.

In the examples the tool is called \`mytool\`. If telemetry is off, nothing is sent. The README says
[how to turn it off](../README.md#turn-it-off). \`mytool telemetry preview --all\` prints samples of the events that the tool can send, and
\`mytool telemetry show\` prints what was sent. With the variable \`MYTOOL__TELEMETRY__DEBUG=1\`, events are printed instead of
sent.

**Not on this list** are the tool's own events and the tags that its author adds to events. Of data that the author has not
declared, only numbers, booleans, dates, UUIDs and single words are sent. Authors can write a list of their own events with
\`describeEvents\` of \`codeweaver-telemetry/testing\`. Ask them for it.

Besides the events, a request contains the project's key, the time of sending, and this library's name and version. A
request for feature flags contains the key, your \`distinct_id\`, and the properties and groups that the author's flags need.
These are sanitized like an event.

In the tables, the column "why" has the question that a field answers.

| sensitivity | meaning |
|---|---|
| \`none\` | the field says nothing about a person |
| \`usage\` | the field says how the tool is used, and not by whom: numbers, random ids and words from fixed lists |
| \`free-text-opt-in\` | the field comes from what you typed or from your files; it is sent only with \`tools_over_privacy\` |

\`tools_over_privacy\` is a [setting](SETTINGS.md#all-settings). Your own \`false\` has precedence over the values of the
tool and of a project's file.

Most keyed hashes do not link events whose random ids differ, as [PRIVACY](PRIVACY.md#hashes) explains. The tables mark the
other ones, whose hash is the same as long as the installation exists.

In the names of fields, \`a.b\` is \`b\` inside \`a\`, \`a[]\` is every item of a list, and \`a.*\` is every entry of a table.
Texts of \`codeweaver_search\` and \`codeweaver_session\` are from [fixed lists](#fixed-lists). There are two exceptions:
\`query.query\` is the redacted text that you typed, and \`version\` is the tool's own version. If an author does not use
the library's functions for these two events, their texts are sanitized like those of the author's own events.

Programs can read the same list in [config/telemetry-manifest.json](../config/telemetry-manifest.json).
\`npm run manifest\` writes this page and that file from the code that sends events. A test fails if the code sends
anything else.
`;

/** Describes what is sent of a field with each conversion. */
const CONVERSIONS = {
  BOOLEAN: "yes or no",
  COUNT: "how many",
  HASH: "a keyed hash, 64 hex digits",
  DISTRIBUTION: "how many of each",
  AGGREGATE: "one number",
  TEXT_COUNT: "how many characters",
};

/** Describes how long a hash is the same, if that is longer than the random id of the events. */
const SCOPES = {
  installation: "; the hash is the same as long as this installation exists",
};

/** Describes a type. Other types are written as they are. */
const TYPES = {
  string: "text",
  number: "a number",
  integer: "a whole number",
  boolean: "yes or no",
  null: "nothing",
};

export function renderDataPage({ events }) {
  return [INTRO, ...events.map(renderSection), renderFixedLists()].join("\n");
}

/** Lists the values that the texts of the built-in events can have. */
function renderFixedLists() {
  const sets = Object.entries(closedSets).filter(([, set]) => typeof set === "object");
  const rows = sets.map(([name, set]) => `| \`${name}\` | ${Object.values(set).join(", ")} |`);
  return [
    "## Fixed lists",
    "",
    "The texts of `codeweaver_search` and `codeweaver_session` have these values. A text that is not on its list is sent as",
    "`other` or `unknown`. Names of languages are those of GitHub Linguist.",
    "",
    "| list | values |",
    "|---|---|",
    ...rows,
    "",
  ].join("\n");
}

function renderSection({ event, description, fields }) {
  const title = event === "*" ? "With every event" : `\`${event}\``;
  const rows = fields.map(
    ({ path, type, conversion, scope, purpose, sensitivity, since }) =>
      `| ${[`\`${path}\``, (CONVERSIONS[conversion] ?? describeType(type)) + (SCOPES[scope] ?? ""), purpose, `\`${sensitivity}\``, since].map(escapeCell).join(" | ")} |`,
  );
  const table = [
    "| field | what is sent | why | sensitivity | since |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ];
  return [
    `## ${title}`,
    "",
    ...(description === undefined ? [] : [wrapText(description), ""]),
    ...(rows.length === 0 ? [] : table),
  ].join("\n");
}

function describeType(type) {
  return type
    .split(" | ")
    .map((each) => TYPES[each] ?? each)
    .join(", or ");
}

function escapeCell(text) {
  return text.replaceAll("|", "\\|");
}

/** Breaks a paragraph into lines of at most 120 characters. */
function wrapText(text) {
  return text.replaceAll(/(.{1,120})(?: |$)/g, "$1\n").trimEnd();
}
