/** Questions that people ask of a code base, one or two for each intent. */
import { IntentType } from "codeweaver-telemetry/models";

export const QUESTIONS: readonly { readonly query: string; readonly intent: string }[] = [
  { query: "how are settings read from the environment", intent: IntentType.UNDERSTAND },
  { query: "what happens when the server answers with an error", intent: IntentType.UNDERSTAND },
  { query: "where would a new command be added", intent: IntentType.IMPLEMENT },
  { query: "parse a configuration file", intent: IntentType.IMPLEMENT },
  { query: "retry a failed request with backoff", intent: IntentType.DEBUG },
  { query: "why is the timeout ignored", intent: IntentType.DEBUG },
  { query: "cache the result of an expensive function", intent: IntentType.OPTIMIZE },
  { query: "avoid reading the same file twice", intent: IntentType.OPTIMIZE },
  { query: "tests for invalid input", intent: IntentType.TEST },
  { query: "default values of the options", intent: IntentType.CONFIGURE },
  { query: "install and run the examples", intent: IntentType.DOCUMENT },
  { query: "license and version of the package", intent: IntentType.DOCUMENT },
];
