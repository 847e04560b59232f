/** Lists the texts that surround sensitive strings. */

export interface Carrier {
  readonly name: string;
  readonly wrap: (text: string) => string;
  /** Escapes the sensitive string as the carrier requires. */
  readonly spell?: (text: string) => string;
  /** Returns false if the carrier cannot contain a string. */
  readonly holds?: (text: string) => boolean;
}

const without =
  (...signs: readonly string[]) =>
  (text: string): boolean =>
    !signs.some((sign) => text.includes(sign));
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1);
const inHtml = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
const oneLine = without("\n");

function carrier(
  name: string,
  before: string,
  after: string,
  more: Omit<Carrier, "name" | "wrap"> = {},
): Carrier {
  return { name, wrap: (text) => before + text + after, ...more };
}

const PROSE: readonly (readonly [language: string, before: string, after: string])[] = [
  ["English, middle", "While retrying the job we saw ", " in the output twice"],
  ["English, start", "", " is what the server answered"],
  ["English, full stop", "The failing value was ", ". After that nothing happened."],
  ["English, comma", "It printed ", ", then it stopped"],
  ["English, colon", "Could not use this: ", "; giving up"],
  ["English, question mark", "Why does it show ", "?"],
  ["English, dash", "Here it is — ", " — as asked"],
  ["German, middle", "Beim Start erscheint ", " und danach bricht der Lauf ab"],
  ["German, end", "Die Ausgabe war zuletzt ", "."],
  ["French, middle", "La commande affiche ", " avant de quitter"],
  ["French, exclamation mark", "Impossible de lire ", " !"],
  ["Spanish, middle", "El proceso muestra ", " y termina"],
  ["Spanish, inverted mark", "¿Por qué aparece ", "?"],
  ["Portuguese, middle", "O programa imprime ", " e depois para"],
  ["Italian, middle", "Il comando stampa ", " e poi si ferma"],
  ["Polish, middle", "Po uruchomieniu widać ", " i koniec"],
  ["Turkish, middle", "Komut şunu yazıyor: ", " ve duruyor"],
  ["Russian, middle", "Программа выводит ", " и завершается"],
  ["Russian, full stop", "В журнале осталось ", "."],
  ["Ukrainian, middle", "Програма показує ", " і зупиняється"],
  ["Greek, middle", "Η εντολή δείχνει ", " και σταματά"],
  ["Chinese, no spaces", "程序输出了", "，然后退出。"],
  ["Chinese, full stop", "错误信息是：", "。"],
  ["Japanese, no spaces", "実行すると", "が表示されます。"],
  ["Japanese, comma", "出力は", "、その後停止しました"],
  ["Korean, particle", "실행하면 ", "이 출력됩니다"],
  ["Arabic, middle", "يعرض البرنامج ", " ثم يتوقف"],
  ["Hebrew, middle", "הפקודה מציגה ", " ואז נעצרת"],
  ["Hindi, full stop", "प्रोग्राम दिखाता है ", "।"],
  ["Thai, no spaces", "โปรแกรมแสดง", "แล้วหยุด"],
];

export const CARRIERS: readonly Carrier[] = [
  carrier("bare", "", ""),
  carrier("end of text", "It says ", ""),
  carrier("end of line", "It says ", "\nand then nothing more"),
  carrier("start of line", "The output:\n", "\n"),
  carrier("between lines", "first line\n", "\nlast line\n"),
  carrier("spaces around", "   ", "   "),
  carrier("tabs around", "a\t", "\tb"),
  carrier("Windows line ends", "first line\r\n", "\r\nlast line"),
  ...PROSE.map(([language, before, after]) => carrier(`prose, ${language}`, before, after)),
  carrier("double quotes", 'Expected a list, got "', '" instead', { spell: inJson, holds: oneLine }),
  carrier("single quotes", "Expected a list, got '", "' instead", { holds: without("'", "\n") }),
  carrier("backticks", "Expected a list, got `", "` instead", { holds: without("`", "\n") }),
  carrier("guillemets", "Le texte «\u00a0", "\u00a0» est refusé", { holds: without("«", "»") }),
  carrier("tight guillemets", "Значение «", "» не принято", { holds: without("«", "»") }),
  carrier("curly quotes", "It showed “", "” and stopped", { holds: without("“", "”") }),
  carrier("German quotes", "Angezeigt wird „", "“ und sonst nichts", { holds: without("“", "„") }),
  carrier("corner brackets", "値「", "」は無効です", { holds: without("「", "」") }),
  carrier("parentheses", "Invalid value (", ") was skipped", { holds: without("(", ")") }),
  carrier("square brackets", "Invalid value [", "] was skipped", { holds: without("[", "]") }),
  carrier("curly brackets", "Invalid value {", "} was skipped", { holds: without("{", "}") }),
  carrier("angle brackets", "Invalid value <", "> was skipped", { holds: without("<", ">") }),
  carrier("full-width parentheses", "无效的值（", "）已跳过", { holds: without("（", "）") }),
  carrier("markdown code", "Run with `", "` and it fails", { holds: without("`", "\n") }),
  carrier("markdown fence", "```\n", "\n```", { holds: without("```") }),
  carrier("markdown link text", "See [", "](#details) for more", { holds: without("[", "]", "\n") }),
  carrier("markdown link target", "See [details](", ") for more", { holds: without("(", ")", " ", "\n") }),
  carrier("markdown bold", "It is **", "** today", { holds: without("*", "\n") }),
  carrier("markdown list", "- one\n- ", "\n- three", { holds: oneLine }),
  carrier("markdown table", "| 1 | ", " | ok |", { holds: without("|", "\n") }),
  carrier("JSON value", '{"level":"error","message":"', '","attempt":2}', { spell: inJson }),
  carrier("JSON, spaced", '{ "output": "', '", "ok": false }', { spell: inJson }),
  carrier("JSON array", '["first","', '","last"]', { spell: inJson }),
  carrier("JSON in JSON", '{"body":"{\\"message\\":\\"', '\\"}"}', { spell: (text) => inJson(inJson(text)) }),
  carrier(
    "stack trace",
    "Error: ",
    "\n    at process.processTicksAndRejections (node:internal/process/task_queues:95:5)",
  ),
  carrier("stack frame", "TypeError: x is not a function\n    at run (", ")", {
    holds: without("(", ")", "\n"),
  }),
  carrier("exception", "ValueError: invalid literal: ", "", { holds: oneLine }),
  carrier("shell line", "$ echo ", " | wc -c", { holds: oneLine }),
  carrier("log line", "2026-03-04T10:11:12.345Z ERROR [worker-3] request failed: ", " (attempt 2)", {
    holds: oneLine,
  }),
  carrier("key and value", "level=warn msg=retry detail=", " attempt=2", { holds: without(" ", "\n") }),
  carrier("CSV", "1,ok,", ",42", { holds: without(",", '"', "\n") }),
  carrier("CSV, quoted", '1,"', '",42', { spell: (text) => text.replaceAll('"', '""') }),
  carrier("YAML", 'message: "', '"\nretries: 3', { spell: inJson }),
  carrier("YAML block", "message: |\n  ", "\nretries: 3", { holds: oneLine }),
  carrier("diff, added", "@@ -1,2 +1,2 @@\n-old value\n+", "\n context", {
    holds: (text) => oneLine(text) && !/^[+\d]/.test(text),
  }),
  carrier("diff, removed", "@@ -1,2 +1,2 @@\n-", "\n+new value", { holds: oneLine }),
  carrier("HTML attribute", '<span title="', '">details</span>', { spell: inHtml, holds: oneLine }),
  carrier("HTML text", "<p>", "</p>", { spell: inHtml }),
  carrier("comment", "// ", "", { holds: oneLine }),
  carrier("after literal \\n", "first\\n", "\\nlast", { holds: oneLine }),
  carrier("after literal \\t", "first\\t", "\\tlast", { holds: oneLine }),
  carrier("after an ellipsis", "...", "...", { holds: (text) => oneLine(text) && /^\p{L}/u.test(text) }),
  carrier("ANSI colours", "\u001b[31m", "\u001b[0m", { holds: oneLine }),
  carrier("emoji", "🔥", "🔥", { holds: oneLine }),
];
