/** Joins the sources of paths and addresses of the independent corpus. */

import { ADDRESSES } from "./addresses.js";
import { ARCHIVE_TOOLS } from "./archive-tools.js";
import { BROWSER_FRAMEWORKS } from "./browser-frameworks.js";
import { BUILD_MESSAGES } from "./build-messages.js";
import { CODE_NOTATIONS } from "./code-notations.js";
import { COMPILER_MESSAGES } from "./compiler-messages.js";
import { DEBUGGER_LINES } from "./debugger-lines.js";
import { DEPENDENCY_MESSAGES } from "./dependency-messages.js";
import { DEVICE_FRAMEWORKS } from "./device-frameworks.js";
import { FOLDER_HABITS } from "./folder-habits.js";
import { HOME_FOLDERS } from "./home-folders.js";
import { INSTALLER_MESSAGES } from "./installer-messages.js";
import { INTERPRETER_MESSAGES } from "./interpreter-messages.js";
import { LANGUAGE_ERRORS } from "./language-errors.js";
import { LOGGER_LINES } from "./logger-lines.js";
import { MACHINE_ADDRESSES } from "./machine-addresses.js";
import { MACHINE_FOLDERS } from "./machine-folders.js";
import { MEDIA_PROGRAMS } from "./media-programs.js";
import { NAMED_FOLDERS } from "./named-folders.js";
import { NETWORK_ADDRESSES } from "./network-addresses.js";
import { NOTATION_HABITS } from "./notation-habits.js";
import { OFFICE_PROGRAMS } from "./office-programs.js";
import { OPERATIONS_TOOLS } from "./operations-tools.js";
import { PATH_NOTATIONS } from "./path-notations.js";
import { PATH_SENTENCES } from "./path-sentences.js";
import { createPathSource, type Program } from "./path-template.js";
import { SERVER_FRAMEWORKS } from "./server-frameworks.js";
import { SHELL_LINES } from "./shell-lines.js";
import type { Source } from "./source.js";
import { TOOL_MESSAGES } from "./tool-messages.js";
import { WINDOWS_PATHS } from "./windows-paths.js";
import { WORK_ADDRESSES } from "./work-addresses.js";

const PROGRAMS: readonly Program[] = [
  ...BROWSER_FRAMEWORKS,
  ...SERVER_FRAMEWORKS,
  ...DEVICE_FRAMEWORKS,
  ...LANGUAGE_ERRORS,
  ...BUILD_MESSAGES,
  ...TOOL_MESSAGES,
  ...SHELL_LINES,
  ...PATH_NOTATIONS,
  ...PATH_SENTENCES,
  ...DEPENDENCY_MESSAGES,
  ...CODE_NOTATIONS,
  ...INTERPRETER_MESSAGES,
  ...ARCHIVE_TOOLS,
  ...COMPILER_MESSAGES,
  ...DEBUGGER_LINES,
  ...INSTALLER_MESSAGES,
  ...LOGGER_LINES,
  ...MEDIA_PROGRAMS,
  ...NOTATION_HABITS,
  ...OFFICE_PROGRAMS,
  ...OPERATIONS_TOOLS,
];

export const PATH_SOURCES: readonly Source[] = [
  ...PROGRAMS.map(createPathSource),
  ...HOME_FOLDERS,
  ...FOLDER_HABITS,
  ...WINDOWS_PATHS,
  ...NAMED_FOLDERS,
  ...MACHINE_FOLDERS,
];

export const ADDRESS_SOURCES: readonly Source[] = [
  ...ADDRESSES,
  ...NETWORK_ADDRESSES,
  ...MACHINE_ADDRESSES,
  ...WORK_ADDRESSES,
];
