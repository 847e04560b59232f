/** Lists all detectors; a new one is a function in a file of `detectors/` and a row here. */
import type { Detector } from "./detector.js";
import {
  detectDrivePath,
  detectEncodedPath,
  detectHomeFolder,
  detectHomePath,
  detectUncPath,
  detectUnixPath,
} from "./detectors/absolute-paths.js";
import { detectAssignment } from "./detectors/assignments.js";
import { detectCardNumbers } from "./detectors/card-numbers.js";
import { detectCommandFlag } from "./detectors/command-flags.js";
import { detectEmail, detectEncodedEmail, detectEntityEmail } from "./detectors/emails.js";
import {
  detectColonSeparatedAddress,
  detectDottedAddress,
  detectInternationalHost,
  detectMacAddress,
} from "./detectors/network-addresses.js";
import { detectBracketedEmail, listEmailWords } from "./detectors/obfuscated-emails.js";
import { listOwnNames } from "./detectors/own-names.js";
import {
  detectMixedPasswordPhrase,
  detectNonAsciiPasswordPhrase,
  listPasswordNouns,
} from "./detectors/password-phrases.js";
import { detectName } from "./detectors/person-names.js";
import { detectPhoneNumbers } from "./detectors/phone-numbers.js";
import { detectPrivateKey } from "./detectors/private-keys.js";
import { detectQuotedPair } from "./detectors/quoted-pairs.js";
import {
  detectAccessSignature,
  detectAzureSecret,
  detectRandomToken,
  detectVendorToken,
} from "./detectors/tokens.js";
import { listTriggerPhrases } from "./detectors/trigger-phrases.js";
import { detectEncodedUrl, detectUrl } from "./detectors/urls.js";

/** All detectors. Of those with the same trigger, the first one that matches is used. */
export const DETECTORS: readonly Detector[] = [
  { name: "email", trigger: "character", characters: "@", detect: detectEmail },
  { name: "drive-path", trigger: "character", characters: ":", detect: detectDrivePath },
  { name: "url", trigger: "character", characters: ":", detect: detectUrl },
  {
    name: "colon-separated-address",
    trigger: "character",
    characters: ":",
    detect: detectColonSeparatedAddress,
  },
  { name: "assignment", trigger: "character", characters: ":=>", detect: detectAssignment },
  { name: "quoted-pair", trigger: "character", characters: ",", detect: detectQuotedPair },
  { name: "unc-path", trigger: "character", characters: "/\\", detect: detectUncPath },
  { name: "unix-path", trigger: "character", characters: "/", detect: detectUnixPath },
  { name: "windows-home", trigger: "character", characters: "\\", detect: detectHomeFolder },
  { name: "azure-secret", trigger: "character", characters: "~", detect: detectAzureSecret },
  { name: "home-path", trigger: "character", characters: "~$%", detect: detectHomePath },
  { name: "encoded-url", trigger: "character", characters: "%", detect: detectEncodedUrl },
  { name: "encoded-email", trigger: "character", characters: "%", detect: detectEncodedEmail },
  { name: "encoded-path", trigger: "character", characters: "%", detect: detectEncodedPath },
  { name: "entity-email", trigger: "character", characters: "&", detect: detectEntityEmail },
  { name: "access-signature", trigger: "character", characters: "&", detect: detectAccessSignature },
  { name: "bracketed-email", trigger: "character", characters: "[({<", detect: detectBracketedEmail },
  { name: "private-key", trigger: "character", characters: "-", detect: detectPrivateKey },
  { name: "command-flag", trigger: "character", characters: "-", detect: detectCommandFlag },

  { name: "own-name", trigger: "listed-word", listWords: listOwnNames },
  { name: "password-phrase", trigger: "listed-word", listWords: listPasswordNouns },
  { name: "trigger-phrase", trigger: "listed-word", listWords: listTriggerPhrases },
  { name: "spelled-out-email", trigger: "listed-word", listWords: listEmailWords },

  { name: "password-phrase", trigger: "word", detect: detectMixedPasswordPhrase },
  { name: "mac-address", trigger: "word", detect: detectMacAddress },
  { name: "vendor-token", trigger: "word", detect: detectVendorToken },
  { name: "random-token", trigger: "word", detect: detectRandomToken },
  { name: "dotted-address", trigger: "word", detect: detectDottedAddress },
  { name: "person-or-company", trigger: "capitalized-word", detect: detectName },

  { name: "password-phrase", trigger: "non-ascii-letters", detect: detectNonAsciiPasswordPhrase },
  { name: "international-host", trigger: "non-ascii-letters", detect: detectInternationalHost },

  { name: "card-number", trigger: "number", detect: detectCardNumbers },
  { name: "phone-number", trigger: "number", detect: detectPhoneNumbers },
];
