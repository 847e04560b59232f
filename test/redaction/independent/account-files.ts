/** Secrets in files that hold accounts: of clients, networks, servers and password managers. */

import { drawBase64, drawHex } from "./passwords.js";
import { createSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const wireGuardKey = holdOnly(drawBase64(32));
const awsSecret = holdOnly(drawBase64(30));
const psk = holdOnly(drawHex(64));
const cell = as.word('"#,');
const noHash = as.word('#;"');

const CLIENTS: readonly Source[] = [
  createSource(".netrc", "https://www.gnu.org/software/inetutils/manual/html_node/The-_002enetrc-file.html", [
    as.word('"#\\')`machine github.com\n  login anna\n  password ${value}\n\nmachine example.org`,
    as.word('"#\\')`machine ftp.example.org login deploy password ${value} port 21`,
    as.word('"#\\')`default login anonymous password ${value}\nmacdef init`,
    as.bare`machine api.heroku.com\n  password ${key}\n  login anna\n`,
  ]),
  createSource(".pgpass", "https://www.postgresql.org/docs/current/libpq-pgpass.html", [
    as.word(":\\")`# host:port:database:user:password\nlocalhost:5432:shop:app:${value}`,
    as.word(":\\")`db01.internal:5432:*:postgres:${value}\n*:*:*:reader:none`,
    as.word(":\\")`*:*:reports:reader:${value}`,
    as.word(":\\")`10.0.0.7:6432:pgbouncer:stats:${value}\n`,
  ]),
  createSource("my.cnf", "https://dev.mysql.com/doc/refman/8.4/en/option-files.html", [
    noHash`[client]\nuser=root\npassword=${value}\nsocket=/run/mysqld/mysqld.sock`,
    as.phrase('"\\')`[mysqldump]\nuser = backup\npassword = "${value}"\nquick`,
    noHash`[client]\nhost = db01\npassword = ${value}\n[mysql]\nno-auto-rehash`,
    noHash`[mysqld]\nport = 3306\nloose-group_replication_recovery_password = ${value}`,
  ]),
  createSource(".npmrc and .pypirc", "https://packaging.python.org/en/latest/specifications/pypirc/", [
    as.percent`[pypi]\nrepository = https://pypi.example.org/\nusername = robot\npassword = ${value}\n\n[testpypi]`,
    as.bare`//registry.example.org/:_authToken=${key}\nalways-auth=true`,
    as.base64`//npm.example.org/:username=robot\n//npm.example.org/:_password=${value}\nsave-exact=true`,
    as.basicCredentials`registry=https://npm.example.org/\n_auth=${value}\nalways-auth=true`,
    as.doubleQuoted`npmAuthToken: "${key}"\nnodeLinker: node-modules`,
    as.urlStrict`[global]\nindex-url = https://robot:${value}@pypi.example.org/simple\ntimeout = 30`,
    as.doubleQuoted`[registries.internal]\nindex = "sparse+https://crates.example.org/"\ntoken = "${key}"`,
  ]),
  createSource("Git credentials", "https://git-scm.com/docs/git-credential-store", [
    as.urlStrict`https://anna:${value}@git.example.org\nhttps://bob@other.example.org`,
    as.raw`protocol=https\nhost=git.example.org\nusername=anna\npassword=${value}\n`,
    as.urlStrict`[remote "origin"]\n\turl = https://robot:${value}@git.example.org/shop.git\n\tfetch = +refs/heads/*`,
    as.urlStrict`fatal: unable to access 'https://ci:${value}@git.example.org/shop.git/': Could not resolve host`,
    as.urlStrict`origin\thttps://ci:${key}@git.example.org/shop.git (fetch)`,
  ]),
  createSource(
    "AWS credentials file",
    "https://docs.aws.amazon.com/cli/v1/userguide/cli-configure-files.html",
    [
      as.raw`[default]\naws_secret_access_key = ${awsSecret}\nregion = eu-west-1\n`,
      as.raw`[prod]\naws_secret_access_key=${awsSecret}\noutput = json`,
      as.raw`AWS Secret Access Key [None]: ${awsSecret}\nDefault region name [None]: eu-central-1`,
      as.raw`[prod]\naws_session_token = ${holdOnly(drawBase64(120))}\nregion = us-east-1`,
    ],
  ),
  createSource("rclone", "https://rclone.org/docs/#configuration-encryption", [
    as.raw`[backup]\ntype = s3\nprovider = Minio\nsecret_access_key = ${awsSecret}\nregion = other`,
    as.bare`[nas]\ntype = sftp\nuser = anna\npass = ${key}\nshell_type = unix`,
    as.bare`[crypt]\ntype = crypt\nremote = nas:/x\npassword = ${key}\nfilename_encryption = standard`,
    as.bare`rclone config create nas sftp user=anna pass=${value} host=nas --obscure`,
  ]),
  createSource("Mail clients", "https://marlam.de/msmtp/msmtp.html", [
    as.word('"\\')`account work\nhost smtp.example.org\nuser anna\npassword ${value}\ntls on`,
    as.doubleQuoted`set imap_user = "anna"\nset imap_pass = "${value}"\nset folder = imaps://imap.example.org`,
    as.doubleQuoted`poll imap.example.org protocol IMAP user "anna" password "${value}" ssl`,
    as.percent`[Repository remote]\ntype = IMAP\nremoteuser = anna\nremotepass = ${value}\nssl = yes`,
    as.word(':"\\')`[smtp.example.org]:587 robot:${value}\n`,
  ]),
];

const NETWORKS: readonly Source[] = [
  createSource("wpa_supplicant.conf", "https://w1.fi/cgit/hostap/plain/wpa_supplicant/wpa_supplicant.conf", [
    as.phrase('"\\')`network={\n    ssid="Home"\n    psk="${value}"\n    key_mgmt=WPA-PSK\n}`,
    as.raw`network={\n\tssid="Office"\n\t#psk="hidden"\n\tpsk=${psk}\n}`,
    as.phrase('"\\')`    eap=PEAP\n    identity="anna"\n    password="${value}"\n    phase2="auth=MSCHAPV2"`,
    as.phrase("\\")`interface=wlan0\nssid=Guest\nwpa=2\nwpa_passphrase=${value}\nchannel=6`,
  ]),
  createSource("NetworkManager", "https://networkmanager.dev/docs/api/latest/nm-settings-keyfile.html", [
    as.word("\\")`[wifi-security]\nkey-mgmt=wpa-psk\npsk=${value}\n\n[ipv4]\nmethod=auto`,
    as.word("\\")`[vpn-secrets]\npassword=${value}\n\n[ipv6]\nmethod=ignore`,
    as.shellDouble`nmcli device wifi connect Home password "${value}" ifname wlan0`,
    as.word("\\")`[802-1x]\neap=peap;\nidentity=anna\npassword=${value}\nphase2-auth=mschapv2`,
    as.raw`[Interface]\nPrivateKey = ${wireGuardKey}\nAddress = 10.8.0.2/24\nDNS = 10.8.0.1`,
    as.raw`[Peer]\nPresharedKey = ${wireGuardKey}\nAllowedIPs = 0.0.0.0/0`,
  ]),
  createSource("Cisco IOS", "https://www.cisco.com/c/en/us/support/docs/ip/access-lists/13608-21.html", [
    as.word("?")`hostname sw1\nenable password ${value}\n!\nusername admin privilege 15`,
    as.word("?")`username admin privilege 15 password 0 ${value}\nline vty 0 4`,
    as.raw`username backup password 7 ${holdOnly((random) => drawHex(26)(random).toUpperCase())}\n!`,
    as.word("?")`snmp-server community ${value} RO\nsnmp-server location rack4`,
    as.word("?")`crypto isakmp key ${value} address 203.0.113.9\n!`,
    as.word("?")`tacacs-server host 10.0.0.9 key ${value}\nntp server 10.0.0.1`,
  ]),
  createSource("FreeRADIUS and Asterisk", "https://linux.die.net/man/5/users", [
    as.doubleQuoted`anna  Cleartext-Password := "${value}"\n      Reply-Message := "Hello"`,
    as.word("\"'{}")`client ap1 {\n  ipaddr = 10.0.0.4\n  secret = ${value}\n  shortname = ap1\n}`,
    as.word(";")`[6001]\ntype=friend\nsecret=${value}\nhost=dynamic\ncontext=internal`,
    as.word(";")`[auth6001]\ntype=auth\nauth_type=userpass\npassword=${value}\nusername=6001`,
    as.word(";,")`6001 => ${value},Anna,anna@example.org`,
  ]),
];

const MANAGER_EXPORTS: readonly Source[] = [
  createSource("Chrome password export", "https://support.google.com/chrome/answer/95606", [
    cell`name,url,username,password,note\nShop,https://shop.example.org/,anna,${value},\nForum,https://forum.example.org/,anna2,,`,
    as.csv`name,url,username,password\nBank,https://bank.example.org/,anna,"${value}"`,
    as.csv`"url","username","password","httpRealm","formActionOrigin"\n"https://shop.example.org","anna","${value}","","https://shop.example.org"`,
    as.csv`Title,URL,Username,Password,Notes,OTPAuth\nShop,https://shop.example.org/,anna,"${value}",,`,
  ]),
  createSource("KeePass and LastPass export", "https://keepass.info/help/base/importexport.html", [
    as.csv`"Account","Login Name","Password","Web Site","Comments"\n"Router","admin","${value}","http://192.168.1.1",""`,
    as.xmlText`<Entry>\n\t<String><Key>Title</Key><Value>Router</Value></String>\n\t<String><Key>Password</Key><Value ProtectInMemory="True">${value}</Value></String>\n</Entry>`,
    cell`url,username,password,totp,extra,name,grouping,fav\nhttps://nas.local,anna,${value},,,NAS,Home,0`,
    as.csv`"Group","Title","Username","Password","URL","Notes"\n"Root","Mail","anna","${value}","https://mail.example.org",""`,
  ]),
  createSource("Bitwarden export", "https://bitwarden.com/help/condition-bitwarden-import/", [
    as.json`"login": {\n  "uris": [],\n  "username": "anna",\n  "password": "${value}",\n  "totp": null\n}`,
    as.json`"passwordHistory": [{"lastUsedDate": "2026-01-02T08:00:00.000Z", "password": "${value}"}],\n"revisionDate": null`,
    cell`folder,favorite,type,name,notes,fields,reprompt,login_uri,login_username,login_password,login_totp\n,,login,NAS,,,0,https://nas.local,anna,${value},`,
    as.json`{"name": "PIN of the door", "value": "${value}", "type": 1, "linkedId": null}`,
    as.raw`$ bw get password nas\n${value}\n$ bw lock`,
  ]),
];

export const ACCOUNT_SOURCES: readonly Source[] = [...CLIENTS, ...NETWORKS, ...MANAGER_EXPORTS];
