/** Turns the names of models into names that may be sent. */
import { isWord, OTHER, toWordOrOther } from "../privacy/sanitizer/undeclared-text.js";

/**
 * Returns the name of a model. `anthropic/claude-3` is sent. A path with more slashes, or a file such as `mine.gguf`, is a
 * model of the user's own, and is sent as `other`. Of a model that somebody has tuned, `ft:gpt-4o:acme::8xk`, only the model
 * that it was made from is sent.
 */
export function formatModelName(model: string): string {
  const parts = removeTuning(String(model)).split("/");
  const isFile = /\.[a-z]{2,16}$/i.test(model);
  return parts.length <= 2 && !isFile ? parts.map(toWordOrOther).join("/") : OTHER;
}

/** OpenAI's name of a tuned model has the organization and a suffix (platform.openai.com/docs/guides/fine-tuning). */
function removeTuning(model: string): string {
  return /^(ft:[^:]*)/.exec(model)?.[1] ?? model;
}

/** Returns the name of a model as `formatModelName` does, or `other` if it is not a single word. */
export function formatModelWord(model: string): string {
  const name = formatModelName(model);
  return isWord(name) ? name : OTHER;
}
