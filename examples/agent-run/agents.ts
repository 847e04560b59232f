/** Two kinds of agent: a librarian that goes through a folder, and readers that summarise one document each. */
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import type { TelemetryClient } from "codeweaver-telemetry";
import { addSpanAttributes, recordRun, traced } from "codeweaver-telemetry/otel";
import { MODEL, PRICES, Summariser } from "./summariser.js";

/** The names of the agents' tools. They are sent unchanged because tracing is given this list. */
export const TOOLS = ["list_files", "read_file", "write_report"];

export interface Task {
  readonly folder: string;
  readonly report: string;
  readonly telemetry: TelemetryClient;
}

/** A document and the sentences of its summary. */
export interface Reading {
  readonly file: string;
  readonly sentences: readonly string[];
}

const SENTENCES = 3;

/** Reads every document, and the first one again at the end: by then the model has it in its cache. */
export async function catalogue({ folder, report, telemetry }: Task): Promise<Reading[]> {
  const model = new Summariser();
  const shared = { model: MODEL, provider: "examples", prices: PRICES, workspace: folder };
  return recordRun({ agent: "librarian", command: `/catalogue ${folder}`, ...shared }, async (run) => {
    const files = await run.tool("list_files", () => listDocuments(folder));
    const readings: Reading[] = [];
    for (const file of [...files, ...files.slice(0, 1)]) {
      const sentences = await recordRun({ agent: "reader", ...shared }, async (reading) => {
        const text = await reading.tool("read_file", () => readFile(file, "utf8"));
        const { sentences, tokens } = summarise(model, text);
        reading.report({ tokens });
        telemetry.capture("document_read", { characters: text.length, sentences: sentences.length });
        return sentences;
      });
      readings.push({ file, sentences });
    }
    const lines = readings.map(
      ({ file, sentences }) => `${relative(folder, file)}: ${sentences.join(" ")}\n`,
    );
    await run.tool("write_report", () => writeFile(report, lines.join("\n")));
    telemetry.capture("catalogue_written", { documents: files.length });
    return readings;
  });
}

const summarise = traced("summarise", (model: Summariser, text: string) => {
  addSpanAttributes({ paragraphs: text.split("\n\n").length });
  return model.summarise(text, SENTENCES);
});

/** Lists the Markdown files below a folder, or none if the folder cannot be read. */
export async function listDocuments(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith(".md") && !entry.parentPath.includes("node_modules"),
    )
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
