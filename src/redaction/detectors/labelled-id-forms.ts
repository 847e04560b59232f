/** Lists the labels of personal, tax and bank numbers in many languages, each with the form of its number. */

/**
 * Letters and digits in one word, or short groups of digits. At least five are digits, so that a counter such as `A-12`
 * does not match.
 */
const DOCUMENT_NUMBER =
  "(?=(?:[A-Z]{0,3}[./-]?\\d){5})(?:[A-Z\\d]{6,20}|[A-Z\\d]{1,9}(?:[./-][A-Z\\d]{1,9}){1,5})|(?=(?:\\d ?){6})\\d{2,5}(?: \\d{2,6}){1,4}";
/** The number of a bank account. */
export const ACCOUNT_NUMBER =
  "\\d{6,20}(?:[-/]\\d{1,4})?|(?=(?:\\d[ .-]?){6})\\d{2,6}(?:[ .-]\\d{1,7}){1,5}|\\d{4,9}-[\\dX]";
const NINE_DIGITS = "\\d{3}[ .-]?\\d{3}[ .-]?\\d{3}";
const ELEVEN_DIGITS = "\\d{2}[ ]?\\d{3}[ ]?\\d{3}[ ]?\\d{3}";
const TWELVE_DIGITS = "\\d{4}[ -]?\\d{4}[ -]?\\d{4}";
/** With the prefix of its country, because a currency and an amount may follow the same labels. */
const VAT_ID =
  "(?:AT|B[EG]|CHE|C[YZ]|D[EK]|E[ELSU]|F[IR]|G[BR]|H[RU]|I[ET]|L[TUV]|MT|N[LO]|P[LT]|RO|S[EIK]|XI)[ -]?(?=[A-Z.]{0,2}(?:\\d[ .]?){5})[A-Z\\d]{2,12}(?:[ .]\\d{2,4}){0,3}(?: ?(?:MWST|TVA|IVA))?";
const GERMAN_TAX_NUMBER = "\\d{2,3}[ /]\\d{3,4}[ /]\\d{4,5}";
const NORDIC_ID = "(?:19|20)?\\d{6}[-+ ]?\\d{4}";

/** The source of a pattern for a number, and the labels before it. */
export type LabelledForm = readonly [form: string, labels: string];

/**
 * Each row has the form of a number and its labels. The labels are lower-case words that blanks separate: `tax id` stands for
 * `taxId`, `TAX_ID` and `Tax-ID` too. A word such as `number` may follow each label. A label in several rows has the forms
 * of all of them.
 */
export const LABELLED_FORMS: readonly LabelledForm[] = [
  // Passports, licences and cards of many countries
  [
    DOCUMENT_NUMBER,
    `passport, passports, pass nr, reisepass, passnummer, passeport, pasaporte, passaporto, passaporte, paspoort, paszport, paszportu,
    passi, pasaport, cestovní pas, pasu, útlevél, паспорта, driver license, drivers license, driver licence, drivers licence,
    driving license, driving licence, drivers lic, driver lic, dl number, dl no, führerschein, fuehrerschein, permis de conduire, permiso de conducir,
    licencia de conducir, carnet de conducir, patente di guida, patente, carta de condução, rijbewijs, prawo jazdy, prawa jazdy, körkort,
    førerkort, kørekort, ajokortti, ehliyet, водительское удостоверение, водительского удостоверения, identity card, id card,
    national id, national identity, national identification, identity document, personalausweis, ausweis, carte d identité, carte identité, cni,
    documento de identidad, documento d identità, carta d identità, carta identità, cartão de cidadão, identiteitskaart, dowód osobisty,
    dowodu osobistego, dowodu, občanský průkaz, občanského průkazu, visa number, residence permit, aufenthaltstitel, titre de séjour,
    tarjeta de residencia, green card, alien registration, alien, uscis, voter id, militärpass, medical record, mrn, patient,
    health insurance, health card, krankenversicherten, krankenversicherung, versicherten, kvnr, numéro d assuré, medicaid`,
  ],
  [
    "\\d{2} ?\\d{2}(?:,? ?(?:№|N|номер) ?|[ -]?)\\d{6}|[A-Z]{2} ?\\d{6,7}|\\d{9}",
    "паспорт, паспорт серия, серия паспорта, серия",
  ],
  // Taxes
  [
    `\\d{2}-\\d{7}|\\d{3}-\\d{2}-\\d{4}|\\d{3}-\\d{3}-\\d{3}(?:-\\d{3,5})?|\\d{9,13}|${ELEVEN_DIGITS}|${DOCUMENT_NUMBER}`,
    `ein, fein, itin, tin, atin, ptin, employer id, employer identification, taxpayer id, taxpayer identification, taxpayer, federal tax id, tax id,
    tax identification, tax number, tax file, tax reference, steuer id, steuerid, steuer ident, steuer identifikations, steueridentifikations,
    steuerliche identifikations, idnr, identification fiscale, numéro fiscal, référence fiscale,
    identificación fiscal, id fiscal, identificação fiscal, vergi no, vergi kimlik, vergi numarası, vkn, adóazonosító, adószám, npwp`,
  ],
  [`${GERMAN_TAX_NUMBER}|\\d{10,13}`, "steuer"],
  [GERMAN_TAX_NUMBER, "st"],
  [
    `${VAT_ID}|\\d{8,12}|${NINE_DIGITS}|\\d{2}-\\d{9}`,
    "partita iva, p iva, piva, btw nummer, btw nr, vat registration, vat reg, vat id, vat number, tva no",
  ],
  [
    VAT_ID,
    "vat, ust id, ustid, u st id, ust idnr, ustidnr, ust, umsatzsteuer id, mwst, tva, tva intracommunautaire, iva, moms, dič, dic, btw, uid",
  ],
  ["[A-HJ-NP-W]\\d{7}[\\dA-J]", "cif, nif"],
  ["[XYZ]-?\\d{7}-?[A-Z]", "nie"],
  [
    NINE_DIGITS,
    "nif, nipc, contribuinte, tfn, acn, siren, ird, sin, social insurance, afm, αφμ, rsin, orgnr, organisasjons",
  ],
  [
    ELEVEN_DIGITS,
    "abn, oib, isikukood, asmens kodas, cnh, nss, nuss, niss, segurança social, amka, αμκα, jmbg",
  ],
  ["\\d{5} ?\\d{5}", "utr, unique taxpayer reference, self assessment reference"],
  ["[A-Z]{5}\\d{4}[A-Z]", "pan, permanent account, pan card"],
  ["\\d{2}[A-Z]{5}\\d{4}[A-Z][A-Z\\d]Z[A-Z\\d]", "gstin, gst"],
  ["[A-ZÑ&]{3,4}[ -]?\\d{6}[ -]?[A-Z\\d]{3}", "rfc, clave de rfc"],
  ["\\d{2}-?\\d{8}-?\\d", "cuit, cuil, cuit cuil"],
  [
    "\\d{1,2}\\.?\\d{3}\\.?\\d{3}-?[\\dkK]|\\d{3}\\.\\d{3}\\.\\d{3}-?\\d|\\d{9,10}(?:-\\d)?",
    "rut, nit, rg, dni, cédula, cedula, cedula de ciudadania, cédula de ciudadanía",
  ],
  ["[VEJPG]-?\\d{7,8}(?:-?\\d)?", "rif, cédula, cedula"],
  ["\\d{11}|\\d{13}", "ruc, cnp"],
  ["\\d{3}\\.\\d{5}\\.\\d{2}-\\d|\\d{11}", "pis, pasep, nis, pis pasep"],
  ["\\d{3}-\\d{3}-\\d{2}-\\d{2}|\\d{3}-\\d{2}-\\d{2}-\\d{3}|\\d{10}", "nip"],
  ["\\d{9}|\\d{14}", "regon"],
  ["\\d{3} ?\\d{3} ?\\d{3} ?\\d{5}", "siret"],
  ["\\d{10}|\\d{12}", "инн, inn, іпн, рнокпп, иин, бин"],
  ["\\d{13}|\\d{15}", "огрн, огрнип, ogrn"],
  ["\\d{8,10}", "кпп, бик, єдрпоу, ičo, ičo firmy, kvk, cvr"],
  // Social security and identity
  ["\\d{3}[ .-]?\\d{2}[ .-]?\\d{4}|\\d{4}", "ssn, social security"],
  [
    "[1-9][A-Z][A-Z\\d]\\d-?[A-Z][A-Z\\d]\\d-?[A-Z]{2}\\d{2}|\\d{4} ?\\d{5} ?\\d",
    "medicare, mbi, medicare beneficiary",
  ],
  ["[A-Z]{2} ?\\d{2} ?\\d{2} ?\\d{2} ?[A-D]", "nino, ni, national insurance"],
  [
    "[12] ?\\d{2} ?\\d{2} ?\\d[\\dAB] ?\\d{3} ?\\d{3}(?: ?\\d{2})?",
    "nir, sécurité sociale, securite sociale, sécu, secu, insee, carte vitale",
  ],
  [
    "\\d{2} ?\\d{6} ?[A-Z] ?\\d{2,3}|\\d{4} ?\\d{6}",
    "sozialversicherungs, sozialversicherung, rentenversicherungs, rvnr, sv, svnr, sv nr",
  ],
  ["756[. ]?\\d{4}[. ]?\\d{4}[. ]?\\d{2}|\\d{3}\\.\\d{2}\\.\\d{3}\\.\\d{3}", "ahv, avs, navs, ahv avs"],
  [NORDIC_ID, "personnummer, personnr, person nr, pnr, samordningsnummer, samordnings, cpr, kennitala"],
  ["\\d{6}[- ]?\\d{5}", "fødsels, fodsels, fødselsnummer, fnr, d nummer, personas kods"],
  ["\\d{6}[-+A-F]\\d{3}[A-Z\\d]", "hetu, henkilötunnus, sosiaaliturvatunnus"],
  ["\\d{6}[ /-]?\\d{3,4}", "rodné číslo, rodného čísla, rodne cislo, rč, r č"],
  ["\\d{4}\\.?\\d{2}\\.?\\d{3}", "bsn, burgerservice, burgerservicenummer, sofi"],
  [
    "\\d{2}\\.?\\d{2}\\.?\\d{2}-?\\d{3}\\.?\\d{2}",
    "rijksregister, rijksregisternummer, registre national, numéro national, insz, niss",
  ],
  ["[A-Z]{6}\\d{2}[A-Z]\\d{2}[A-Z]\\d{3}[A-Z]|\\d{11}", "codice fiscale, cf, cod fisc, c f"],
  ["[A-Z]{4}\\d{6}[A-Z]{6}[A-Z\\d]\\d", "curp"],
  ["\\d{10}|\\d{13}", "egn, егн, emšo, emso, јмбг, матични"],
  ["\\d{3} ?\\d{3} ?\\d{3}", "taj"],
  ["\\d{3}-?\\d{3}-?\\d{3}[ -]?\\d{2}", "снилс, snils"],
  ["\\d{16}", "омс, полис, полис омс, nik, ktp"],
  ["\\d{10,11}", "tckn, tc kimlik, t c kimlik, kimlik, nin, bvn"],
  ["\\d{8,9}|\\d{8}-\\d", "teudat zehut, ת ז, תעודת זהות, מספר זהות"],
  ["\\d{6}-?\\d{7}", "rrn, resident registration"],
  [TWELVE_DIGITS, "my number, mynumber, individual number, cccd, cmnd, uan, căn cước công dân"],
  ["\\d{17}[\\dXx]|\\d{15}|[A-Z][12]\\d{8}", "resident id, resident identity, chinese id, shenfenzheng"],
  ["[A-Z]{1,2}\\d{6}\\(?[\\dA]\\)?", "hkid, hong kong id, hk id"],
  ["[STFGM]\\d{7}[A-Z]", "nric, fin"],
  ["\\d{6}-\\d{2}-\\d{4}|\\d{12}", "nric, mykad, ic"],
  ["\\d{5}-?\\d{7}-?\\d", "cnic"],
  ["\\d{2}-\\d{7}-\\d|\\d{2}-\\d{9}-\\d", "sss, philhealth"],
  ["784-?\\d{4}-?\\d{7}-?\\d|[12]\\d{9}", "emirates id, iqama"],
  ["\\d{10}|\\d{14}", "الرقم القومي, رقم الهوية, الهوية الوطنية, رقم الإقامة"],
  // Bank accounts
  ["\\d{9}|\\d{4}-\\d{4}-\\d", "routing, aba, aba routing, routing transit, rtn, bank routing, ach routing"],
  ["\\d{5}-?\\d{3}|\\d{5}", "transit number, transit no"],
  ["\\d{2}[ -]?\\d{2}[ -]?\\d{2}", "sort code, sortcode, bank sort code"],
  ["\\d{3}[ -]?\\d{3}", "bsb, bsb code"],
  ["\\d{18}|\\d{3} \\d{3} \\d{11} \\d", "clabe, clabe interbancaria"],
  ["[A-Z]{4}0[A-Z\\d]{6}", "ifsc, ifsc code"],
  ["\\d{3} ?\\d{3} ?\\d{2}", "blz, bankleitzahl"],
  ["\\d{22}", "cbu, cvu"],
  ["\\d{5} ?[A-Z\\d]{5} ?[A-Z\\d]{11} ?\\d{2}", "rib"],
  ["\\d{3,4}-\\d{4}|\\d{2,7}-\\d", "bankgiro, bankgiron, plusgiro"],
  ["[A-Z]{2}\\d{2}(?: ?[A-Z\\d]{4}){2,7}(?: ?[A-Z\\d]{1,3})?", "iban"],
  [
    ACCOUNT_NUMBER,
    `account number, account no, account nr, account num, acct number, acct no, acct num, acct nr, a c no, bank account, checking account, savings account, konto nr,
    konto nummer, kontonummer, kontonr, kto nr, kto, numéro de compte, numéro du compte, compte bancaire, número de cuenta, cuenta bancaria,
    cuenta corriente, numero di conto, conto corrente, número da conta, conta corrente, conta bancária, rekening nummer, rekeningnummer, numer konta,
    numer rachunku, rachunek, číslo účtu, bankkonto, tilinumero, hesap numarası, hesap no, номер счета, номер счёта, расчетный счет, расчётный счёт,
    р с, к с, лицевой счет, лицевой счёт`,
  ],
];

/** Forms and labels in scripts without blanks, where a label may be the end of a sentence. */
export const UNSPACED_LABELLED_FORMS: readonly LabelledForm[] = [
  ["\\d{17}[\\dXx]|\\d{15}|[A-Z][12]\\d{8}", "身份证, 身份證, 身分證, 身分證字, 居民证, 公民身份"],
  ["\\d{6}-?\\d{7}", "주민등록, 외국인등록, 주민"],
  ["\\d{3}-\\d{2}-\\d{5}", "사업자등록"],
  ["\\d{2}-\\d{2}-\\d{6}-\\d{2}|\\d{12}", "운전면허, 免許証, 運転免許証, 驾驶证, 驾照"],
  [TWELVE_DIGITS, "マイナンバー, 個人, マイナンバーカード"],
  [DOCUMENT_NUMBER, "护照, 護照, パスポート, 旅券, 여권, พาสปอร์ต, หนังสือเดินทาง"],
  ["\\d{6,20}|\\d{2,6}(?:-\\d{2,7}){1,4}", "口座, 银行账, 銀行帳, 账户, 帐户, 账, 银行卡, 银行卡卡, 계좌"],
  ["\\d-?\\d{4}-?\\d{5}-?\\d{2}-?\\d", "บัตรประชาชน, เลขประจำตัวประชาชน"],
];
