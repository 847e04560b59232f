/** Lists the words in many languages that announce a code which opens a door, an account or a card. */

/** Words before `code` that make it a secret one. Without such a word it may be the code of an error or a country. */
export const WORDS_BEFORE_CODE =
  "verification|login|log-?in|sign-?in|security|confirmation|access|auth|authentication|authenticator|activation|backup|" +
  "recovery|reset|one-?time|sms|otp|2fa|mfa|totp|door|gate|alarm|entry|unlock|safe|lock|pairing|pin|invite|voucher|" +
  "gift card|licen[cs]e|product|redeem|use|enter|your|following|share|garage|keypad|entrance|building|elevator|vault|va\u0161|tv\u016fj";

/** Stems of words that make `code` a harmless one: `error code`, `barcode`, `zip code`. */
export const OTHER_CODE_STEMS =
  "err|exit|stat|\u00e9tat|estado|stav|stan|response|respuesta|resposta|risposta|r\u00e9ponse|reason|result|return|retour|retorno|ritorno|n\u00e1vrat|" +
  "r\u00fcckgabe|fehler|fel|feil|fejl|fout|virhe|hib|hata|b\u0142\u0119d|chyb|chybov|durum|\u00e7\u0131k\u0131\u015f|salida|sa\u00edda|sortie|uscita|wyj\u015bcia|odpowiedzi|" +
  "country|pa[i\u00ed]s|pays|paese|l\u00e4nder|land|kraj|\u00fclke|area|alan|post|poczt|cap|zip|city|currency|language|lang|event|source|quell|k\u00e4ll|byte|op|" +
  "bar|strich|streck|streg|streep|barras|barre|uni|fail|char|short|time|leet|shell|open|scan|trans|pseudo|hash|micro|vs|key|product|producto|article|" +
  "decline|category|approval|http|kesalahan|status|pos|negara|keluar|l\u1ed7i|\u043e\u0448\u0438\u0431|\u0441\u0442\u0430\u0442|\u0432\u043e\u0437\u0432\u0440\u0430\u0442|\u0441\u043e\u0441\u0442\u043e|\u0441\u0442\u0440\u0430\u043d|\u043e\u0442\u0432\u0435\u0442|\u0437\u0430\u0432\u0435\u0440\u0448|\u0432\u044b\u0445\u043e\u0434|\u043f\u043e\u043c\u0438\u043b|\u043a\u0440\u0430\u0457\u043d|\u0442\u043e\u0432\u0430\u0440";
const NO_OTHER_CODE = `(?!${OTHER_CODE_STEMS})`;

/** Words that mean a code in themselves. */
export const CODE_NOUNS = [
  "pin|puk|tan|otp|totp|passcode|geheimzahl|digicode|cadenas|code confidentiel",
  // locks, whose number is their code
  "(?:bike|bicycle|gym|luggage|suitcase|garage|shed|mailbox|combination) ?(?:lock|locker|door|box|keypad)|key ?(?:box|safe)",
  "front door|back door|padlock|lockbox|keypad|zahlenschloss|fahrradschloss|spind|tresor|schlie\u00dffach|antivol|candado|taquilla",
  // compounds: `Bestätigungscode`, `engångskod`, `vahvistuskoodi`
  `${NO_OTHER_CODE}\\p{L}{4,16}code`,
  `${NO_OTHER_CODE}\\p{L}{3,16}(?:kod[ea]?|koodi(?:si)?)`,
  // `my code is`, but not `my code fails`
  "(?:my|mein|der|ihr|dein|mon|ton|votre|mi|tu|su|meu|seu|tuo|uw|din|tw\u00f3j) (?:code|c\u00f3digo|codice|kode?)(?= ?(?:is|ist|lautet|est|es|\u00e9|\u00e8|er|\u00e4r|to|[:=]))",
  // a word before it: `ověřovací kód`, `doğrulama kodunuz`
  `${NO_OTHER_CODE}\\p{L}{4,16} (?:k\u00f3d|kodu(?:nuz)?|koodi)`,
  "kodunuz|kodun|kodum",
  // a word after it: `code de la porte`, `código de acceso`, `kod weryfikacyjny`, `код от двери`
  `(?:code|c\u00f3digo|codice|cod(?:ul)?|kode?|k\u00f3d) (?:de |du |des |di |do |da |d'|del |della |de la |de l'|dell')${NO_OTHER_CODE}\\p{L}{4,16}`,
  `kode? ${NO_OTHER_CODE}\\p{L}{3,16}`,
  `\u043a\u043e\u0434(?:\u0430|\u043e\u043c)? (?:\u0434\u043b\u044f |\u043e\u0442 |\u043a |\u0437\u0430 |\u0438\u0437 |\u043d\u0430 )?${NO_OTHER_CODE}\\p{L}{3,16}`,
  // a verb or a pronoun before it: `Никому не говорите код`
  "(?:\u0432\u0430\u0448|\u0442\u0432\u043e\u0439|\u0432\u0432\u0435\u0434\u0438(?:\u0442\u0435)?|\u0441\u043e\u043e\u0431\u0449\u0430\u0439\u0442\u0435|\u0441\u043e\u043e\u0431\u0449\u0438\u0442\u0435|\u0433\u043e\u0432\u043e\u0440\u0438(?:\u0442\u0435)?|\u043d\u0430\u0437\u044b\u0432\u0430\u0439\u0442\u0435|\u0438\u0441\u043f\u043e\u043b\u044c\u0437\u0443\u0439\u0442\u0435) \u043a\u043e\u0434",
  "m\u00e3 (?:x\u00e1c \\p{L}+|otp|pin|b\u1ea3o m\u1eadt|k\u00edch ho\u1ea1t|truy c\u1eadp)",
].join("|");

/** Words for a code in scripts without blanks, or in which letters may be directly before the word. */
export const UNSPACED_CODE_NOUNS =
  "\u9a8c\u8bc1\u7801|\u9a57\u8b49\u78bc|\u6821\u9a8c\u7801|\u52a8\u6001\u7801|\u52a8\u6001\u5bc6\u7801|\u786e\u8ba4\u7801|\u6fc0\u6d3b\u7801|\u53d6\u4ef6\u7801|\u63d0\u53d6\u7801|\u95e8\u7981\u7801|" +
  "\u8a8d\u8a3c\u30b3\u30fc\u30c9|\u78ba\u8a8d\u30b3\u30fc\u30c9|\u8a8d\u8a3c\u756a\u53f7|\u6697\u8a3c\u756a\u53f7|\u30ef\u30f3\u30bf\u30a4\u30e0\u30d1\u30b9\u30ef\u30fc\u30c9|\uc778\uc99d ?\ubc88\ud638|\uc778\uc99d ?\ucf54\ub4dc|\ubcf4\uc548 ?\ucf54\ub4dc|" +
  "\u05e7\u05d5\u05d3 (?:\u05d0\u05d9\u05de\u05d5\u05ea|\u05d4\u05d0\u05d9\u05de\u05d5\u05ea|\u05d2\u05d9\u05e9\u05d4|\u05db\u05e0\u05d9\u05e1\u05d4)|\u0631\u0645\u0632 (?:\u0627\u0644\u062a\u062d\u0642\u0642|\u0627\u0644\u062a\u0623\u0643\u064a\u062f|\u0627\u0644\u062f\u062e\u0648\u0644)|\u0e23\u0e2b\u0e31\u0e2a ?(?:otp|\u0e22\u0e37\u0e19\u0e22\u0e31\u0e19)|\u0913\u091f\u0940\u092a\u0940|\u03ba\u03c9\u03b4\u03b9\u03ba\u03cc\u03c2 (?:\u03b5\u03c0\u03b1\u03bb\u03ae\u03b8\u03b5\u03c5\u03c3\u03b7\u03c2|\u03c0\u03c1\u03cc\u03c3\u03b2\u03b1\u03c3\u03b7\u03c2)";

/** A part of each of these words and of `code`. It is tested first, because the pattern of the words is slow. */
export const CODE_STEM =
  /cod|kod|koo|k\u00f3d|c\u00f3d|\u043a\u043e\u0434|pin|puk|tan|otp|zahl|lock|schlo|spind|tresor|schlie|keypad|cadenas|antivol|candado|taquilla|door|box|safe|\u7801|\u78bc|\u756a\u53f7|\u30b3\u30fc\u30c9|\u30d1\u30b9\u30ef\u30fc\u30c9|\ubc88\ud638|\ucf54\ub4dc|m\u00e3 |\u05e7\u05d5\u05d3|\u0631\u0645\u0632|\u0e23\u0e2b\u0e31\u0e2a|\u0913\u091f\u0940|\u03ba\u03c9\u03b4/i;
