/** Secrets in the settings of servers: mail, names, monitoring, web, storage and forums. */

import { drawAlnum, drawBase64, drawBase64Url, drawHex, drawUuid } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const noHash = as.word("#;\"'");
const base64Key = holdOnly(drawBase64(32), drawBase64(64));

const INTERNET: readonly Source[] = [
  createShortSource(
    "Postfix and Dovecot",
    "https://doc.dovecot.org/main/core/config/auth/databases/passwd_file.html",
    [
      as.word(":")`anna@example.org:{PLAIN}${value}:1000:1000::/home/anna::`,
      noHash`hosts = db01\nuser = postfix\npassword = ${value}\ndbname = mail\nquery = SELECT 1`,
      as.bare`$ doveadm auth test anna ${value}\npassdb: anna auth succeeded`,
      as.word(
        "'\"",
      )`connect = host=db01 dbname=mail user=dovecot password=${value}\ndefault_pass_scheme = SHA512-CRYPT`,
      as.raw`dovecot: auth: Debug: plain(anna,10.0.0.7): CRYPT(${holdOnly(drawAlnum(14))}) != stored hash`,
    ],
  ),
  createShortSource("SMTP session", "https://www.rfc-editor.org/rfc/rfc4954", [
    as.base64`<< 334 VXNlcm5hbWU6\n>> YW5uYQ==\n<< 334 UGFzc3dvcmQ6\n>> ${value}\n<< 535 5.7.8 authentication failed`,
    as.basicCredentials`EHLO web1\r\n250-AUTH PLAIN LOGIN\r\nAUTH PLAIN ${value}\r\n235 2.7.0 Authentication successful`,
    as.shellSingle`swaks --to a@example.org --server mail -au robot -ap '${value}' --tls`,
    as.raw`SMTP -> FROM SERVER: 220 mail ready\nCLIENT -> SERVER: AUTH XOAUTH2 ${holdOnly(drawBase64(90))}\nSERVER -> CLIENT: 235`,
    as.raw`smtp_auth: login robot pass ${holdOnly(drawAlnum(16))} rejected: 535 Incorrect authentication data`,
  ]),
  createShortSource("POP and XMPP session", "https://www.rfc-editor.org/rfc/rfc6120", [
    as.raw`S: +OK POP3 ready\nC: USER anna\nS: +OK\nC: PASS ${value}\nS: -ERR [AUTH] invalid`,
    as.raw`<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='PLAIN'>${holdOnly(drawBase64(27))}</auth>\n<success/>`,
    as.raw`>> A002 AUTHENTICATE PLAIN\n<< +\n>> ${holdOnly(drawBase64(27))}\n<< A002 OK Logged in`,
    as.xmlText`<query xmlns="jabber:iq:auth"><username>anna</username><password>${value}</password><resource>home</resource></query>`,
    as.doubleQuoted`imap> login "anna" "${value}"\nimap> select INBOX`,
    as.word()`-> PASS ${value}\n-> NICK anna\n-> USER anna 0 * :Anna`,
  ]),
  createShortSource(
    "Names and certificates",
    "https://bind9.readthedocs.io/en/latest/reference.html#key-block-grammar",
    [
      as.raw`key "update-key" {\n\talgorithm hmac-sha256;\n\tsecret "${base64Key}";\n};`,
      as.raw`nsupdate -y hmac-sha256:update-key:${base64Key} changes.txt`,
      as.bare`# certbot\ndns_cloudflare_api_token = ${key}\n`,
      as.raw`export CF_Token="${key}"\nacme.sh --issue --dns dns_cf -d example.org`,
      as.bare`use=web\nprotocol=dyndns2\nlogin=anna\npassword=${value}\nhome.example.org`,
      as.url`https://dyn.example.org/nic/update?hostname=home&username=anna&pw=${value}&myip=203.0.113.9`,
    ],
  ),
  createShortSource("HAProxy and Squid", "https://docs.haproxy.org/3.0/configuration.html#3.4", [
    as.word(
      ":#\"'\\",
    )`listen stats\n  bind *:8404\n  stats enable\n  stats auth admin:${value}\n  stats refresh 10s`,
    as.word("#\"'\\")`userlist ops\n  user anna insecure-password ${value} groups admin`,
    as.word(":%#\"'")`cache_peer proxy2 parent 3128 0 no-query login=anna:${value}\nnever_direct allow all`,
    as.word("#\"'\\")`http-request set-header X-Api-Key ${key}\nserver a 10.0.0.1:80 check`,
    as.doubleQuoted`proxy_set_header X-Auth-Token "${key}";\nproxy_pass http://app;`,
    as.basicCredentials`proxy_set_header Authorization "Basic ${value}";\nproxy_read_timeout 60s;`,
  ]),
  createShortSource("Directory services", "https://www.openldap.org/doc/admin26/slapdconf2.html", [
    as.word(
      '"#',
    )`suffix "dc=example,dc=org"\nrootdn "cn=admin,dc=example,dc=org"\nrootpw ${value}\ndirectory /var/lib/ldap`,
    as.word(
      "#",
    )`[domain/example.org]\nldap_default_bind_dn = cn=reader\nldap_default_authtok_type = password\nldap_default_authtok = ${value}`,
    as.base64`dn: cn=anna,dc=example,dc=org\nchangetype: modify\nreplace: userPassword\nuserPassword:: ${value}\n-`,
    as.shellSingle`ldappasswd -x -D cn=admin -W -s '${value}' uid=anna,dc=example,dc=org`,
    as.raw`dn: cn=config\nolcRootDN: cn=admin,cn=config\nolcRootPW: ${value}\nolcLogLevel: stats`,
  ]),
];

const OPERATIONS: readonly Source[] = [
  createShortSource(
    "Prometheus and Alertmanager",
    "https://prometheus.io/docs/alerting/latest/configuration/",
    [
      as.yamlPlain`scrape_configs:\n  - job_name: app\n    basic_auth:\n      username: prom\n      password: ${value}\n    static_configs: []`,
      as.yamlSingle`global:\n  smtp_from: alert@example.org\n  smtp_auth_username: robot\n  smtp_auth_password: '${value}'\n  resolve_timeout: 5m`,
      as.yamlPlain`receivers:\n  - name: ops\n    pagerduty_configs:\n      - routing_key: ${key}\n        severity: critical`,
      as.yamlPlain`remote_write:\n  - url: https://metrics.example.org/push\n    authorization:\n      credentials: ${key}`,
      as.doubleQuoted`contactPoints:\n  - name: ops\n    receivers:\n      - type: pushover\n        secureSettings:\n          apiToken: "${key}"`,
    ],
  ),
  createShortSource(
    "Nagios and Zabbix",
    "https://www.zabbix.com/documentation/current/en/manual/appendix/config/zabbix_server",
    [
      as.word("#")`DBName=zabbix\nDBUser=zabbix\nDBPassword=${value}\nListenPort=10051`,
      as.word("!;'\"")`command_line $USER1$/check_mysql -H $HOSTADDRESS$ -u nagios -p ${value} -w 5`,
      as.json`{"jsonrpc":"2.0","method":"user.login","params":{"username":"Admin","password":"${value}"},"id":1}`,
      as.singleQuoted`$DB['USER'] = 'zabbix';\n$DB['PASSWORD'] = '${value}';\n$ZBX_SERVER = 'localhost';`,
      as.bare`./check_http -H shop -a monitor:${value} -S -w 5`,
    ],
  ),
  createShortSource(
    "Elastic and Grafana",
    "https://www.elastic.co/docs/deploy-manage/users-roles/cluster-or-deployment-auth/built-in-users",
    [
      as.raw`Changed password for user elastic\nPASSWORD elastic = ${holdOnly(drawAlnum(20))}\n\nChanged password for user kibana`,
      as.raw`Password for the elastic user (reset with elasticsearch-reset-password -u elastic):\n  ${holdOnly(drawBase64Url(20))}\n\nHTTP CA certificate`,
      as.doubleQuoted`elasticsearch.username: "kibana_system"\nelasticsearch.password: "${value}"\nserver.port: 5601`,
      as.yamlPlain`output.elasticsearch:\n  hosts: [es01]\n  api_key: ${key}\n  compression_level: 1`,
      as.bare`grafana-cli admin reset-admin-password ${value}\nAdmin password changed successfully`,
      as.doubleQuoted`output {\n  elasticsearch {\n    user => "logstash"\n    password => "${value}"\n    ssl => true\n  }\n}`,
    ],
  ),
  createShortSource("Keycloak and Authelia", "https://www.keycloak.org/server/all-config", [
    as.bare`KC_BOOTSTRAP_ADMIN_PASSWORD=${value} bin/kc.sh start-dev --http-port 8180`,
    as.bare`kcadm.sh set-password -r shop --username anna --new-password ${value} --temporary`,
    as.json`"credentials": [\n  {\n    "type": "password",\n    "value": "${value}",\n    "temporary": false\n  }\n]`,
    as.yamlSingle`session:\n  name: authelia\n  secret: '${key}'\n  expiration: 1h`,
    as.json`{"clientId": "shop-web", "clientAuthenticatorType": "client-secret", "secret": "${holdOnly(drawAlnum(32), drawUuid)}", "publicClient": false}`,
  ]),
  createShortSource("Storage and backup", "https://duplicity.gitlab.io/stable/duplicity.1.html", [
    as.bare`export PASSPHRASE=${value}\nduplicity full /home file:///backup`,
    as.raw`RootUser: minioadmin\nRootPass: ${value}\n\nAPI: http://10.0.0.5:9000`,
    as.bare`mc alias set local http://minio:9000 minioadmin ${value}`,
    as.bare`b2 account authorize ${holdOnly((random) => `K00${drawAlnum(28)(random)}`)}\nUsing https://api.example.org`,
    as.shellDouble`velero: aws_secret_access_key=${holdOnly(drawBase64(30))}\n`,
    as.json`{"--passphrase": "${value}", "--blocksize": "50mb", "--retention-policy": "1W:1D"}`,
  ]),
  createShortSource("Forges of one's own", "https://docs.gitea.com/administration/config-cheat-sheet", [
    noHash`[security]\nINSTALL_LOCK = true\nINTERNAL_TOKEN = ${holdOnly(drawBase64Url(105))}\nSECRET_KEY = hidden`,
    as.phrase("`")`[database]\nUSER = gitea\nPASSWD = \`${value}\`\nSSL_MODE = disable`,
    as.doubleQuoted`gitlab_rails['initial_root_password'] = "${value}"\ngitlab_rails['time_zone'] = 'UTC'`,
    as.raw`# WARNING: This value is valid only until the first reconfigure\nPassword: ${holdOnly(drawBase64(32))}\n\n# NOTE: this file is deleted after 24 hours`,
    as.bare`gitea admin user create --username anna --password ${value} --email a@example.org --admin`,
    as.bare`gitlab-runner register --url https://git.example.org --registration-token ${holdOnly(drawBase64Url(20))} --executor docker`,
  ]),
  createShortSource(
    "Forums and shops",
    "https://experienceleague.adobe.com/en/docs/commerce-operations/configuration-guide/files/config-reference-envphp",
    [
      as.singleQuoted`'db' => [\n    'connection' => [\n        'default' => [\n            'username' => 'shop',\n            'password' => '${value}',\n            'active' => '1'\n        ]\n    ]\n]`,
      as.singleQuoted`'crypt' => [\n    'key' => '${holdOnly(drawHex(32))}'\n],`,
      as.singleQuoted`$dbuser = 'phpbb';\n$dbpasswd = '${value}';\n$table_prefix = 'phpbb_';`,
      as.singleQuoted`$CFG->dbuser    = 'moodle';\n$CFG->dbpass    = '${value}';\n$CFG->prefix    = 'mdl_';`,
      as.singleQuoted`$wgDBuser = "wiki";\n$wgDBpassword = '${value}';\n$wgSecretKey = 'x';`,
      as.singleQuoted`define('_DB_PASSWD_', '${value}');\ndefine('_COOKIE_KEY_', 'x');`,
    ],
  ),
  createShortSource(
    "Social and chat servers",
    "https://element-hq.github.io/synapse/latest/usage/configuration/config_documentation.html",
    [
      as.doubleQuoted`registration_shared_secret: "${holdOnly(drawBase64Url(50))}"\nreport_stats: false`,
      as.raw`SECRET_KEY_BASE=${holdOnly(drawHex(128))}\nOTP_SECRET=hidden\nLOCAL_DOMAIN=social.example.org`,
      as.bare`VAPID_PRIVATE_KEY=${holdOnly((random) => `${drawBase64Url(43)(random)}=`)}\nVAPID_PUBLIC_KEY=BPub`,
      as.raw`OK\nCreated user with password: ${holdOnly(drawHex(32))}\n`,
      as.yamlPlain`turn_shared_secret: ${key}\nturn_user_lifetime: 1h`,
      as.json`{"ServiceSettings": {"SiteURL": "https://chat.example.org"}, "EmailSettings": {"SMTPUsername": "robot", "SMTPPassword": "${value}"}}`,
    ],
  ),
];

export const SERVER_SOURCES: readonly Source[] = [...INTERNET, ...OPERATIONS];
