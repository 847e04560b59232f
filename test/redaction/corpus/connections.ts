/** Connection strings of databases and queues. */
import { domain, firm, fqdn, project, userName } from "./people.js";
import type { Random } from "./random.js";
import { type Maker, type Piece, partly } from "./sample.js";

interface Login {
  readonly user: string;
  readonly password: string;
  readonly host: string;
  readonly database: string;
}

function login(random: Random): Login {
  const password = random.pick([
    () => random.base62(16),
    () => `${random.base62(6)}!${random.base62(4)}*`,
    () => `${random.lower(6)}${random.digits(2)}`,
  ])();
  return {
    user: userName(random),
    password,
    host: fqdn(random),
    database: project(random).replaceAll("-", "_"),
  };
}

/** In a URL, the whole URL and the login are sensitive. */
function asUrl(write: (login: Login, random: Random) => string) {
  return (random: Random): Piece => {
    const chosen = login(random);
    const text = write(chosen, random);
    const { user, password, host } = chosen;
    return { text, sensitive: [text, ...[user, password, host].filter((part) => text.includes(part))] };
  };
}

/** In named fields, the values of server, user and password are sensitive. */
function asFields(write: (login: Login, random: Random) => string) {
  return (random: Random): Piece => {
    const chosen = login(random);
    const text = write(chosen, random);
    const { user, password, host } = chosen;
    return { text, sensitive: [user, password, host].filter((part) => text.includes(part)) };
  };
}

const scheme = (name: string, port: number) =>
  asUrl(({ user, password, host, database }) => `${name}://${user}:${password}@${host}:${port}/${database}`);

export const CONNECTIONS: readonly Maker[] = partly("connection-string", {
  postgres: scheme("postgres", 5432),
  postgresql: scheme("postgresql", 5432),
  "postgresql with driver": scheme("postgresql+asyncpg", 5432),
  mysql: scheme("mysql", 3306),
  mariadb: scheme("mariadb", 3306),
  mongodb: scheme("mongodb", 27017),
  "mongodb+srv": asUrl(
    ({ user, password, host, database }) =>
      `mongodb+srv://${user}:${password}@${host}/${database}?retryWrites=true`,
  ),
  "mongodb, replicas": asUrl(
    ({ user, password, host, database }) =>
      `mongodb://${user}:${password}@${host}:27017,b.${host}:27017/${database}?replicaSet=rs0`,
  ),
  redis: asUrl(({ password, host }) => `redis://:${password}@${host}:6379/0`),
  rediss: scheme("rediss", 6380),
  amqp: asUrl(({ user, password, host }) => `amqp://${user}:${password}@${host}:5672/%2F`),
  amqps: scheme("amqps", 5671),
  "mssql URL": scheme("mssql", 1433),
  clickhouse: scheme("clickhouse", 9440),
  "without password": asUrl(({ user, host, database }) => `postgres://${user}@${host}/${database}`),
  "without login": asUrl(({ host, database }) => `mongodb://${host}:27017/${database}`),
  "encoded password": asUrl(
    ({ user, password, host, database }, r) =>
      `postgres://${user}:${password}%23${r.base62(3)}%2F@${host}/${database}?sslmode=require`,
  ),
  "at sign in password": asUrl(
    ({ user, password, host, database }, r) =>
      `postgres://${user}:${password}@${r.base62(3)}@${host}/${database}`,
  ),
  "JDBC postgres": asUrl(
    ({ user, password, host, database }) =>
      `jdbc:postgresql://${host}:5432/${database}?user=${user}&password=${password}`,
  ),
  "JDBC mysql": asUrl(
    ({ user, password, host, database }) => `jdbc:mysql://${user}:${password}@${host}:3306/${database}`,
  ),
  "JDBC SQL Server": asFields(
    ({ user, password, host, database }) =>
      `jdbc:sqlserver://${host}:1433;databaseName=${database};user=${user};password=${password};encrypt=true`,
  ),
  "JDBC Oracle": asUrl(
    ({ user, password, host }) => `jdbc:oracle:thin:${user}/${password}@//${host}:1521/ORCL`,
  ),
  "ADO.NET": asFields(
    ({ user, password, host, database }) =>
      `Server=${host};Database=${database};User ID=${user};Password=${password};Encrypt=True`,
  ),
  "ADO.NET, tcp and port": asFields(
    ({ user, password, host, database }) =>
      `Server=tcp:${host},1433;Initial Catalog=${database};Uid=${user};Pwd=${password};Connection Timeout=30;`,
  ),
  "ADO.NET, spaces": asFields(
    ({ user, password, host, database }) =>
      `Data Source = ${host}; Initial Catalog = ${database}; User Id = ${user}; Password = ${password};`,
  ),
  ODBC: asFields(
    ({ user, password, host }) =>
      `Driver={ODBC Driver 18 for SQL Server};Server=${host};UID=${user};PWD={${password}}`,
  ),
  libpq: asFields(
    ({ user, password, host, database }) =>
      `host=${host} port=5432 dbname=${database} user=${user} password=${password} sslmode=require`,
  ),
  "libpq, quoted": asFields(
    ({ user, password, host }) => `host='${host}' user='${user}' password='${password}'`,
  ),
  "PHP PDO": asFields(
    ({ user, password, host, database }) =>
      `new PDO("mysql:host=${host};dbname=${database}", "${user}", "${password}")`,
  ),
  "Go MySQL": asUrl(
    ({ user, password, host, database }) =>
      `${user}:${password}@tcp(${host}:3306)/${database}?parseTime=true`,
  ),
  "StackExchange.Redis": asFields(
    ({ password, host }) => `${host}:6380,password=${password},ssl=True,abortConnect=False`,
  ),
  "Azure storage": (r) => {
    const [account, key] = [`${firm(r).replace("-", "")}${r.digits(3)}`, `${r.base64(86)}==`];
    const text = `DefaultEndpointsProtocol=https;AccountName=${account};AccountKey=${key};EndpointSuffix=core.windows.net`;
    return { text, sensitive: [account, key] };
  },
  "Service Bus": (r) => {
    const [host, key] = [`${firm(r)}-${r.lower(4)}.servicebus.windows.net`, `${r.base64(43)}=`];
    const text = `Endpoint=sb://${host}/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=${key}`;
    return { text, sensitive: [host, key] };
  },
  "Cosmos DB": (r) => {
    const [host, key] = [`${firm(r)}-${r.lower(4)}.documents.azure.com`, `${r.base64(86)}==`];
    return { text: `AccountEndpoint=https://${host}:443/;AccountKey=${key};`, sensitive: [host, key] };
  },
  "IoT Hub": (r) => {
    const [host, key] = [`${firm(r)}-hub.azure-devices.net`, `${r.base64(43)}=`];
    return { text: `HostName=${host};DeviceId=probe7;SharedAccessKey=${key}`, sensitive: [host, key] };
  },
  "Application Insights": (r) => {
    const id = r.uuid();
    return { text: `InstrumentationKey=${id};IngestionEndpoint=https://x.in.${domain(r)}/`, sensitive: [id] };
  },
  "Sentry DSN": (r) => {
    const key = r.hex(32);
    const text = `https://${key}@o${r.digits(6)}.ingest.sentry.io/${r.digits(7)}`;
    return { text, sensitive: [text, key] };
  },
});
