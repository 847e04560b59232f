/** Limits the size of the files that this library reads and writes. */

const KILOBYTE = 1024;
const MEGABYTE = 1024 * KILOBYTE;

/** One settings file, saved choice or record. A file that a person writes by hand is far smaller. */
export const MAX_SMALL_FILE_BYTES = 256 * KILOBYTE;

/** All settings files of one project together. */
export const MAX_PROJECT_FILES_BYTES = 256 * KILOBYTE;

/** The journal of one process. A larger journal is replaced by a new file that holds the pending events only. */
export const MAX_JOURNAL_BYTES = 256 * KILOBYTE;

/** The properties of one event in a spool file, as JSON text. The sanitizer admits 32 KB. */
export const MAX_SPOOLED_PROPERTIES_LENGTH = 64 * KILOBYTE;

/** One file of the spool. A full queue of the largest events takes half of it, so a larger file is damaged. */
export const MAX_SPOOL_FILE_BYTES = 64 * MEGABYTE;

/** One file of the request log. The next request begins a new file. */
export const MAX_LOG_FILE_BYTES = MEGABYTE;

/** All earlier files of the request log together: with the current file, the log takes five megabytes. */
export const MAX_OLD_LOG_FILES_BYTES = 4 * MEGABYTE;

/** A file of the request log that is read. It may exceed its limit by the last requests of several processes. */
export const MAX_READABLE_LOG_FILE_BYTES = 32 * MEGABYTE;
