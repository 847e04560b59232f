/** Lists all detectors; a new one is a function in a file of `detectors/` and a row here. */
import type { Detector } from "./detector.js";
import {
  detectDrivePath,
  detectHomeFolder,
  detectHomePath,
  detectUncPath,
  detectUnixPath,
} from "./detectors/absolute-paths.js";
import { detectCredentialLine, listAccountWords } from "./detectors/account-passwords.js";
import { detectAssignment } from "./detectors/assignments.js";
import { detectCallArgument } from "./detectors/calls.js";
import { detectCardNumbers, detectCardTrack } from "./detectors/card-numbers.js";
import { detectVerificationValue } from "./detectors/card-verification.js";
import { detectCommandFlag, detectSlashFlag } from "./detectors/command-flags.js";
import { detectHereString, listCommandPhrases } from "./detectors/command-phrases.js";
import { detectComparison } from "./detectors/comparisons.js";
import { detectDirective } from "./detectors/directives.js";
import { detectEmail, detectEncodedEmail, detectEntityEmail } from "./detectors/emails.js";
import { detectEncodedPath } from "./detectors/encoded-paths.js";
import { detectGeneratedPassword } from "./detectors/generated-passwords.js";
import { detectGroupedKey } from "./detectors/grouped-keys.js";
import { detectLabelledId, detectLabelledNumber } from "./detectors/labelled-ids.js";
import { listColumnWords } from "./detectors/listed-columns.js";
import { detectNationalNumbers, detectNationalWord } from "./detectors/national-ids.js";
import {
  detectColonSeparatedAddress,
  detectDottedAddress,
  detectInternationalHost,
  detectMacAddress,
} from "./detectors/network-addresses.js";
import { detectBracketedEmail, listEmailWords } from "./detectors/obfuscated-emails.js";
import { detectOneTimeCode } from "./detectors/one-time-codes.js";
import { listOwnNames } from "./detectors/own-names.js";
import { detectPasswordHash, listHashSchemes } from "./detectors/password-hashes.js";
import {
  detectMixedPasswordPhrase,
  detectNonAsciiPasswordPhrase,
  listPasswordNouns,
} from "./detectors/password-phrases.js";
import { detectName } from "./detectors/person-names.js";
import { detectEncodedPhone, detectPhoneNumbers } from "./detectors/phone-numbers.js";
import { detectPrivateKey } from "./detectors/private-keys.js";
import { detectQuotedPair } from "./detectors/quoted-pairs.js";
import { listRecoveryWords } from "./detectors/recovery-phrases.js";
import { detectTableCell } from "./detectors/table-cells.js";
import {
  detectAccessSignature,
  detectAzureSecret,
  detectRandomToken,
  detectVendorToken,
} from "./detectors/tokens.js";
import { listTriggerPhrases } from "./detectors/trigger-phrases.js";
import { detectAhvNumber, detectUnlabelledId } from "./detectors/unlabelled-ids.js";
import { detectEncodedUrl, detectUrl } from "./detectors/urls.js";

/** All detectors. Of those with the same trigger, the first one that matches is used. */
export const DETECTORS: readonly Detector[] = [
  { name: "email", trigger: "character", characters: "@", detect: detectEmail },
  { name: "table-cell", trigger: "character", characters: "\n\r", detect: detectTableCell, readsName: true },
  { name: "drive-path", trigger: "character", characters: ":", detect: detectDrivePath },
  {
    name: "password-file",
    trigger: "character",
    characters: ":",
    detect: detectCredentialLine,
    readsName: true,
  },
  { name: "url", trigger: "character", characters: ":", detect: detectUrl },
  {
    name: "colon-separated-address",
    trigger: "character",
    characters: ":",
    detect: detectColonSeparatedAddress,
  },
  {
    name: "command-phrase",
    trigger: "character",
    characters: "<",
    detect: detectHereString,
    readsName: true,
  },
  { name: "comparison", trigger: "character", characters: "=!<", detect: detectComparison, readsName: true },
  {
    name: "call-argument",
    trigger: "character",
    characters: "(",
    detect: detectCallArgument,
    readsName: true,
  },
  {
    name: "assignment",
    trigger: "character",
    characters: ":=<>%|",
    detect: detectAssignment,
    readsName: true,
  },
  { name: "quoted-pair", trigger: "character", characters: ",", detect: detectQuotedPair, readsName: true },
  { name: "command-flag", trigger: "character", characters: "/", detect: detectSlashFlag, readsName: true },
  { name: "unc-path", trigger: "character", characters: "/\\", detect: detectUncPath },
  { name: "unix-path", trigger: "character", characters: "/", detect: detectUnixPath },
  { name: "windows-home", trigger: "character", characters: "\\", detect: detectHomeFolder },
  { name: "azure-secret", trigger: "character", characters: "~", detect: detectAzureSecret },
  { name: "password-hash", trigger: "character", characters: "${*", detect: detectPasswordHash },
  { name: "home-path", trigger: "character", characters: "~$%", detect: detectHomePath },
  { name: "card-number", trigger: "character", characters: "%", detect: detectCardTrack },
  { name: "encoded-url", trigger: "character", characters: "%", detect: detectEncodedUrl },
  { name: "phone-number", trigger: "character", characters: "%", detect: detectEncodedPhone },
  { name: "encoded-email", trigger: "character", characters: "%", detect: detectEncodedEmail },
  { name: "encoded-path", trigger: "character", characters: "%", detect: detectEncodedPath },
  { name: "entity-email", trigger: "character", characters: "&", detect: detectEntityEmail },
  { name: "access-signature", trigger: "character", characters: "&", detect: detectAccessSignature },
  { name: "bracketed-email", trigger: "character", characters: "[({<", detect: detectBracketedEmail },
  { name: "private-key", trigger: "character", characters: "-", detect: detectPrivateKey },
  { name: "command-flag", trigger: "character", characters: "-", detect: detectCommandFlag, readsName: true },

  { name: "own-name", trigger: "listed-word", listWords: listOwnNames },
  { name: "password-phrase", trigger: "listed-word", listWords: listPasswordNouns, readsName: true },
  { name: "command-phrase", trigger: "listed-word", listWords: listCommandPhrases, readsName: true },
  { name: "account-password", trigger: "listed-word", listWords: listAccountWords, readsName: true },
  { name: "recovery-phrase", trigger: "listed-word", listWords: listRecoveryWords, readsName: true },
  { name: "listed-column", trigger: "listed-word", listWords: listColumnWords, readsName: true },
  { name: "trigger-phrase", trigger: "listed-word", listWords: listTriggerPhrases, readsName: true },
  { name: "password-hash", trigger: "listed-word", listWords: listHashSchemes },
  { name: "spelled-out-email", trigger: "listed-word", listWords: listEmailWords },

  { name: "labelled-id", trigger: "word", detect: detectLabelledId, readsName: true },
  {
    name: "card-verification",
    trigger: "word",
    detect: detectVerificationValue,
    readsName: true,
    needsDigit: true,
  },
  { name: "one-time-code", trigger: "word", detect: detectOneTimeCode, readsName: true, needsDigit: true },
  { name: "directive", trigger: "word", detect: detectDirective, readsName: true },
  { name: "password-phrase", trigger: "word", detect: detectMixedPasswordPhrase, readsName: true },
  { name: "generated-password", trigger: "word", detect: detectGeneratedPassword },
  { name: "mac-address", trigger: "word", detect: detectMacAddress },
  { name: "national-id", trigger: "word", detect: detectNationalWord, needsDigit: true },
  { name: "national-id", trigger: "word", detect: detectUnlabelledId, needsDigit: true },
  { name: "vendor-token", trigger: "word", detect: detectVendorToken },
  { name: "random-token", trigger: "word", detect: detectRandomToken },
  { name: "grouped-key", trigger: "word", detect: detectGroupedKey, needsDigit: true },
  { name: "dotted-address", trigger: "word", detect: detectDottedAddress },
  { name: "person-or-company", trigger: "capitalized-word", detect: detectName },

  {
    name: "password-phrase",
    trigger: "non-ascii-letters",
    detect: detectNonAsciiPasswordPhrase,
    readsName: true,
  },
  { name: "international-host", trigger: "non-ascii-letters", detect: detectInternationalHost },

  { name: "labelled-id", trigger: "number", detect: detectLabelledNumber },
  { name: "national-id", trigger: "number", detect: detectNationalNumbers },
  { name: "national-id", trigger: "number", detect: detectAhvNumber },
  { name: "card-number", trigger: "number", detect: detectCardNumbers },
  { name: "phone-number", trigger: "number", detect: detectPhoneNumbers },
];
