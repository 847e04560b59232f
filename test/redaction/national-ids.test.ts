/** Tests that national ids are removed, and that ordinary numbers are not taken for them. */
import { describe, expect, it } from "vitest";
import { getIbanLengths } from "../../src/redaction/detectors/iban-lengths.js";
import {
  isAadhaar,
  isCnpj,
  isCpf,
  isNhsNumber,
  isPesel,
  isSsn,
} from "../../src/redaction/detectors/national-id-checksums.js";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";
import { createDni, createIban, createNumber, group, groupByFour, random } from "./national-id-samples.js";

/** Ids as they are printed. They need no label. */
const PRINTED: Readonly<Record<string, () => string>> = {
  "CPF, printed": () => {
    const [a, b, c, d] = group(createNumber(isCpf, 11, 2), 3, 3, 3, 2);
    return `${a}.${b}.${c}-${d}`;
  },
  "CNPJ, printed": () => {
    const [a, b, c, d, e] = group(createNumber(isCnpj, 14, 2), 2, 3, 3, 4, 2);
    return `${a}.${b}.${c}/${d}-${e}`;
  },
  "Aadhaar, blanks": () => groupByFour(createNumber(isAadhaar, 12, 1, "4"), " "),
  "Aadhaar, dashes": () => groupByFour(createNumber(isAadhaar, 12, 1, "7"), "-"),
  "SSN, dashes": () => group(createNumber(isSsn, 9, 1, "1"), 3, 2, 4).join("-"),
  DNI: () => createDniWithout(/[BL]$/),
  "DNI, dash": () => createDni(random.digits(8)).replace(/.$/, "-$&"),
  "DNI, dots": () => createDni(random.digits(8)).replace(/^(..)(...)(...)/, "$1.$2.$3-"),
  NIE: () => createDni(`Y${random.digits(7)}`),
  "NIE, dashes": () => createDni(`X${random.digits(7)}`).replace(/^(.)(.{7})/, "$1-$2-"),
  "IBAN, one word": () => createIban("DE", 22),
  "IBAN, groups": () => groupByFour(createIban("FR", 27), " "),
  "IBAN, dashes": () => groupByFour(createIban("NO", 15), "-"),
};

function createDniWithout(letters: RegExp): string {
  for (;;) {
    const dni = createDni(random.digits(8));
    if (!letters.test(dni)) return dni;
  }
}

/** Numbers that need a label before them. */
const LABELLED: Readonly<Record<string, readonly [labels: readonly string[], create: () => string]>> = {
  "NHS number": [
    ["NHS ", "NHS number: ", "nhs_number=", '{"nhsNumber": "'],
    () => createNumber(isNhsNumber, 10, 1),
  ],
  "NHS number, groups": [
    ["NHS no. ", "CHI number: "],
    () => group(createNumber(isNhsNumber, 10, 1, "4"), 3, 3, 4).join(" "),
  ],
  "DNI that looks like a number of bytes": [["DNI ", "dni: ", "nif="], () => createDniWithout(/[^BL]$/)],
  PESEL: [["PESEL ", "pesel: ", "nr PESEL: ", "pesel="], () => createNumber(isPesel, 11, 1, "850412")],
  CPF: [["CPF ", "cpf: ", "customerCpf=", "cpf_number = "], () => createNumber(isCpf, 11, 2)],
  CNPJ: [["CNPJ ", "cnpj: "], () => createNumber(isCnpj, 14, 2)],
  Aadhaar: [["Aadhaar ", "aadhar_number: ", "UIDAI no "], () => createNumber(isAadhaar, 12, 1, "3")],
  SSN: [["SSN ", "ssn=", "social security number: ", "employeeSsn: "], () => createNumber(isSsn, 9, 1, "4")],
};

describe("redaction of national ids", () => {
  it.each(Object.entries(PRINTED))("removes an id without a label: %s", (_, create) => {
    for (let round = 0; round < 50; round++) {
      const id = create();
      for (const redact of [redactIdentifiableInfo, redactPropertyText]) {
        expect(redact(id)).toBe("[national-id]");
        expect(redact(`no ${id}, please`)).toBe("no [national-id], please");
        expect(redact(`{"id":"${id}"}`)).toBe(`{"id":"[national-id]"}`);
      }
    }
  });

  it.each(Object.entries(LABELLED))("removes a number after its label only: %s", (name, [labels, create]) => {
    for (let round = 0; round < 50; round++) {
      const number = create();
      for (const label of labels) {
        // `ssn` is also the name of a secret, which wins.
        const kind =
          name === "SSN" && /ssn/.test(label.toLowerCase()) && /[=:]/.test(label) ? "secret" : "national-id";
        expect(redactPropertyText(label + number)).toBe(`${label}[${kind}]`);
        const other = number.replace(/\d(?=\D?$)/, (digit) => String((Number(digit) + 1) % 10));
        // Every number of the ranges is a Social Security number, because it has no checksum.
        if (name !== "SSN") expect(redactPropertyText(label + other)).not.toContain("[national-id]");
      }
      if (!number.includes(" ")) expect(redactPropertyText(`count ${number}`)).not.toContain("[national-id]");
    }
  });

  // Invented numbers in the form of each. The last text of a row is the nearest one that is ordinary.
  it.each([
    ["EIN", "EIN=47-2093817 now", "47-2093817", "EIN=47-20"],
    ["a tax id in JSON", `{"taxId":"472093817"}`, "472093817", `{"taxId":"2026-11-04"}`],
    ["ITIN", "ITIN 947-71-2093", "947-71-2093", "ITIN 947"],
    ["a passport", "passport no. 47209381 is lost", "47209381", "passport no. 4720 is lost"],
    ["a passport as a key", "customerPassportNo=K47209C81", "K47209C81", "passport-lib 0.7.4"],
    ["a Russian passport", "паспорт 4719 № 209381", "4719 № 209381", "паспорт 4719"],
    ["a licence", "driver's license D472-0938-1742", "D472-0938-1742", "driver's license 2027-04-01"],
    ["Medicare", "Medicare number 1EG4-TE5-MK73", "1EG4-TE5-MK73", "Medicare number 1EG4"],
    ["a bank in the US", "routing number 472093817", "472093817", "routing number of hops 3"],
    ["an account", "account number 4720938174", "4720938174", "account number of retries: 3"],
    [
      "an account beside a bank",
      "sort code 47-20-93, account 47209381",
      "47209381",
      "account 47209381 is closed",
    ],
    ["BSB", "BSB 472-093", "472-093", "BSB 472"],
    ["CLABE", "CLABE 472093817420938174", "472093817420938174", "CLABE 47209381742093817"],
    ["IFSC", "IFSC: KLMN0472093", "KLMN0472093", "IFSC: KLMN1472093"],
    ["a German account", "Kontonummer 4720938174, BLZ 47209381", "4720938174", "Konto 4720938174 im Test"],
    ["German taxes", "Steuer-ID: 47 209 381 742", "47 209 381 742", "Steuer: 47 209 EUR"],
    ["a German tax number", "Steuernummer 47/209/38174", "47/209/38174", "Steuernummer 47/209"],
    ["VAT", "USt-IdNr. DE472093817", "DE472093817", "VAT: EUR 47209.38"],
    ["PAN", "PAN KLMNP4720Q", "KLMNP4720Q", "PAN camera 47209"],
    ["Mexican taxes", "RFC: KLMN470209P81", "KLMN470209P81", "RFC: 7231 and RFC 9110"],
    ["CUIT", "CUIT 20-47209381-7", "20-47209381-7", "CUIT 20-472"],
    ["TFN", "TFN 472 093 817", "472 093 817", "TFN 472 093"],
    ["NIF", "NIF 472093817", "472093817", "NIF 4720938"],
    ["Russian taxes", "ИНН 472093817420", "472093817420", "ИНН 47209381"],
    ["French taxes", "numéro fiscal 4720938174209", "4720938174209", "numéro fiscal 4720"],
    [
      "French social security",
      "sécurité sociale : 1 47 02 09 381 742 09",
      "1 47 02 09 381 742 09",
      "sécu : 1 47 02",
    ],
    ["UTR", "UTR 4720938174", "4720938174", "UTR 47209"],
    ["NIP", "NIP: 472-093-81-74", "472-093-81-74", "NIP: 472-093"],
    ["personnummer", "personnummer 470209-3817", "470209-3817", "personnummer 4702"],
    ["NINO", "NINO QQ 47 20 93 C", "QQ 47 20 93 C", "NINO QQ 47"],
    ["NRIC", "NRIC S4720938K", "S4720938K", "NRIC S4720"],
    ["a Chinese id", "请提供身份证号:472093817420938174", "472093817420938174", "身份证号:4720938"],
    ["a Korean id", "주민등록번호는 470209-1381742", "470209-1381742", "주민등록번호는 470209"],
    ["markup", "<ein>47-2093817</ein>", "47-2093817", "<ein>47</ein>"],
    ["a size", "account number 47209381", "47209381", "ein 472093817 bytes"],
    ["another id", "tax number 472093817", "472093817", "order number 472093817 of user id 472093817"],
    [
      "CURP without a label",
      "is KLMN470209HDFRRS09 right",
      "KLMN470209HDFRRS09",
      "is KLMN_470209_HDFR right",
    ],
    [
      "codice fiscale without a label",
      "is KLMNPQ47B09D381R right",
      "KLMNPQ47B09D381R",
      "is KLMNPQ47B09D381 right",
    ],
    ["GSTIN without a label", "is 27KLMNP4720Q1Z5 right", "27KLMNP4720Q1Z5", "is 27KLMNP4720Q1A5 right"],
    ["AHV without a label", "is 756.9217.0769.85 right", "756.9217.0769.85", "is 756.9217.0769.84 right"],
    [
      "a resident id without a label",
      "is 11010519491231002X right",
      "11010519491231002X",
      "is 110105194912310021 right",
    ],
  ])("removes a number by its label or form: %s", (_, text, number, ordinary) => {
    const redacted = redactPropertyText(text);
    expect(redacted).toContain("[national-id]");
    expect(redacted).not.toContain(number);
    expect(redactPropertyText(ordinary)).toBe(ordinary);
  });

  it("removes the IBANs of each country", () => {
    for (const [country, length] of getIbanLengths()) {
      const iban = createIban(country, length);
      expect(redactPropertyText(iban)).toBe("[national-id]");
      expect(redactPropertyText(`${groupByFour(iban, " ")} IT`)).toBe("[national-id] IT");
      expect(redactPropertyText(`${groupByFour(iban, " ")}7`)).not.toContain("[national-id]");
      expect(redactPropertyText(iban.toLowerCase())).toBe("[national-id]");
    }
  });

  it("removes a number with Arabic or full-width digits", () => {
    const number = group(createNumber(isSsn, 9, 1, "1"), 3, 2, 4).join("-");
    expect(
      redactPropertyText(number.replace(/\d/g, (digit) => String.fromCharCode(0xff10 + Number(digit)))),
    ).toBe("[national-id]");
  });

  it.each([
    "2023 2024 2025",
    "1024 2048 4096 8192 0000 1111",
    "666-12-3456",
    "900-12-3456",
    "123-00-4567",
    "123-45-0000",
    "111.111.111-11",
    "DE00 0000 0000 0000 0000 00",
    "DE12",
    "ab12-cd34",
  ])("leaves other numbers: %s", (text) => expect(redactPropertyText(text)).not.toContain("[national-id]"));

  it("takes fewer than one of a thousand ordinary numbers for an id", () => {
    const numbers = Array.from({ length: 4000 }, () => [
      random.digits(random.integer(6, 16)),
      String(1_700_000_000_000 + random.integer(0, 100_000_000_000)),
      random.integer(1, 2_000_000_000).toLocaleString("en-US"),
      random.integer(1, 2_000_000_000).toLocaleString("de-DE"),
      `${random.integer(1, 99_999)} ${random.integer(1, 99_999)} ${random.integer(1, 99_999)}`,
      `2026-11-${random.integer(10, 28)} 10:${random.integer(10, 59)}:00.${random.digits(3)}`,
      `${random.integer(1, 99)}.${random.digits(8)}`,
      random.digits(8) + random.pick(["ms", "B", "kB", "L"]),
      random.hex(9),
    ]).flat();
    const taken = numbers.filter((number) =>
      redactIdentifiableInfo(`value ${number}.`).includes("[national-id]"),
    );
    expect(taken.length, taken.slice(0, 9).join(", ")).toBeLessThan(numbers.length / 1000);
  });
});
