/** Asks a question to the running server, with the filters of the command line. */
import type { Answer } from "../questions/answer.js";
import { sendCommand } from "./running-server.js";
import { type Arguments, FILTER_ARGUMENTS, requireText } from "./subcommand.js";

/** @throws Error with the server's reason */
export async function askServer(args: Arguments, question: string): Promise<Answer> {
  const parameters = Object.keys(FILTER_ARGUMENTS).flatMap((name) => {
    const value = args[name];
    if (value === undefined || value === false) return [];
    return [[name, value === true ? "include" : requireText(args, name)] as const];
  });
  const answer = await sendCommand(requireText(args, "data"), {
    command: "ask",
    project: requireText(args, "project"),
    question,
    parameters: Object.fromEntries(parameters),
  });
  // The server is of the same version, because it is asked over the socket in its data folder.
  return answer as unknown as Answer;
}
