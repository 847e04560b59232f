/** Lists the commands, statements and protocols in which a secret stands, and the pattern before the secret in each. */

export interface CommandPhrase {
  readonly words: string;
  /** Sticky. Matches from the trigger word to the value, which is quoted or a word. The group `value` is the value itself. */
  readonly pattern: RegExp;
  /** Sticky. Must follow the value. */
  readonly tail?: RegExp;
  /** The phrase has other meanings, so that the value has to look like a password. */
  readonly isWeak?: true;
}

/** Creates the phrases; a new command is a row here. */
export const createCommandPhrases = (): readonly CommandPhrase[] => [
  {
    words: "echo printf",
    pattern: /(?:echo|printf)\s{1,4}(?:-\w{1,3}\s{1,4}|["']%s(?:\\n)?["']\s{1,4})?/iy,
    tail: /[!?.,;:]{0,3}\\{0,3}["']?\s{0,4}\|\s{0,4}(?:sudo\s{1,4}(?:-\S{1,16}\s{1,4})?)?(?:chpasswd|passwd|su|cryptsetup|gpg|pass|sudo\s{1,4}-S)\b|[!?.,;:]{0,3}\\{0,3}["']?\s{0,4}\|[^\r\n|;]{1,80}?(?:secret|passw|auth|login|vault|keyring|stdin|--with-token|-S|-fd\s0|kinit|realm|adcli|openssl|keytool|ssh-add|restic|borg)\b|\\{0,3}["']?\s{0,4}\|\s{0,4}sudo\s{1,4}-\w{0,4}S\b/iy,
  },
  {
    words: "convertto-securestring",
    pattern: /convertto-securestring\s{1,4}(?:-(?:asplaintext|force|string)\s{1,4}){0,3}/iy,
  },
  {
    words: "rabbitmqctl",
    pattern:
      /rabbitmqctl\s{1,4}(?:-\S{1,32}\s{1,4})?(?:add_user|change_password|authenticate_user)\s{1,4}\S{1,64}\s{1,4}/iy,
  },
  {
    words: "htpasswd",
    pattern: /htpasswd\s{1,4}-\w{0,6}b\w{0,6}\s{1,4}(?:-\S{1,16}\s{1,4})?\S{1,256}\s{1,4}\S{1,64}\s{1,4}/iy,
  },
  { words: "net", pattern: /net\s{1,4}user\s{1,4}[^\s/]\S{0,63}\s{1,4}(?![/*])/iy },
  // Oracle: `sqlplus scott/tiger`
  {
    words: "sqlplus rman expdp impdp sqlldr",
    pattern:
      /\w{3,7}\s{1,4}(?:-\w{1,8}\s{1,4}|target\s{1,4}){0,4}["']?[\w$#]{1,30}\/(?<value>"[^"\r\n]{1,128}"|'[^'\r\n]{1,128}'|[^\s"'@/]{6,128})(?=@|\s|$)/iy,
  },
  // Oracle: `sqlplus scott/tiger@orcl`
  {
    words: "sqlplus rman expdp impdp sqlldr connect conn",
    pattern:
      /\w{4,7}\s{1,4}(?:-\w{1,8}\s{1,4}|target\s{1,4}){0,4}["']?[\w$#]{1,30}\/(?<value>[^\s"']{3,128}?)(?=@)/iy,
  },
  { words: "dscl", pattern: /dscl\s{1,4}\S{1,64}\s{1,4}-passwd\s{1,4}\S{1,128}\s{1,4}/iy },
  // Cisco: the type of encryption is before the password.
  { words: "password secret", pattern: /(?:password|secret)\s{1,2}\d\s{1,2}(?=\S)/iy },
  // The answers to the questions of SMTP, which are `Username:` and `Password:` in base64.
  { words: "ugfzc3dvcmq6 vxnlcm5hbwu6", pattern: /\w{12}\s{1,4}(?:[A-Za-z<>-]{1,3}:?\s)?(?=\S)/iy },
  // OpenWrt; IPsec and PPP; Dovecot, MinIO, Salt, Kickstart, Composer and Poetry, Bundler
  { words: "option", pattern: /option\s{1,4}key\s{1,4}/iy },
  { words: "psk eap xauth", pattern: /(?:PSK|EAP|XAUTH)\s(?=")/y },
  { words: "doveadm", pattern: /doveadm\s{1,4}auth\s{1,4}(?:test|login)\s{1,4}\S{1,64}\s{1,4}/iy },
  {
    words: "mc",
    pattern:
      /mc\s{1,4}(?:alias|config\shost)\s{1,4}(?:set|add)\s{1,4}\S{1,64}\s{1,4}\S{1,128}\s{1,4}\S{1,64}\s{1,4}/iy,
  },
  { words: "mysql", pattern: /mysql\.user_create\s{1,4}\S{1,64}\s{1,4}\S{1,64}\s{1,4}/iy },
  { words: "rootpw", pattern: /rootpw\s{1,4}(?:--\w{1,16}\s{1,4}){0,3}(?=[^-\s])/iy },
  { words: "http-basic", pattern: /http-basic\.\S{1,128}\s{1,4}\S{1,64}\s{1,4}/iy },
  {
    words: "bundle",
    pattern: /bundle\s{1,4}config\s{1,4}(?:set\s{1,4})?(?:--\w{1,16}\s{1,4})?\S{1,64}\.\S{1,64}\s{1,4}/iy,
  },
  // Curried calls: `basicAuth "ann" "…"`
  {
    words: "basicauth applybasicauth basic-auth basic_auth",
    pattern: /[\w-]{9,16}\s{1,2}\[?\s?"[^"\r\n]{0,64}"\s{1,2}(?=")/iy,
  },
  // Commands of a password store, which print the password on the next line
  {
    words: "secret-tool pass op",
    pattern:
      /(?:secret-tool\s{1,2}lookup|pass\s{1,2}show|op\s{1,2}(?:read|item\sget))\s[^\r\n]{1,128}\r?\n(?<value>[^\r\n$]{4,128})/iy,
  },
  // `kubectl get secret … | base64 -d`, and its output on the next line
  {
    words: "kubectl oc",
    pattern:
      /\w{2,7}\s{1,4}get\s{1,4}secrets?\s[^\r\n]{1,160}base64\s{1,4}(?:-d|-D|--decode)\r?\n(?<value>[^\r\n$]{4,128})/iy,
  },
  // `New value: …` in the output
  {
    words: "elasticsearch-reset-password",
    pattern:
      /elasticsearch-reset-password\s[^\r\n]{1,80}\r?\n(?:[^\r\n]{0,120}\r?\n){0,3}New value:\s(?<value>[^\r\n]{4,128})/iy,
  },
  {
    words: "po printenv",
    pattern:
      /(?:po|printenv)\s[^\r\n]{0,60}(?:passw|secret|token)[^\r\n]{0,24}\r?\n(?<value>[^\r\n]{4,128})/iy,
  },
  // GitHub Actions
  { words: "add-mask", pattern: /add-mask::(?=\S)/iy },
  // Cisco: `crypto isakmp key …`, `key-string 7 …`
  {
    words: "isakmp key-string",
    pattern: /(?:isakmp\s{1,2}key|key-string)\s{1,2}(?:\d\s{1,2})?(?=\S)/iy,
    isWeak: true,
  },
  {
    words: "message-digest-key",
    pattern: /message-digest-key\s{1,2}\d{1,3}\s{1,2}md5\s{1,2}(?:\d\s{1,2})?(?=\S)/iy,
  },
  { words: "monitorrole controlrole", pattern: /(?:monitor|control)role\s{1,4}(?=\S{4})/iy, isWeak: true }, // Java's jmxremote.password
  {
    words: "networksetup",
    pattern: /networksetup\s{1,4}-setairportnetwork\s{1,4}\w{1,16}\s{1,4}\S{1,64}\s{1,4}/iy,
  },
  { words: "connect-network", pattern: /connect-network\s{1,4}\S{1,64}\s{1,4}wpa\w{0,8}\s{1,4}/iy },
  {
    words: "samba-tool",
    pattern: /samba-tool\s{1,4}user\s{1,4}(?:create|add)\s{1,4}\S{1,64}\s{1,4}(?=[^\s-])/iy,
  },
  { words: "sp_addlogin", pattern: /sp_addlogin\s{1,4}N?'[^'\r\n]{1,128}',\s{0,4}N?(?=')/iy },
  { words: "openssl", pattern: /openssl\s{1,4}passwd\s{1,4}(?:-\w{1,8}\s{1,4}){0,3}(?=[^\s-])/iy },
  { words: "snmp-server", pattern: /snmp-server\s{1,4}community\s{1,4}/iy },
  // Expect: `send "…\r"` on the line after `expect "Password:"`
  {
    words: "send",
    pattern: /(?<=(?:assword|passphrase)[^\r\n]{0,24}(?:\r?\n[ \t]{0,16}|\{\s))send\s(?:--\s)?(?=")/iy,
  },
  { words: "password", pattern: /password\s{1,4}for\s{1,4}\S{1,128}\s{0,4}=\s{0,4}(?:password\()?/iy },
  // JUnit: `password ==> expected: <…> but was: <…>`
  {
    words: "expected was",
    pattern:
      /(?<=(?:pass\w{0,8}|pwd|secret|token)\W[^\r\n]{0,80})(?:expected|was):?\s<(?<value>[^<>\r\n]{3,256}(?=>))/iy,
  },
  // The text of a QR code for a wireless network.
  {
    words: "wifi",
    pattern: /wifi:(?:(?!P:)[A-Z]:(?:\\.|[^;\\\r\n]){0,64};){0,5}P:(?<value>(?:\\.|[^;\\\r\n]){1,256})/iy,
  },
  // FTP, POP3 and IRC; Redis and SMTP; IMAP; NickServ
  { words: "pass", pattern: /PASS\s:?(?=\S)/y, isWeak: true },
  { words: "auth", pattern: /AUTH\s(?:PLAIN\s|LOGIN\s|default\s)?(?=\S)/y, isWeak: true },
  { words: "login", pattern: /LOGIN\s"?[^\s"]{1,64}"?\s(?=\S)/y, isWeak: true },
  { words: "identify", pattern: /IDENTIFY\s(?=\S)/iy, isWeak: true },
];
