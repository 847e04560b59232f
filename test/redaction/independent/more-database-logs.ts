/** Secrets in what databases and their libraries print: statements with parameters, rows, documents and dumps. */

import { drawBase64, drawHex } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const tabbed = as.phrase("\\");
const cell = as.phrase("|");

const LIBRARIES: readonly Source[] = [
  createShortSource(
    "Hibernate log",
    "https://docs.jboss.org/hibernate/orm/6.6/userguide/html_single/Hibernate_User_Guide.html",
    [
      as.raw`Hibernate: update users set password=? where id=?\nbinding parameter (1:VARCHAR) <- [${value}]\nbinding parameter (2:BIGINT) <- [7]`,
      as.sql`HHH000173: Native query: select * from users where login='anna' and password='${value}'`,
      as.word(",]}")`com.example.shop.User{name=anna, password=${value}, id=7}`,
      as.raw`DEBUG o.h.SQL : insert into accounts (password, id) values (?, ?)\nTRACE o.h.orm.jdbc.bind : binding parameter (1:VARCHAR) <- [${value}]`,
      as.raw`==>  Preparing: SELECT id FROM users WHERE password = ?\n==> Parameters: ${value}(String)\n<==      Total: 0`,
    ],
  ),
  createShortSource(
    "SQLAlchemy log",
    "https://docs.sqlalchemy.org/en/20/core/engines.html#configuring-logging",
    [
      as.pythonRepr`INFO sqlalchemy.engine.Engine UPDATE users SET password=%(password)s WHERE id=%(id)s\nINFO sqlalchemy.engine.Engine [generated in 0.00012s] {'password': '${value}', 'id': 7}`,
      as.pythonRepr`(psycopg2.errors.UniqueViolation) duplicate key\n[SQL: INSERT INTO users (login, password) VALUES (%(login)s, %(password)s)]\n[parameters: {'login': 'anna', 'password': '${value}'}]`,
      as.pythonRepr`<User(id=7, name='anna', password='${value}')>`,
      as.pythonRepr`(0.003) UPDATE "auth_user" SET "password" = '${value}' WHERE "id" = 7; args=(7,)`,
      as.pythonRepr`peewee DEBUG: ('SELECT id FROM user WHERE login = ? AND password = ?', ['anna', '${value}'])`,
    ],
  ),
  createShortSource(
    "Entity Framework log",
    "https://learn.microsoft.com/ef/core/logging-events-diagnostics/simple-logging",
    [
      as.sql`Executed DbCommand (3ms) [Parameters=[@p0='7', @password='${value}' (Size = 4000)], CommandType='Text', CommandTimeout='30']`,
      as.sql`exec sp_executesql N'UPDATE Users SET Password = @Password',N'@Password nvarchar(40)',@Password=N'${value}'`,
      as.sql`-- @Password: '${value}' (Type = String, Size = -1)\n-- @Id: '7' (Type = Int32)`,
      as.sql`UPDATE [Users] SET [Password] = N'${value}' WHERE [Id] = 7;\nGO`,
      as.doubleQuoted`migrationBuilder.InsertData("Users", columns: ["Login", "Password"], values: ["anna", "${value}"]);`,
    ],
  ),
  createShortSource(
    "JavaScript and PHP database logs",
    "https://sequelize.org/docs/v6/getting-started/#logging",
    [
      as.sql`Executing (default): UPDATE "Users" SET "password"='${value}',"updatedAt"='2026-03-02' WHERE "id" = 7`,
      as.doubleQuoted`prisma:query UPDATE "User" SET "password" = $1 WHERE "id" = $2\nprisma:params ["${value}",7]\npassword = "${value}"`,
      as.singleQuoted`query: UPDATE "user" SET "password" = $1 -- PARAMETERS: ["x"]\nUser { id: 7, password: '${value}' }`,
      as.sql`SQLSTATE[23000]: Integrity constraint violation (SQL: insert into users (login, password) values ('anna', '${value}'))`,
      as.singleQuoted`Mongoose: users.findOne({ login: 'anna', password: '${value}' }, {})`,
      as.sql`knex:query insert into users (login, secret) values ('anna', '${key}') undefined +0ms`,
    ],
  ),
];

const SERVERS: readonly Source[] = [
  createShortSource("psql session", "https://www.postgresql.org/docs/current/app-psql.html", [
    cell`shop=# select login, password from users;\n login | password\n-------+----------\n anna  | ${value}\n(1 row)`,
    cell`-[ RECORD 1 ]---\nid       | 7\nlogin    | anna\npassword | ${value}\nactive   | t`,
    tabbed`COPY public.users (id, login, password, active) FROM stdin;\n7\tanna\t${value}\tt\n\\.`,
    as.sql`2026-03-02 10:00:00 UTC [812] app@shop DETAIL:  parameters: $1 = 'anna', $2 = '${value}'\nSTATEMENT:  update users set password = $2`,
    as.raw`DETAIL:  Key (api_token)=(${key}) already exists.\n`,
    as.raw`shop=# \\password app\nEnter new password for user "app": ${value}\nEnter it again: ${value}`,
  ]),
  createShortSource("MySQL output", "https://dev.mysql.com/doc/refman/8.4/en/mysql-command-options.html", [
    as.raw`*************************** 1. row ***************************\n      id: 7\n   login: anna\npassword: ${value}\n  active: 1`,
    cell`+----+-------+----------+\n| id | login | password |\n+----+-------+----------+\n|  7 | anna  | ${value} |\n+----+-------+----------+`,
    as.singleQuoted`/*!40000 ALTER TABLE users DISABLE KEYS */;\nINSERT INTO users (id, login, password) VALUES (7,'anna','${value}'),(8,'bob','');`,
    as.raw`[Note] A temporary password is generated for root@localhost: ${value}\n`,
    as.sql`# Time: 2026-03-02T10:00:00Z\n# Query_time: 3.1\nSELECT * FROM users WHERE password = '${value}';`,
    as.singleQuoted`mysql> SET GLOBAL general_log = 1;\n812 Query\tUPDATE users SET passwd='${value}' WHERE id=7`,
  ]),
  createShortSource(
    "SQL Server",
    "https://learn.microsoft.com/sql/t-sql/statements/create-login-transact-sql",
    [
      as.sql`CREATE LOGIN app WITH PASSWORD = N'${value}', CHECK_POLICY = OFF;\nGO`,
      as.sql`ALTER LOGIN sa WITH PASSWORD = '${value}' UNLOCK;`,
      as.sql`CREATE MASTER KEY ENCRYPTION BY PASSWORD = '${value}';\nGO`,
      as.sql`EXEC sp_addlinkedsrvlogin @rmtsrvname = 'DB02', @useself = 'false', @rmtuser = 'app', @rmtpassword = '${value}';`,
      as.sql`DECLARE @password nvarchar(50) = N'${value}';\nSELECT @@VERSION;`,
      as.sql`BACKUP CERTIFICATE c TO FILE = 'c.cer' WITH PRIVATE KEY (FILE = 'c.pvk', ENCRYPTION BY PASSWORD = '${value}');`,
    ],
  ),
  createShortSource(
    "PL/SQL and other dialects",
    "https://docs.oracle.com/en/database/oracle/oracle-database/19/sqlrf/CREATE-DATABASE-LINK.html",
    [
      as.word('"')`CREATE DATABASE LINK archive CONNECT TO reader IDENTIFIED BY "${value}" USING 'ARCH';`,
      as.sql`DECLARE\n  l_password VARCHAR2(64) := '${value}';\nBEGIN\n  NULL;\nEND;`,
      as.sql`CREATE USER app PASSWORD = '${value}' DEFAULT_ROLE = loader MUST_CHANGE_PASSWORD = FALSE;`,
      as.sql`CREATE USER reader IDENTIFIED WITH sha256_password BY '${value}' HOST IP '10.0.0.0/8'`,
      as.sql`PRAGMA key = '${value}';\nSELECT count(*) FROM sqlite_master;`,
      as.sql`COPY orders FROM 's3://bucket/o.csv' CREDENTIALS 'aws_access_key_id=x;aws_secret_access_key=${holdOnly((random) => drawBase64(30)(random))}' CSV;`,
    ],
  ),
  createShortSource("SQLite dump", "https://www.sqlite.org/cli.html", [
    as.sql`BEGIN TRANSACTION;\nCREATE TABLE login(user TEXT, password TEXT);\nINSERT INTO login(user, password) VALUES('anna','${value}');\nCOMMIT;`,
    cell`sqlite> .headers on\nsqlite> select * from login;\nid|user|password\n7|anna|${value}`,
    as.raw`sqlite> .mode line\n    user = anna\npassword = ${value}\n   tries = 2`,
    as.json`sqlite> .mode json\n[{"id":7,"user":"anna","password":"${value}"}]`,
    as.sql`INSERT INTO settings("key","value") VALUES('smtp.password','${value}');`,
  ]),
  createShortSource(
    "MongoDB documents",
    "https://www.mongodb.com/docs/manual/reference/mongodb-extended-json/",
    [
      as.json`{"_id":{"$oid":"65e2f0c1a4b5c6d7e8f90123"},"login":"anna","password":"${value}","__v":0}`,
      as.singleQuoted`shop> db.users.findOne()\n{\n  _id: ObjectId('65e2f0c1a4b5c6d7e8f90123'),\n  login: 'anna',\n  password: '${value}',\n  roles: [ 'admin' ]\n}`,
      as.doubleQuoted`db.users.updateOne({login: "anna"}, {$set: {password: "${value}", changed: new Date()}})`,
      as.json`{"t":{"$date":"2026-03-02T10:00:00Z"},"s":"I","c":"COMMAND","attr":{"command":{"find":"users","filter":{"password":"${value}"}}}}`,
      as.json`{"insert":"api_clients","documents":[{"name":"mobile","secret":"${key}"}]}`,
    ],
  ),
  createShortSource("Key-value stores", "https://redis.io/docs/latest/commands/monitor/", [
    as.doubleQuoted`1772445600.123456 [0 10.0.0.7:50122] "HSET" "user:7" "password" "${value}" "tries" "2"`,
    as.doubleQuoted`127.0.0.1:6379> HGETALL user:7\n1) "login"\n2) "anna"\n3) "password"\n4) "${value}"`,
    as.doubleQuoted`127.0.0.1:6379> GET config:smtp_password\n"${value}"`,
    as.raw`$ etcdctl get --prefix /shop/db\n/shop/db/password\n${value}\n/shop/db/user\napp`,
    as.bare`consul kv put shop/db/password ${value}\nSuccess! Data written to: shop/db/password`,
    as.doubleQuoted`1772445600.223456 [0 10.0.0.7:50122] "AUTH" "worker" "${value}"`,
  ]),
  createShortSource(
    "Cassandra, Neo4j and DynamoDB",
    "https://cassandra.apache.org/doc/latest/cassandra/developing/cql/security.html",
    [
      as.sql`CREATE ROLE app WITH PASSWORD = '${value}' AND LOGIN = true;`,
      as.bare`cqlsh db01 9042 -u cassandra -p ${value} -e "DESCRIBE KEYSPACES"`,
      as.singleQuoted`ALTER CURRENT USER SET PASSWORD FROM 'x' TO '${value}';`,
      as.singleQuoted`CREATE (u:User {login: 'anna', password: '${value}', active: true}) RETURN u.id`,
      as.json`{"Item":{"login":{"S":"anna"},"password":{"S":"${value}"},"tries":{"N":"2"}}}`,
      as.json`{"_index":"users","_id":"7","_score":1.0,"_source":{"login":"anna","password":"${value}"}}`,
    ],
  ),
  createShortSource(
    "Migrations of databases",
    "https://documentation.red-gate.com/flyway/reference/configuration",
    [
      as.bare`flyway -url=jdbc:h2:mem:a -user=sa -password=${value} migrate`,
      as.property`flyway.user=app\nflyway.password=${value}\nflyway.schemas=public`,
      as.bare`liquibase --changelog-file=db.xml --username=app --password=${value} update`,
      as.property`changeLogFile: db.xml\nusername: app\npassword: ${value}\n`,
      as.yamlPlain`shop:\n  target: dev\n  outputs:\n    dev:\n      type: postgres\n      user: app\n      password: ${value}\n      threads: 4`,
      as.raw`sqitch target add prod db:pg://app@db01/shop\nSQITCH_PASSWORD=${holdOnly(drawHex(24))}\n`,
    ],
  ),
];

export const DATABASE_LOG_SOURCES: readonly Source[] = [...LIBRARIES, ...SERVERS];
