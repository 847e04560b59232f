/** Secrets in the addresses and strings with which programs connect to servers. */

import { drawBase64, drawBase64Url } from "./passwords.js";
import { createSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const accountKey = holdOnly(drawBase64(64));
/** A password that somebody puts into an address without encoding. Only what ends the user is absent. */
const inAddress = as.word("@/?#:\"'<>`\\[]{}|^%");

const DATABASES: readonly Source[] = [
  createSource(
    "PostgreSQL URI",
    "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS",
    [
      as.urlStrict`DATABASE_URL=postgres://app:${value}@db01.internal:5432/shop?sslmode=require`,
      as.urlStrict`psql "postgresql://app:${value}@localhost/shop" -c "select 1"`,
      inAddress`could not connect to postgres://app:${value}@db01:5432/shop: connection refused`,
      as.urlStrict`engine = create_engine("postgresql+psycopg2://app:${value}@db01/shop", pool_size=5)`,
      as.urlStrict`postgresql://db01/shop?user=app&password=${value}&ssl=true`,
      as.urlStrict`primary: postgres://a:x@h1/db, replica: postgres://reader:${value}@h2/db`,
    ],
  ),
  createSource(
    "libpq keywords",
    "https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-KEYWORD-VALUE",
    [
      as.singleQuoted`psql "host=db01 port=5432 dbname=shop user=app password='${value}' sslmode=require"`,
      as.word("'\\\"")`conninfo = "host=db01 user=app password=${value} dbname=shop"`,
      as.word("'\\\"")`dsn: user=app password=${value} host=db01 TimeZone=UTC`,
      as.word("'\\")`primary_conninfo = 'host=db01 user=repl password=${value} application_name=s1'`,
    ],
  ),
  createSource("JDBC URL", "https://jdbc.postgresql.org/documentation/use/", [
    as.urlStrict`jdbc:postgresql://db01:5432/shop?user=app&password=${value}&ssl=true`,
    as.urlRaw`jdbc:mysql://db01:3306/shop?user=app&password=${value}&useSSL=false`,
    as.word(";{}\"'")`jdbc:sqlserver://db01:1433;databaseName=Shop;user=sa;password=${value};encrypt=true;`,
    as.word("}")`jdbc:sqlserver://db01;user=sa;password={${value}};trustServerCertificate=true`,
    as.word("@/\"'")`jdbc:oracle:thin:app/${value}@//db01:1521/ORCL`,
    as.word(";\"'")`jdbc:h2:file:./data;USER=sa;PASSWORD=${value};MODE=PostgreSQL`,
    as.word(":;\"'")`jdbc:db2://db01:50000/SHOP:user=app;password=${value};sslConnection=true;`,
  ]),
  createSource(
    "ADO.NET connection string",
    "https://learn.microsoft.com/dotnet/framework/data/adonet/connection-string-syntax",
    [
      as.word(
        ";='\"{}",
      )`Server=tcp:db01,1433;Initial Catalog=Shop;User ID=app;Password=${value};Encrypt=True;`,
      as.word(";='\"{}")`Data Source=db01;User Id=sa;Pwd=${value};Connect Timeout=30`,
      as.csv`Server=db01;Database=Shop;Uid=app;Password="${value}";Pooling=true;`,
      as.sql`Host=db01;Username=app;Password='${value}';Database=shop;Maximum Pool Size=50`,
      as.word(";='\"{}")`Scaffold-DbContext "Server=.;Database=Shop;User Id=sa;Password=${value}" Provider`,
    ],
  ),
  createSource("ODBC", "https://learn.microsoft.com/sql/odbc/reference/syntax/sqldriverconnect-function", [
    as.word("}")`Driver={ODBC Driver 18 for SQL Server};Server=db01;Uid=app;Pwd={${value}};Encrypt=yes;`,
    as.word(";{}[](),?*=!@'\"")`DRIVER={PostgreSQL Unicode};SERVER=db01;UID=app;PWD=${value};PORT=5432`,
    as.word(
      ";{}[](),?*=!@'\"",
    )`[shop]\nDriver = FreeTDS\nServer = db01\nUID = app\nPWD = ${value}\nPort = 1433`,
    as.word(";{}\"'")`cnxn = pyodbc.connect("DSN=shop;UID=app;PWD=${value};MARS_Connection=Yes")`,
  ]),
  createSource("MongoDB URI", "https://www.mongodb.com/docs/manual/reference/connection-string/", [
    as.urlStrict`MONGO_URL="mongodb+srv://app:${value}@cluster0.ab1cd.mongodb.net/shop?retryWrites=true&w=majority"`,
    as.urlStrict`mongoose.connect('mongodb://root:${value}@mongo1:27017,mongo2:27017/shop?replicaSet=rs0')`,
    as.urlStrict`MongoServerError: Authentication failed. uri=mongodb://app:${value}@mongo:27017/?authSource=admin`,
    inAddress`mongosh mongodb://admin:${value}@localhost:27017/admin --quiet`,
  ]),
  createSource("Go MySQL DSN", "https://github.com/go-sql-driver/mysql#dsn-data-source-name", [
    as.word('@/"\\:')`db, err := sql.Open("mysql", "app:${value}@tcp(db01:3306)/shop?parseTime=true")`,
    as.word('@/"\\:')`dsn: app:${value}@unix(/run/mysqld/mysqld.sock)/shop`,
    as.word('@/"\\:')`export DATA_SOURCE_NAME="exporter:${value}@(localhost:3306)/"`,
    as.word("@/\"\\:'")`MYSQL_DSN='root:${value}@tcp(127.0.0.1:3306)/app?charset=utf8mb4'`,
  ]),
];

const SERVERS: readonly Source[] = [
  createSource("Redis URI", "https://www.iana.org/assignments/uri-schemes/prov/redis", [
    as.urlStrict`REDIS_URL=redis://:${value}@cache01:6379/0`,
    as.urlStrict`rediss://default:${value}@eu1.cache.example.org:6380 # TLS`,
    as.urlStrict`Celery('tasks', broker='redis://:${value}@redis:6379/1', backend='rpc://')`,
    as.urlStrict`Error: connect ECONNREFUSED redis://worker:${value}@10.0.0.3:6379`,
    as.word(",\"'=")`cache01:6380,password=${value},ssl=True,abortConnect=False`,
  ]),
  createSource("AMQP URI", "https://www.rabbitmq.com/docs/uri-spec", [
    as.urlStrict`AMQP_URL=amqp://guest:${value}@mq01:5672/%2F`,
    as.urlStrict`connection = pika.BlockingConnection(pika.URLParameters('amqps://app:${value}@mq01/shop'))`,
    as.urlStrict`dial amqp://app:${value}@mq01:5672/: i/o timeout`,
    as.bare`rabbitmqctl add_user app ${value}\nAdding user "app" ...`,
    as.bare`rabbitmqctl change_password guest ${value}`,
  ]),
  createSource("Mail and file server URIs", "https://symfony.com/doc/current/mailer.html#transport-setup", [
    as.urlStrict`MAILER_DSN=smtp://robot:${value}@mail.example.org:587?encryption=tls`,
    as.urlStrict`ftp://shop:${value}@ftp.example.org/export/items.csv`,
    as.urlStrict`sftp://deploy:${value}@files.example.org:2222/upload - 550 denied`,
    as.urlStrict`imaps://anna%40example.org:${value}@imap.example.org/INBOX`,
    as.urlStrict`ldap://cn=reader:${value}@ldap01:389/dc=example,dc=org`,
    as.urlStrict`smb://CORP;svc:${value}@fs01/share`,
  ]),
  createSource("Proxy URL", "https://curl.se/docs/manpage.html#-x", [
    as.urlStrict`export https_proxy=http://anna:${value}@proxy.corp.example:3128\nexport no_proxy=localhost`,
    as.urlStrict`npm config set proxy http://CORP%5Canna:${value}@proxy:8080`,
    as.urlStrict`Acquire::http::Proxy "http://apt:${value}@proxy:3128/";\nAcquire::Retries "3";`,
    as.urlStrict`git config --global http.proxy http://anna:${value}@proxy:3128`,
    as.urlStrict`ProxyError: Cannot connect to proxy 'http://bot:${value}@proxy:3128', timeout=10`,
  ]),
  createSource("Web address with a user", "https://www.rfc-editor.org/rfc/rfc3986#section-3.2.1", [
    as.urlStrict`git clone https://robot:${value}@git.example.org/shop/api.git --depth 1`,
    as.urlStrict`curl https://elastic:${value}@es01:9200/_cat/indices?v`,
    as.urlStrict`ELASTICSEARCH_HOSTS=http://elastic:${value}@es01:9200\nKIBANA_PORT=5601`,
    as.urlStrict`SENTRY_DSN=https://${key}@errors.example.org/42`,
    as.urlStrict`rtsp://admin:${value}@192.168.1.64:554/Streaming/Channels/101`,
    as.urlStrict`docker pull failed: Get "https://robot:${value}@registry:5000/v2/": EOF`,
  ]),
  createSource(
    "Azure Storage and Service Bus",
    "https://learn.microsoft.com/azure/storage/common/storage-configure-connection-string",
    [
      as.raw`DefaultEndpointsProtocol=https;AccountName=shop;AccountKey=${accountKey};EndpointSuffix=core.windows.net`,
      as.raw`Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey=${holdOnly(drawBase64(32))};EntityPath=orders`,
      as.raw`HostName=hub.azure-devices.net;DeviceId=d1;SharedAccessKey=${holdOnly(drawBase64(32))}`,
      as.raw`AccountEndpoint=https://shop.documents.azure.com:443/;AccountKey=${accountKey};`,
      as.urlStrict`https://shop.blob.core.windows.net/c/a.txt?sv=2024-11-04&se=2026-12-01&sp=r&sig=${holdOnly(drawBase64(32))}`,
      as.raw`Endpoint=https://cfg.azconfig.io;Id=x0;Secret=${holdOnly(drawBase64(32))}`,
    ],
  ),
  createSource("Kafka and LDAP", "https://kafka.apache.org/documentation/#security_sasl_plain", [
    as.doubleQuoted`sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="app" password="${value}";`,
    as.property`security.protocol=SASL_SSL\nssl.keystore.password=${value}\nssl.keystore.type=PKCS12`,
    as.shellSingle`ldapsearch -x -H ldap://ldap01 -D cn=admin,dc=example,dc=org -w '${value}' -b dc=example,dc=org`,
    as.word('"#')`BINDDN cn=reader,dc=example,dc=org\nbindpw ${value}\nbase dc=example,dc=org`,
    as.bare`kcat -b kafka01:9093 -X sasl.username=app -X sasl.password=${value} -L`,
    as.raw`dn: uid=anna,ou=people,dc=example,dc=org\nuserPassword: ${value}\nmail: anna@example.org`,
  ]),
  createSource(
    "Webhook addresses",
    "https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks/",
    [
      as.raw`curl -X POST https://hooks.slack.com/services/T0AAAA111/B0BBBB222/${holdOnly((random) => drawBase64Url(24)(random).replace(/[-_]/g, "a"))} -d '{}'`,
      as.raw`webhook_url: https://discord.com/api/webhooks/112233445566778899/${holdOnly(drawBase64Url(68))}\nusername: bot`,
      as.raw`https://example.webhook.office.com/webhookb2/x@y/IncomingWebhook/${holdOnly((random) => drawBase64Url(32)(random).replace(/[-_]/g, "b"))}/z`,
      as.url`https://hook.example.org/deploy?secret=${key}&ref=main`,
    ],
  ),
];

export const CONNECTION_SOURCES: readonly Source[] = [...DATABASES, ...SERVERS];
