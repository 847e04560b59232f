/** Secrets in documents, manuals, phones' profiles, archives and other small tools. */

import { drawAlnum, drawBase64, drawDigits, drawHex } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const inCode = as.phrase("`");
const short = holdOnly(drawAlnum(8), drawAlnum(10), drawHex(12));

export const DOCUMENT_SOURCES: readonly Source[] = [
  createShortSource("Documents with a password", "https://qpdf.readthedocs.io/en/stable/encryption.html", [
    as.bare`qpdf --password=${value} --decrypt in.pdf out.pdf`,
    as.bare`pdftk in.pdf output out.pdf owner_pw ${value} allow printing`,
    as.doubleQuoted`reader = PdfReader("a.pdf")\nreader.decrypt("${value}")  # password`,
    as.bare`msoffcrypto-tool -p ${value} in.xlsx out.xlsx`,
    as.spoken`Your payslip is attached. To open the PDF, enter the password ${value}.`,
    as.raw`pdftotext: Incorrect password '${short}' for payslip.pdf`,
  ]),
  createShortSource("AsciiDoc, reStructuredText and LaTeX", "https://docs.asciidoctor.org/asciidoc/latest/", [
    inCode`.Login\n* User: \`admin\`\n* Password: \`${value}\``,
    as.phrase("|`")`|===\n|Setting |Value\n\n|password |${value}\n|port |5432\n|===`,
    inCode`The default password is \`\`${value}\`\`. Change it before use.`,
    as.yamlPlain`.. code-block:: yaml\n\n   user: app\n   password: ${value}\n   port: 5432`,
    as.word("\\{}%#&_^~$")`User: \\texttt{anna}, password: \\texttt{${value}}.`,
    as.phrase("|")`|| Name || Password ||\n| admin | ${value} |`,
  ]),
  createShortSource("Profiles of phones", "https://developer.apple.com/documentation/devicemanagement/wifi", [
    as.xmlText`<key>SSID_STR</key>\n<string>Home</string>\n<key>Password</key>\n<string>${value}</string>\n<key>EncryptionType</key>\n<string>WPA</string>`,
    as.xmlText`<key>SharedSecret</key>\n<data>${holdOnly(drawBase64(18))}</data>\n<key>RemoteAddress</key>`,
    as.xmlText`<string name="PreSharedKey">&quot;${holdOnly(drawAlnum(14))}&quot;</string>\n<boolean name="HiddenSSID" value="false" />`,
    as.json`{"android.app.extra.PROVISIONING_WIFI_SSID":"Home","android.app.extra.PROVISIONING_WIFI_PASSWORD":"${value}"}`,
    as.bare`adb shell cmd wifi connect-network Home wpa2 ${holdOnly(drawAlnum(14), drawHex(16))}\nConnection initiated`,
    as.xmlText`<keyMaterial>${value}</keyMaterial>\n<protected>false</protected>`,
  ]),
  createShortSource("Wi-Fi tools", "https://w1.fi/wpa_supplicant/devel/", [
    as.raw`KEY FOUND! [ ${holdOnly(drawAlnum(10), drawDigits(8))} ]\n\n      Master Key     : hidden`,
    as.shellSingle`wpa_passphrase Home '${value}' >> wpa.conf`,
    as.bare`iwctl --passphrase ${value} station wlan0 connect Home`,
    as.raw`[Security]\nPreSharedKey=${holdOnly(drawHex(64))}\nPassphrase=hidden`,
    as.raw`[Security]\nPassphrase=${value}\n\n[Settings]\nAutoConnect=true`,
    as.word()`networksetup -setairportnetwork en0 Home ${value}`,
  ]),
  createShortSource("SSH clients of programs", "https://docs.paramiko.org/en/stable/api/client.html", [
    as.singleQuoted`ssh.connect('10.0.0.8', username='root', password='${value}', timeout=5)`,
    as.singleQuoted`conn.connect({ host: '10.0.0.8', username: 'root', passphrase: '${value}' });`,
    as.doubleQuoted`session.setPassword("${value}");\nsession.setConfig("StrictHostKeyChecking", "no");`,
    as.doubleQuoted`Auth: []ssh.AuthMethod{ssh.Password("${value}")},\nTimeout: 5 * time.Second,`,
    as.bare`env.user = root\nenv.password = ${value}`,
    as.doubleQuoted`device = {"device_type": "cisco_ios", "username": "admin", "password": "${value}", "secret": "x"}`,
  ]),
  createShortSource("Servers of survival games", "https://minecraft.wiki/w/Server.properties", [
    as.word('"')`./server.x86_64 -batchmode +server.port 28015 +rcon.ip 0.0.0.0 +rcon.password "${value}"`,
    as.word('",')`OptionSettings=(ServerName="Friends",AdminPassword="${value}",PublicPort=8211)`,
    as.word()`] rcon_password ${value}\n] rcon status\nBad rcon_password.`,
    as.raw`ServerPassword=${short}\nServerName=Friends\nAdminPassword=`,
    as.raw`[10:00:00 INFO]: anna issued server command: /login ${short}`,
    as.json`{"settings": {"name": "Friends", "game_password": "${value}", "max_players": 8}}`,
  ]),
  createShortSource("Calendar and contacts", "https://www.rfc-editor.org/rfc/rfc5545", [
    as.raw`BEGIN:VEVENT\nSUMMARY:Demo\nDESCRIPTION:Meeting ID 812 3344\\nPasscode: ${short}\\nBring coffee\nEND:VEVENT`,
    as.raw`BEGIN:VCARD\nFN:Router\nNOTE:password ${short}\nEND:VCARD`,
    as.raw`LOCATION:Video room 4\nX-CONFERENCE-PIN:${holdOnly(drawDigits(6), drawDigits(9))}\nSTATUS:CONFIRMED`,
    as.spoken`Reminder: change the password ${value} of the shop on Monday.`,
    as.raw`Dial by phone: +1 555 0100,,8123344#,,*${holdOnly(drawDigits(6))}#`,
  ]),
  createShortSource("Secret scanners", "https://github.com/gitleaks/gitleaks", [
    as.raw`Finding:     password = "${short}"\nSecret:      ${short}\nRuleID:      generic-api-key\nFile:        config.py`,
    as.json`{"RuleID":"generic-api-key","StartLine":12,"Secret":"${key}","File":"config.py"}`,
    as.raw`Found unverified result\nDetector Type: Generic\nRaw result: api_key=${key}\nFile: config.py`,
    as.raw`config.py:12: [High] Secret Keyword: API_TOKEN = "${key}"`,
    as.doubleQuoted`>> Issue: [B105:hardcoded_password_string] Possible hardcoded password: '${short}'\n   Severity: Low`,
  ]),
];
