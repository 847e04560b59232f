/** Makes phone numbers as they are printed. */
import type { Random } from "./random.js";
import { type Maker, type Piece, partly, wholly } from "./sample.js";

/** Forms by country. `#` is any digit, `N` is a digit from 2 to 9. */
const PHONES: Readonly<Record<string, readonly string[]>> = {
  "United States": [
    "+1 N## N## ####",
    "(N##) N##-####",
    "N##-N##-####",
    "+1-N##-N##-####",
    "N##.N##.####",
    "+1 (N##) N##-####",
    "1-800-N##-####",
  ],
  "United Kingdom": [
    "+44 7### ######",
    "+44 20 7### ####",
    "020 7### ####",
    "07### ######",
    "+44 (0)20 7### ####",
    "0044 7### ######",
  ],
  Germany: [
    "+49 30 N#######",
    "+49 (0) 89 N######",
    "030/N#######",
    "0171 N######",
    "0049 151 N#######",
    "+49-172-N######",
    "(040) N## ## ##",
    "+49 (0)221 / N#####-##",
  ],
  France: [
    "+33 6 ## ## ## ##",
    "06 ## ## ## ##",
    "+33 (0)1 ## ## ## ##",
    "01.##.##.##.##",
    "0033 6 ## ## ## ##",
  ],
  Spain: ["+34 6## ## ## ##", "+34 93# ### ###", "Tel. 91# ### ###", "tel: 6## ## ## ##"],
  Italy: ["+39 06 N### ####", "+39 34# ### ####", "02 N### ####", "34# #######"],
  Portugal: ["+351 91# ### ###", "+351 21 ### ## ##", "telefone: 91# ### ###"],
  Brazil: ["+55 11 9####-####", "(21) 9####-####", "+55 (11) 9####-####", "0800 N## ####"],
  Poland: ["+48 6## ### ###", "22 N## ## ##", "+48 22 N## ## ##"],
  Netherlands: ["+31 6 N#######", "06-N#######", "020-N######", "+31 (0)20 N## ####"],
  Switzerland: ["+41 44 N## ## ##", "044 N## ## ##", "079 N## ## ##", "+41 (0)79 N## ## ##"],
  Austria: ["+43 1 N######", "0664 N######", "+43 664 N######"],
  Sweden: ["+46 70-### ## ##", "08-N## ### ##", "070-### ## ##"],
  Russia: ["+7 9## ###-##-##", "8 (9##) ###-##-##", "+7 (495) ###-##-##", "8-9##-###-##-##"],
  Ukraine: ["+380 67 ### ## ##", "(067) ###-##-##", "+38 (050) ### ## ##"],
  China: ["+86 13# #### ####", "13#########", "010-N#######", "+86-10-N#######"],
  Japan: ["+81 90-####-####", "03-N###-####", "090-####-####", "+81-3-N###-####"],
  "South Korea": ["+82 10-N###-####", "010-N###-####", "02-N##-####"],
  India: ["+91 9#### #####", "+91-9#########", "09#########", "022-N#######"],
  Australia: ["+61 4## ### ###", "(02) 9### ####", "04## ### ###"],
  Israel: ["+972 5#-###-####", "05#-#######"],
  Turkey: ["+90 5## ### ## ##", "0 (5##) ### ## ##"],
  Mexico: ["+52 55 N### ####", "55 N### ####"],
  "South Africa": ["+27 82 ### ####", "082 ### ####"],
  Singapore: ["+65 9### ####", "+65 6### ####"],
  International: ["+NN#########", "+1N##N######", "+49151N#######", "00491N#########"],
};

function fill(random: Random, form: string): string {
  return form.replaceAll(/[#N]/g, (sign) =>
    String(sign === "N" ? random.integer(2, 9) : random.integer(0, 9)),
  );
}

function inDigits(text: string, zero: number): string {
  return text.replaceAll(/\d/g, (digit) => String.fromCodePoint(zero + Number(digit)));
}

/** A form may begin with a label if its digits alone are not recognizable. */
function printed(form: string) {
  return (random: Random): Piece => {
    const [, label = "", number = form] = /^(\p{L}{2,}[.:] )(.*)$/u.exec(form) ?? [];
    const filled = fill(random, number);
    return { text: label + filled, sensitive: [filled] };
  };
}

export const PHONES_AS_PRINTED: readonly Maker[] = [
  ...Object.entries(PHONES).flatMap(([country, forms]) =>
    partly("phone", Object.fromEntries(forms.map((form) => [`${country} ${form}`, printed(form)]))),
  ),
  ...wholly("phone", {
    "tel URI": (r) => `tel:${fill(r, "+49-30-N#######")}`,
    "tel URI, compact": (r) => `tel:${fill(r, "+1N##N######")}`,
    "extension, ext.": (r) => `${fill(r, "+1 (N##) N##-####")} ext. ${r.digits(3)}`,
    "extension, x": (r) => `${fill(r, "N##-N##-####")} x${r.digits(4)}`,
    "full-width digits": (r) => inDigits(fill(r, "090-####-####"), 0xff10),
    "Arabic-Indic digits": (r) => inDigits(fill(r, "+966 5# ### ####"), 0x0660),
    "Persian digits": (r) => inDigits(fill(r, "+98 91# ### ####"), 0x06f0),
    "Devanagari digits": (r) => inDigits(fill(r, "+91 9#### #####"), 0x0966),
    "non-breaking spaces": (r) => fill(r, "+33 6 ## ## ## ##").replaceAll(" ", "\u00a0"),
    "non-breaking hyphens": (r) => fill(r, "+1 N##-N##-####").replaceAll("-", "\u2011"),
    "en dashes": (r) => fill(r, "+44 20–7###–####"),
  }),
  ...partly(
    "phone",
    Object.fromEntries(
      ["Tel.: ", "phone=", "Mobile ", "☎ ", "Telefon: ", "电话：", "fax: "].map((label) => [
        `labelled ${label.trim()}`,
        (r: Random) => {
          const number = fill(
            r,
            r.pick(["+49 30 N#######", "(N##) N##-####", "0171 N######", "+86 13# #### ####"]),
          );
          return { text: label + number, sensitive: [number] };
        },
      ]),
    ),
  ),
];
