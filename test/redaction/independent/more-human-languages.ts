/** Passwords in sentences, labels and data by people who write in languages that the corpus did not have. */

import { drawDigits } from "./passwords.js";
import { createShortSource, holdOnly, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const code = holdOnly(drawDigits(4), drawDigits(6));

const EUROPE: readonly Source[] = [
  createShortSource(
    "Greek",
    "https://el.wikipedia.org/wiki/%CE%9A%CF%89%CE%B4%CE%B9%CE%BA%CF%8C%CF%82_%CF%80%CF%81%CF%8C%CF%83%CE%B2%CE%B1%CF%83%CE%B7%CF%82",
    [
      as.raw`Όνομα χρήστη: anna\nΚωδικός πρόσβασης: ${value}\nΔιακομιστής: db01`,
      as.spoken`Ο κωδικός είναι ${value}, μην τον δώσεις σε κανέναν.`,
      as.yamlPlain`server: db01\nχρήστης: anna\nκωδικός: ${value}\nport: 22`,
      as.spoken`Νέος κωδικός: ${value} (αλλάξτε τον)`,
      as.raw`Συνθηματικό: ${value}\nΘύρα: 22`,
    ],
  ),
  createShortSource("Hungarian", "https://hu.wikipedia.org/wiki/Jelsz%C3%B3", [
    as.raw`Felhasználónév: anna\nJelszó: ${value}\nKiszolgáló: db01`,
    as.spoken`A jelszó ${value}, kérlek változtasd meg.`,
    as.word(";#\"'")`; db01\nfelhasznalo = anna\njelszo = ${value}\n`,
    as.spoken`Az új jelszavad: ${value} (egy napig érvényes)`,
    as.raw`PIN-kód: ${code}\nKártya: Anna Berg`,
  ]),
  createShortSource("Romanian", "https://ro.wikipedia.org/wiki/Parol%C4%83", [
    as.raw`Utilizator: anna\nParolă: ${value}\nServer: db01`,
    as.spoken`Parola este ${value}, nu o da nimănui.`,
    as.singleQuoted`$utilizator = "anna";\n$parola = '${value}';`,
    as.spoken`Noua ta parolă: ${value} (schimb-o la prima autentificare)`,
    as.raw`Cod PIN: ${code}\nCard: Anna Berg`,
  ]),
  createShortSource("Croatian and Slovene", "https://hr.wikipedia.org/wiki/Lozinka", [
    as.raw`Korisničko ime: anna\nLozinka: ${value}\nPoslužitelj: db01`,
    as.spoken`Lozinka je ${value}, promijeni je nakon prijave.`,
    as.csv`"korisnik";"lozinka"\n"anna";"${value}"`,
    as.raw`Uporabniško ime: anna\nGeslo: ${value}\nStrežnik: db01`,
    as.spoken`Novo geslo je ${value}, prosim ne deli ga.`,
  ]),
  createShortSource(
    "Serbian and Bulgarian",
    "https://bg.wikipedia.org/wiki/%D0%9F%D0%B0%D1%80%D0%BE%D0%BB%D0%B0",
    [
      as.raw`Потребител: anna\nПарола: ${value}\nСървър: db01`,
      as.spoken`Паролата е ${value}, не я казвай на никого.`,
      as.xmlText`<потребител>anna</потребител><парола>${value}</парола>`,
      as.raw`Корисничко име: anna\nЛозинка: ${value}\nСервер: db01`,
      as.spoken`Нова лозинка је ${value}, промени је.`,
    ],
  ),
  createShortSource("Slovak", "https://sk.wikipedia.org/wiki/Heslo_(ochrana)", [
    as.raw`Meno používateľa: anna\nHeslo: ${value}\nServer: db01`,
    as.spoken`Nové heslo je ${value}, zmeňte si ho po prihlásení.`,
    as.form`POST /login pouzivatel=anna&heslo=${value}&ok=1`,
    as.spoken`Prístupové údaje: admin, heslo ${value}`,
    as.raw`Kód PIN: ${code}\nKarta: Anna Berg`,
  ]),
  createShortSource("Finnish and Estonian", "https://fi.wikipedia.org/wiki/Salasana", [
    as.spoken`Salasana on ${value}, vaihda se ensimmäisellä kerralla.`,
    as.json`{"id":7,"salasana":"${value}","kayttaja":"anna"}`,
    as.raw`Tunnus: anna\nUusi salasana: ${value}\nPalvelin: db01`,
    as.raw`Kasutajanimi: anna\nParool: ${value}\nServer: db01`,
    as.spoken`Parool on ${value}, palun ära jaga seda.`,
  ]),
  createShortSource("Latvian and Lithuanian", "https://lt.wikipedia.org/wiki/Slapta%C5%BEodis", [
    as.raw`Vartotojas: anna\nSlaptažodis: ${value}\nServeris: db01`,
    as.spoken`Slaptažodis yra ${value}, pakeiskite jį.`,
    as.spoken`vartotojas: anna / slaptazodis: ${value}`,
    as.raw`Lietotājs: anna\nParole: ${value}\nServeris: db01`,
    as.spoken`Jaunā parole ir ${value}, lūdzu nomainiet to.`,
  ]),
  createShortSource("Norwegian and Icelandic", "https://no.wikipedia.org/wiki/Passord", [
    as.raw`Brukernavn: anna\nPassord: ${value}\nTjener: db01`,
    as.yamlPlain`server: db01\nbruker: anna\npassord: ${value}\nport: 22`,
    as.spoken`Ditt nye passord: ${value} (bytt det ved innlogging)`,
    as.raw`Notandanafn: anna\nLykilorð: ${value}\nÞjónn: db01`,
    as.raw`Dørkode: ${code}\nEtasje: 2`,
  ]),
  createShortSource("Catalan and Basque", "https://ca.wikipedia.org/wiki/Contrasenya", [
    as.raw`Usuari: anna\nContrasenya: ${value}\nServidor: db01`,
    as.spoken`La contrasenya és ${value}, canvia-la aviat.`,
    as.word(";#\"'")`; db01\nusuari = anna\ncontrasenya = ${value}\n`,
    as.raw`Erabiltzailea: anna\nPasahitza: ${value}\nZerbitzaria: db01`,
    as.raw`Mot clau nou: ${value}\nUsuari: anna\nContrasenya antiga: cap`,
  ]),
];

const ASIA: readonly Source[] = [
  createShortSource("Arabic", "https://ar.wikipedia.org/wiki/%D9%83%D9%84%D9%85%D8%A9_%D8%B3%D8%B1", [
    as.raw`اسم المستخدم: anna\nكلمة المرور: ${value}\nالخادم: db01`,
    as.spoken`كلمة السر هي ${value} ولا تخبر أحدا بها`,
    as.singleQuoted`$المستخدم = "anna";\n$كلمة_المرور = '${value}';`,
    as.spoken`كلمة المرور الجديدة: ${value} (يرجى تغييرها)`,
    as.raw`رمز التحقق: ${code}\nصالح لمدة خمس دقائق`,
  ]),
  createShortSource("Hebrew", "https://he.wikipedia.org/wiki/%D7%A1%D7%99%D7%A1%D7%9E%D7%94", [
    as.raw`שם משתמש: anna\nסיסמה: ${value}\nשרת: db01`,
    as.spoken`הסיסמה היא ${value} ואסור לשתף אותה`,
    as.csv`"משתמש";"סיסמה"\n"anna";"${value}"`,
    as.spoken`הסיסמה החדשה שלך: ${value} (נא להחליף)`,
    as.raw`קוד סודי: ${code}\nכרטיס: anna`,
  ]),
  createShortSource(
    "Persian and Urdu",
    "https://fa.wikipedia.org/wiki/%DA%AF%D8%B0%D8%B1%D9%88%D8%A7%DA%98%D9%87",
    [
      as.raw`نام کاربری: anna\nرمز عبور: ${value}\nسرور: db01`,
      as.spoken`رمز عبور ${value} است، آن را به کسی ندهید`,
      as.raw`گذرواژه: ${value}\nدرگاه: 22`,
      as.raw`صارف: anna\nپاس ورڈ: ${value}\nسرور: db01`,
      as.xmlText`<نام>anna</نام><گذرواژه>${value}</گذرواژه>`,
    ],
  ),
  createShortSource(
    "Hindi and Bengali",
    "https://hi.wikipedia.org/wiki/%E0%A4%95%E0%A5%82%E0%A4%9F%E0%A4%B6%E0%A4%AC%E0%A5%8D%E0%A4%A6",
    [
      as.raw`उपयोगकर्ता: anna\nपासवर्ड: ${value}\nसर्वर: db01`,
      as.spoken`पासवर्ड ${value} है, किसी को मत बताना`,
      as.spoken`आपका नया पासवर्ड: ${value} (कृपया बदलें)`,
      as.raw`ব্যবহারকারী: anna\nপাসওয়ার্ড: ${value}\nসার্ভার: db01`,
      as.raw`पिन: ${code}\nकार्ड: Anna Berg`,
    ],
  ),
  createShortSource("Vietnamese", "https://vi.wikipedia.org/wiki/M%E1%BA%ADt_kh%E1%BA%A9u", [
    as.raw`Tên đăng nhập: anna\nMật khẩu: ${value}\nMáy chủ: db01`,
    as.spoken`Mật khẩu là ${value}, đừng chia sẻ với ai.`,
    as.form`POST /login tai_khoan=anna&mat_khau=${value}&ok=1`,
    as.spoken`Mật khẩu mới của bạn: ${value} (hãy đổi ngay)`,
    as.raw`Mã PIN: ${code}\nThẻ: Anna Berg`,
  ]),
  createShortSource(
    "Thai",
    "https://th.wikipedia.org/wiki/%E0%B8%A3%E0%B8%AB%E0%B8%B1%E0%B8%AA%E0%B8%9C%E0%B9%88%E0%B8%B2%E0%B8%99",
    [
      as.raw`ชื่อผู้ใช้: anna\nรหัสผ่าน: ${value}\nเซิร์ฟเวอร์: db01`,
      as.spoken`รหัสผ่านคือ ${value} อย่าบอกใคร`,
      as.json`{"id":7,"รหัสผ่าน":"${value}","ผู้ใช้":"anna"}`,
      as.spoken`รหัสผ่านใหม่ของคุณ: ${value} (กรุณาเปลี่ยน)`,
      as.raw`รหัสลับ: ${code}\nบัตร: anna`,
    ],
  ),
  createShortSource("Indonesian and Malay", "https://id.wikipedia.org/wiki/Kata_sandi", [
    as.raw`Nama pengguna: anna\nKata sandi: ${value}\nServer: db01`,
    as.spoken`Kata sandinya ${value}, jangan dibagikan ya.`,
    as.spoken`pengguna: anna / kata sandi: ${value}`,
    as.raw`Nama pengguna: anna\nKata laluan: ${value}\nPelayan: db01`,
    as.spoken`Kode verifikasi Anda adalah ${code}, berlaku 5 menit.`,
  ]),
  createShortSource(
    "Georgian and Armenian",
    "https://ka.wikipedia.org/wiki/%E1%83%9E%E1%83%90%E1%83%A0%E1%83%9D%E1%83%9A%E1%83%98",
    [
      as.raw`მომხმარებელი: anna\nპაროლი: ${value}\nსერვერი: db01`,
      as.spoken`პაროლი არის ${value}, არავის უთხრა.`,
      as.yamlPlain`server: db01\nმომხმარებელი: anna\nპაროლი: ${value}\nport: 22`,
      as.raw`Օգտանուն: anna\nԳաղտնաբառ: ${value}\nՍերվեր: db01`,
      as.spoken`Նոր գաղտնաբառը ${value} է, փոխիր այն։`,
    ],
  ),
  createShortSource("Filipino and Swahili", "https://sw.wikipedia.org/wiki/Nenosiri", [
    as.raw`Jina la mtumiaji: anna\nNenosiri: ${value}\nSeva: db01`,
    as.spoken`Nenosiri lako jipya ni ${value}, libadilishe.`,
    as.spoken`Ang password ay ${value}, huwag ibahagi.`,
    as.raw`Nywila: ${value}\nMtumiaji: anna`,
    as.word(";#\"'")`; db01\nmtumiaji = anna\nnenosiri = ${value}\n`,
  ]),
];

export const HUMAN_LANGUAGE_SOURCES: readonly Source[] = [...EUROPE, ...ASIA];
