/** Joins the sources of secrets of the independent corpus. */

import { ACCOUNT_SOURCES } from "./account-files.js";
import { SETTINGS_SOURCES } from "./application-settings.js";
import { COMMAND_SOURCES } from "./command-arguments.js";
import { CONNECTION_SOURCES } from "./connections.js";
import { DEPLOYMENT_SOURCES } from "./deployment-files.js";
import { LOG_SOURCES } from "./logs-and-errors.js";
import { CLOUD_SOURCES } from "./more-clouds-and-ci.js";
import { DATABASE_LOG_SOURCES } from "./more-database-logs.js";
import { DESKTOP_SOURCES } from "./more-desktop-programs.js";
import { DOCUMENT_SOURCES } from "./more-documents-and-tools.js";
import { HTTP_TOOL_SOURCES } from "./more-http-tools.js";
import { HUMAN_LANGUAGE_SOURCES } from "./more-human-languages.js";
import { DEVICE_SOURCES } from "./more-network-devices.js";
import { DUMP_SOURCES } from "./more-object-dumps.js";
import { OTHER_LANGUAGE_SOURCES } from "./more-other-languages.js";
import { PEOPLE_SOURCES } from "./more-people.js";
import { SECOND_FACTOR_SOURCES } from "./more-second-factors.js";
import { SERVER_SOURCES } from "./more-servers.js";
import { ID_SOURCES } from "./named-ids.js";
import { HASH_SOURCES } from "./password-hashes.js";
import { WRITING_SOURCES } from "./people-writing.js";
import { PERSONAL_SOURCES } from "./personal-secrets.js";
import { SHELL_SOURCES } from "./shell-and-env.js";
import type { Source } from "./source.js";
import { CODE_SOURCES } from "./source-code.js";
import { TOKEN_SOURCES } from "./vendor-tokens.js";
import { WEB_SOURCES } from "./web-and-headers.js";

export const SECRET_SOURCES: readonly Source[] = [
  ...SHELL_SOURCES,
  ...COMMAND_SOURCES,
  ...DEPLOYMENT_SOURCES,
  ...SETTINGS_SOURCES,
  ...ACCOUNT_SOURCES,
  ...CODE_SOURCES,
  ...WEB_SOURCES,
  ...CONNECTION_SOURCES,
  ...LOG_SOURCES,
  ...WRITING_SOURCES,
  ...PERSONAL_SOURCES,
  ...HASH_SOURCES,
  ...ID_SOURCES,
  ...TOKEN_SOURCES,
  ...DATABASE_LOG_SOURCES,
  ...DESKTOP_SOURCES,
  ...HTTP_TOOL_SOURCES,
  ...DEVICE_SOURCES,
  ...OTHER_LANGUAGE_SOURCES,
  ...SERVER_SOURCES,
  ...CLOUD_SOURCES,
  ...HUMAN_LANGUAGE_SOURCES,
  ...DUMP_SOURCES,
  ...PEOPLE_SOURCES,
  ...DOCUMENT_SOURCES,
  ...SECOND_FACTOR_SOURCES,
];
