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
import { redactIdentifiableInfo, redactPropertyText } from "../../src/redaction/redactor.js";
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
