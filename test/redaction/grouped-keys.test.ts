/** Tests that keys in short groups are removed, and that ordinary words with dashes remain. */
import { describe, expect, it } from "vitest";
import { redactIdentifiableInfo } from "../../src/redaction/identifiable-info.js";
import { redactPropertyText } from "../../src/redaction/redactor.js";

describe.each([
  ["redactIdentifiableInfo", redactIdentifiableInfo],
  ["redactPropertyText", redactPropertyText],
] as const)("%s", (_, redact) => {
  it.each([
    "A1B2C-3D4E5-F6G7H-8J9K0",
    "A1B2-C3D4-E5F6-G7H8",
    "Q7W8E9R1-T2Y3U4I5-O6P7A8S9-D1F2G3H4",
    "0A1B2C3-4D5E6F7-8G9H0J1-2K3L4M5-6N7P8Q9",
    "4f1a-92bd-71c08e-a5d3f6-0b8e42c7",
  ])("removes %s", (key) => {
    expect(redact(`serial ${key}, please`)).toBe("serial [token], please");
  });

  it.each([
    "XXXX-XXXX-XXXX-XXXX",
    "XXXX-XXXX-XXXX-1234",
    "ABCDE-FGHIJ-KLMNO-PQRST",
    "2026-1126-1930-1200-1000",
    "TLS-ECDHE-ECDSA-WITH-AES-128",
    "7d3f9c2e-51ab-4c8d-9e60-3b1f8a47d2c5",
    "7d3f9c2e-51ab-4c8d-9e60",
    "7d3f9c2e-51ab-4c8d-9e60-3b1f8a4",
    "dead-beef-cafe-babe-face-fade",
    "ubuntu-22-04-lts-amd64-hwe",
    "claude-sonnet-4-5-20250929",
    "A1B2C-3D4E5-F6G7H",
  ])("leaves %s", (text) => expect(redact(text)).toBe(text));
});

it("removes random characters after the name of a service in one word", () => {
  const digits = "0123456789abcdef0a1b2c3d4e5f6a7b";
  for (const name of [
    "the-internationalization-administration-and-presentation-of-the-contents",
    "internal_billing_service_name",
  ])
    for (const joint of ["-", "_"]) {
      const redacted = redactPropertyText(`${name}${joint}${digits}`);
      expect(redacted).toMatch(/\[token\]$/);
      expect(redacted).not.toContain(digits.slice(0, 6));
    }
  expect(redactPropertyText("the-internal-billing-service-with-a-long-name-2")).toMatch(/-2$/);
});

it("removes a token whole that is encoded for a URL, or has several signs in a row", () => {
  const half = "0aB1cD2eF3gH4iJ5kL6m";
  for (const joint of ["%2B", "%3D%3D", "++", "+/", "//", "+-", "=+/"])
    expect(redactPropertyText(`use ${half}${joint}${half} now`)).toBe("use [token] now");
  for (const joint of ["+", "++", "+/", "+-", "=+/"])
    expect(redactPropertyText(`use x7Qab${joint}${half} now`)).toBe("use [token] now");
});
