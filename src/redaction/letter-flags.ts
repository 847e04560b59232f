/** Lists the one-letter flags of shell commands that hold a secret, a user or a host. */
import { createLazy } from "../internal/lazy-module.js";
import type { IdentifiableKind } from "./match.js";
import type { CommandFlags } from "./scanned-text.js";

/** The meaning of one-letter flags depends on the command. */
const LETTER_FLAGS: readonly [letters: string, kind: IdentifiableKind, commands: string][] = [
  [
    "p",
    "secret",
    "mysql mysqldump mysqladmin mysqlimport mysqlsh mariadb mariadb-dump mongo mongosh mongodump mongorestore mongoexport mongoimport login sshpass plink az 7z 7za unzip zip rar unrar psexec airflow ncftpput ncftpget nuget evil-winrm ipa-server-install",
  ],
  ["P", "secret", "sqlcmd mssql-cli bcp unzip zip mosquitto_pub mosquitto_sub ssh-keygen kdb5_util"],
  ["N", "secret", "ssh-keygen"],
  ["a", "secret", "redis-cli wbinfo ipa-server-install"],
  ["A", "secret", "ab"],
  ["s", "secret", "slappasswd ldappasswd"],
  ["w", "secret", "ldapsearch ldapmodify ldapadd ldapdelete ldappasswd ldapwhoami plink security"],
  ["uU", "secret", "curl wget http https xh smbclient rpcclient smbget"],
  ["u", "user", "mysql mysqldump mysqladmin mysqlimport mariadb mongo mongosh mongodump login az ftp lftp"],
  ["U", "user", "psql pg_dump pg_restore createdb dropdb sqlcmd bcp"],
  ["l", "user", "ssh scp sftp rsync"],
  ["h", "host", "mysql mysqldump mysqladmin mariadb mongo psql pg_dump pg_restore redis-cli"],
  ["S", "host", "sqlcmd bcp"],
];

/** Returns the one-letter flags of each command. */
export const getCommandFlags = createLazy((): ReadonlyMap<string, CommandFlags> => {
  const commands = new Map<string, Map<string, IdentifiableKind>>();
  for (const [letters, kind, names] of LETTER_FLAGS) {
    for (const name of names.split(" ")) {
      const flags = commands.get(name) ?? new Map<string, IdentifiableKind>();
      commands.set(name, flags);
      for (const letter of letters) flags.set(letter, kind);
    }
  }
  return commands;
});
