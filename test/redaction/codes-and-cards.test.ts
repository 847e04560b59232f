/** Shows which codes of persons and cards are found in many languages, and which codes of programs remain. */
import { describe, expect, it } from "vitest";
import { redactPropertyText } from "../../src/redaction/redactor.js";

describe("a code that opens a door, an account or a lock", () => {
  it.each([
    [
      "\u8a8d\u8a3c\u30b3\u30fc\u30c9\uff1a47209\uff085\u5206\uff09",
      "\u8a8d\u8a3c\u30b3\u30fc\u30c9\uff1a[secret]\uff085\u5206\uff09",
    ],
    ["Do\u011frulama kodunuz: 472093.", "Do\u011frulama kodunuz: [secret]."],
    ["ov\u011b\u0159ovac\u00ed k\u00f3d je 472093", "ov\u011b\u0159ovac\u00ed k\u00f3d je [secret]"],
    [
      "\u043d\u0435 \u0433\u043e\u0432\u043e\u0440\u0438\u0442\u0435 \u043a\u043e\u0434 472093!",
      "\u043d\u0435 \u0433\u043e\u0432\u043e\u0440\u0438\u0442\u0435 \u043a\u043e\u0434 [secret]!",
    ],
    [
      "\u043a\u043e\u0434 \u043e\u0442 \u0434\u0432\u0435\u0440\u0438 4720",
      "\u043a\u043e\u0434 \u043e\u0442 \u0434\u0432\u0435\u0440\u0438 [secret]",
    ],
    ["code de la porte 4720B", "code de la porte [secret]"],
    ["c\u00f3digo de acceso 4720", "c\u00f3digo de acceso [secret]"],
    ["Ihr Code lautet 472093", "Ihr Code lautet [secret]"],
    ["vahvistuskoodi on 472093", "vahvistuskoodi on [secret]"],
    ["kode verifikasi Anda 472093", "kode verifikasi Anda [secret]"],
    ["bike lock 4720, gym locker 9381", "bike lock [secret], gym locker [secret]"],
    ["the combination: 47-20-93", "the combination: [secret]"],
    ["Left(BadPin(4720,attempt=2))", "Left(BadPin([secret],attempt=2))"],
    ["PIN '47-209' is no number", "PIN '[secret]' is no number"],
  ])("is removed: %s", (text, redacted) => expect(redactPropertyText(text)).toBe(redacted));

  it.each([
    "error code 47209",
    "c\u00f3digo de error 4720",
    "code d'erreur 4720",
    "Fehlercode 47209",
    "\u043a\u043e\u0434 \u043e\u0448\u0438\u0431\u043a\u0438 472093",
    "kod b\u0142\u0119du 4720",
    "hata kodu 4720",
    "felkod 47209, virhekoodi 47209",
    "HttpStatusCode(4720) and SqlErrorCode=4720",
    "pin localhost:8080",
    "the lock 4720 is held",
    "my code fails at 4720",
    "login code of 12-05-24",
    "exited with code 4720",
  ])("is no code of a program: %s", (text) => expect(redactPropertyText(text)).toBe(text));
});

describe("what is beside the number of a card", () => {
  // The numbers are those that card brands publish for tests.
  it.each([
    ["4111-1111-1111-1111, code on the back 472", "[card], code on the back [secret]"],
    ["3782 822463 10005 CID 4720", "[card] CID [secret]"],
    ["Karte 4111 1111 1111 1111, Pr\u00fcfziffer 472", "Karte [card], Pr\u00fcfziffer [secret]"],
    ["4111111111111111 11/29 472", "[card] 11/29 [secret]"],
    ["4111111111111111|11|2029|472", "[card]|11|2029|[secret]"],
    ["4111 1111 1111 1111 49.90 EUR", "[card] 49.90 EUR"],
    ["4111 1111 1111 1111 472", "[card]"],
    ["track2=;4111111111111111=29111014720938?", "track2=;[card]"],
    ["%B4111111111111111^DOE/JANE^29111014720938?", "[card]"],
  ])("is removed: %s", (text, redacted) => expect(redactPropertyText(text)).toBe(redacted));

  it.each(["code on the back 472", "CID 4720", "11/29 472", "Pr\u00fcfziffer 472", "%B4111^A^2911"])(
    "is ordinary without the number: %s",
    (text) => expect(redactPropertyText(text)).toBe(text),
  );

  it("is ordinary beside a number that is not one of a card", () =>
    expect(redactPropertyText("order 20241104123456 code 472")).toBe("order 20241104123456 code 472"));

  it("is ordinary if it is the code of an error", () =>
    expect(redactPropertyText("4111111111111111 failed: error code 500")).toBe(
      "[card] failed: error code 500",
    ));
});
