/** Secrets in the arguments of database clients, cloud clients and tools for keys. */

import { drawBase64 } from "./passwords.js";
import { createSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const awsSecret = holdOnly(drawBase64(30));
const accountKey = holdOnly(drawBase64(64));

const DATABASES: readonly Source[] = [
  createSource("MySQL client", "https://dev.mysql.com/doc/refman/8.4/en/connecting.html", [
    as.bare`mysql -h db01 -u root -p${value} shop < schema.sql`,
    as.shellSingle`mysqldump --user=backup --password='${value}' --single-transaction shop > shop.sql`,
    as.shellSingle`mysql -uapp -p'${value}' -e "SHOW TABLES"`,
    as.bare`mysqladmin -u root password ${value}`,
    as.bare`MYSQL_PWD=${value} mysql -u app shop`,
  ]),
  createSource("sqlcmd", "https://learn.microsoft.com/sql/tools/sqlcmd/sqlcmd-utility", [
    as.word('"')`sqlcmd -S tcp:db01,1433 -U sa -P "${value}" -d Shop -i schema.sql`,
    as.bare`sqlcmd -S localhost -U sa -P ${value} -Q "SELECT @@VERSION"`,
    as.bare`bcp Shop.dbo.Orders out orders.csv -c -S db01 -U loader -P ${value}`,
    as.bare`docker run -e ACCEPT_EULA=Y -e MSSQL_SA_PASSWORD=${value} -p 1433:1433 mssql/server:2022-latest`,
  ]),
  createSource("MongoDB shell", "https://www.mongodb.com/docs/mongodb-shell/reference/options/", [
    as.shellSingle`mongosh --host db01 -u admin -p '${value}' --authenticationDatabase admin`,
    as.bare`mongodump --username=backup --password=${value} --db=shop --out=/backup`,
    as.doubleQuoted`db.createUser({ user: "app", pwd: "${value}", roles: ["readWrite"] })`,
    as.singleQuoted`> db.auth('app', '${value}')\n1`,
    as.doubleQuoted`db.changeUserPassword("reports", "${value}")`,
  ]),
  createSource("Redis", "https://redis.io/docs/latest/commands/auth/", [
    as.bare`redis-cli -h cache01 -a ${value} --no-auth-warning INFO`,
    as.bare`127.0.0.1:6379> AUTH ${value}\nOK\n127.0.0.1:6379> KEYS *`,
    as.bare`127.0.0.1:6379> AUTH worker ${value}\nOK`,
    as.word("\"'#")`port 6379\nrequirepass ${value}\nmaxmemory 256mb`,
    as.word("\"'#")`replicaof 10.0.0.4 6379\nmasterauth ${value}`,
    as.bare`ACL SETUSER worker on >${value} ~jobs:* +@all`,
  ]),
  createSource("MySQL statement", "https://dev.mysql.com/doc/refman/8.4/en/create-user.html", [
    as.sql`CREATE USER 'app'@'%' IDENTIFIED BY '${value}' REQUIRE SSL;`,
    as.sql`ALTER USER 'root'@'localhost' IDENTIFIED WITH mysql_native_password BY '${value}';\nFLUSH PRIVILEGES;`,
    as.sql`GRANT ALL PRIVILEGES ON shop.* TO 'app'@'10.%' IDENTIFIED BY '${value}' WITH GRANT OPTION;`,
    as.sql`SET PASSWORD FOR 'app'@'%' = '${value}';`,
    as.sql`SET PASSWORD FOR 'app'@'%' = PASSWORD('${value}');`,
    as.sql`CHANGE REPLICATION SOURCE TO SOURCE_HOST='db02', SOURCE_USER='repl', SOURCE_PASSWORD='${value}', SOURCE_PORT=3306;`,
  ]),
  createSource("PostgreSQL statement", "https://www.postgresql.org/docs/current/sql-createrole.html", [
    as.sql`CREATE ROLE app WITH LOGIN PASSWORD '${value}' VALID UNTIL '2027-01-01';`,
    as.sql`ALTER USER postgres WITH ENCRYPTED PASSWORD '${value}';`,
    as.sql`CREATE USER MAPPING FOR app SERVER archive OPTIONS (user 'reader', password '${value}');`,
    as.sql`LOG:  statement: ALTER ROLE app PASSWORD '${value}'`,
    as.sql`SELECT pgp_sym_encrypt(body, '${key}') FROM notes LIMIT 5;`,
  ]),
  createSource(
    "Oracle SQL*Plus",
    "https://docs.oracle.com/en/database/oracle/oracle-database/19/sqpug/starting-SQL-Plus.html",
    [
      as.word("@/\"'$`\\")`sqlplus scott/${value}@//db01:1521/ORCLPDB1 @report.sql`,
      as.word('"')`CREATE USER app IDENTIFIED BY "${value}" DEFAULT TABLESPACE users;`,
      as.word("@/\"'$`\\")`SQL> CONNECT system/${value}@orcl AS SYSDBA\nConnected.`,
      as.word("@/\"'$`\\")`expdp hr/${value}@orcl schemas=hr dumpfile=hr.dmp`,
      as.word('"')`ALTER USER app IDENTIFIED BY "${value}" ACCOUNT UNLOCK;`,
    ],
  ),
];

const CLOUDS: readonly Source[] = [
  createSource(
    "AWS command line",
    "https://docs.aws.amazon.com/cli/latest/reference/iam/create-login-profile.html",
    [
      as.shellSingle`aws iam create-login-profile --user-name anna --password '${value}' --password-reset-required`,
      as.bare`aws configure set aws_secret_access_key ${awsSecret} --profile prod`,
      as.bare`export AWS_SECRET_ACCESS_KEY=${awsSecret}\nexport AWS_DEFAULT_REGION=eu-central-1`,
      as.shellSingle`aws rds modify-db-instance --db-instance-identifier shop --master-user-password '${value}' --apply-immediately`,
      as.shellDouble`aws secretsmanager create-secret --name prod/db --secret-string "${value}" --region eu-west-1`,
      as.json`{\n  "AccessKey": {\n    "UserName": "ci",\n    "Status": "Active",\n    "SecretAccessKey": "${awsSecret}",\n    "CreateDate": "2026-03-02T10:00:00+00:00"\n  }\n}`,
      as.bare`aws ssm put-parameter --name /prod/db/password --value ${value} --type SecureString`,
    ],
  ),
  createSource("Azure command line", "https://learn.microsoft.com/cli/azure/ad/sp", [
    as.shellSingle`az login --service-principal -u http://ci -p '${value}' --tenant contoso.onmicrosoft.com`,
    as.json`{\n  "appId": "ci-app",\n  "displayName": "ci",\n  "password": "${value}",\n  "tenant": "contoso"\n}`,
    as.shellSingle`az sql server create -n shop -g rg1 -l westeurope --admin-user sqladmin --admin-password '${value}'`,
    as.bare`az storage blob list --account-name shop --account-key ${accountKey} -c backups`,
    as.bare`az keyvault secret set --vault-name kv --name DbPassword --value ${value} -o none`,
    as.bare`export ARM_CLIENT_SECRET=${key}\nexport ARM_SUBSCRIPTION_ID=sub-1`,
  ]),
  createSource("Vault command line", "https://developer.hashicorp.com/vault/docs/commands/kv/get", [
    as.bare`vault kv put secret/shop/db username=app password=${value} ttl=1h`,
    as.word()`====== Data ======\nKey         Value\n---         -----\npassword    ${value}\nusername    app`,
    as.bare`vault login -method=userpass username=anna password=${value}`,
    as.raw`Unseal Key 1: ${accountKey}\n\nVault initialized with 1 key shares`,
    as.bare`vault write auth/approle/login role_id=ci secret_id=${key}`,
  ]),
];

const KEY_TOOLS: readonly Source[] = [
  createSource("OpenSSL command line", "https://docs.openssl.org/master/man1/openssl-passphrase-options/", [
    as.bare`openssl enc -aes-256-cbc -pbkdf2 -in a.tar -out a.enc -pass pass:${value}`,
    as.shellSingle`openssl pkcs12 -export -in cert.pem -inkey key.pem -out app.p12 -passout 'pass:${value}' -name app`,
    as.bare`openssl rsa -in key.pem -passin pass:${value} -out plain.pem`,
    as.bare`openssl enc -d -aes-128-cbc -K ${key} -iv 0 -in a.enc`,
  ]),
  createSource("keytool", "https://docs.oracle.com/en/java/javase/21/docs/specs/man/keytool.html", [
    as.bare`keytool -genkeypair -alias app -keystore app.jks -storepass ${value} -validity 365`,
    as.shellDouble`keytool -importcert -alias ca -keystore cacerts -storepass "${value}" -noprompt -file ca.crt`,
    as.bare`jarsigner -keystore release.jks -keypass ${value} app.jar release`,
    as.bare`java -Djavax.net.ssl.keyStorePassword=${value} -Djavax.net.ssl.keyStore=app.jks -jar app.jar`,
    as.bare`apksigner sign --ks release.jks --ks-pass pass:${value} app.apk`,
  ]),
  createSource(
    "GnuPG and archives",
    "https://www.gnupg.org/documentation/manuals/gnupg/GPG-Esoteric-Options.html",
    [
      as.shellSingle`gpg --batch --yes --passphrase '${value}' -c backup.tar`,
      as.bare`7z a -p${value} -mhe=on backup.7z ./data`,
      as.shellDouble`zip -r -P "${value}" out.zip reports/`,
      as.bare`unrar x -p${value} archive.rar out/`,
      as.shellSingle`ssh-keygen -t ed25519 -N '${value}' -f id_deploy -C deploy`,
      as.bare`export RESTIC_PASSWORD=${value}\nrestic -r /srv/backup snapshots`,
      as.bare`BORG_PASSPHRASE=${value} borg create ::nightly /home`,
    ],
  ),
  createSource("chpasswd and useradd", "https://man7.org/linux/man-pages/man8/chpasswd.8.html", [
    as.shellSingle`echo 'deploy:${value}' | chpasswd`,
    as.shellDouble`echo "root:${value}" | sudo chpasswd && history -c`,
    as.shellSingle`echo '${value}' | passwd --stdin oracle`,
    as.shellSingle`htpasswd -bc /etc/nginx/.htpasswd anna '${value}'`,
    as.shellSingle`dscl . -passwd /Users/anna '${value}'`,
  ]),
];

export const COMMAND_SOURCES: readonly Source[] = [...DATABASES, ...CLOUDS, ...KEY_TOOLS];
