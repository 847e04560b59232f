/** Defines the profile of CodeWeaver, a semantic code-search MCP server, which has the defaults of this library. */
import type { Profile } from "./profile.js";

export const CODEWEAVER: Profile = {
  tool: "codeweaver",
  consent: "opt-out",
  transport: "posthog",
  environment: [], // every tool has `<TOOL>_POSTHOG_API_KEY`
  defaults: {},
};
