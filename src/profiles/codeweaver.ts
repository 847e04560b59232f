/** CodeWeaver, a semantic code-search MCP server: the library's own defaults. */
import type { Profile } from "./profile.js";

export const CODEWEAVER: Profile = {
  tool: "codeweaver",
  consent: "opt-out",
  transport: "posthog",
  environment: [], // `CODEWEAVER_POSTHOG_API_KEY` is a form that every tool has
  defaults: {},
};
