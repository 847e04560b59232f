/** Asks a question to the running server, with the filters of the command line. */
import type { Answer } from "../questions/answer.js";
import { readFilterParameters } from "./question-arguments.js";
import { sendCommand } from "./running-server.js";
import { type Arguments, requireText } from "./subcommand.js";

/** @throws Error with the server's reason */
export function askServer(args: Arguments, question: string): Promise<Answer> {
  return sendCommand<Answer>(requireText(args, "data"), {
    command: "ask",
    project: requireText(args, "project"),
    question,
    parameters: readFilterParameters(args),
  });
}
