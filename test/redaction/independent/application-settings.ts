/** Secrets in the settings files of applications and frameworks. */

import { createSource, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const JVM_AND_DOTNET: readonly Source[] = [
  createSource(
    "Spring application.properties",
    "https://docs.spring.io/spring-boot/appendix/application-properties/index.html",
    [
      as.property`spring.datasource.url=jdbc:postgresql://db01/shop\nspring.datasource.username=app\nspring.datasource.password=${value}\nspring.jpa.show-sql=false`,
      as.property`server.port=8443\nserver.ssl.key-store-password=${value}\nserver.ssl.key-alias=app`,
      as.property`spring.mail.password = ${value}\nspring.mail.port = 587`,
      as.property`jwt.secret=${key}\njwt.expiration-ms=3600000`,
      as.property`spring.security.oauth2.client.registration.google.client-secret=${key}\nspring.main.banner-mode=off`,
    ],
  ),
  createSource(
    "Spring application.yml",
    "https://docs.spring.io/spring-boot/reference/features/external-config.html",
    [
      as.yamlPlain`spring:\n  datasource:\n    username: app\n    password: ${value}\n    hikari:\n      maximum-pool-size: 10`,
      as.doubleQuoted`  rabbitmq:\n    host: mq01\n    password: "${value}"\n    port: 5672`,
      as.yamlSingle`  redis:\n    password: '${value}'   # staging\n    timeout: 2s`,
      as.yamlPlain`app:\n  security:\n    token-signing-key: ${key}\n    enabled: true`,
      as.both(as.word("{}:$"), as.property)`password: \${DB_PASSWORD:${value}}\nurl: \${DB_URL:localhost}`,
    ],
  ),
  createSource(
    "Java properties",
    "https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/util/Properties.html",
    [
      as.storedProperty`#Mon Mar 02 10:00:00 UTC 2026\ndb.user=app\ndb.password=${value}\ndb.pool=5`,
      as.property`! ldap\nldap.bind.password: ${value}\nldap.port: 389`,
      as.storedProperty`sonar.login=admin\nsonar.password=${value}\nsonar.verbose=false`,
      as.property`storeFile=release.jks\nstorePassword=${value}\nkeyAlias=release`,
      as.property`keyPassword ${value}\nkeyAlias upload`,
    ],
  ),
  createSource("Maven settings.xml", "https://maven.apache.org/settings.html#Servers", [
    as.xmlText`<servers>\n  <server>\n    <id>nexus</id>\n    <username>deploy</username>\n    <password>${value}</password>\n  </server>\n</servers>`,
    as.xmlText`<server><id>releases</id><privateKey>~/.ssh/id</privateKey><passphrase>${value}</passphrase></server>`,
    as.xmlText`<proxy>\n  <host>proxy</host>\n  <port>3128</port>\n  <password>${value}</password>\n  <nonProxyHosts>localhost</nonProxyHosts>\n</proxy>`,
    as.bare`mvn -B deploy -Dnexus.password=${value} -DskipTests`,
  ]),
  createSource("Gradle", "https://docs.gradle.org/current/userguide/declaring_repositories.html", [
    as.doubleQuoted`credentials {\n    username = "deploy"\n    password = "${value}"\n}`,
    as.singleQuoted`signingConfigs {\n    release {\n        keyAlias 'release'\n        keyPassword '${value}'\n        storeFile file('release.jks')\n    }\n}`,
    as.property`org.gradle.jvmargs=-Xmx2g\nnexusPassword=${value}\nnexusUser=deploy`,
    as.bare`./gradlew publish -PrepoPassword=${value} --no-daemon`,
    as.property`signing.keyId=24875D73\nsigning.password=${value}\nsigning.secretKeyRingFile=ring.gpg`,
  ]),
  createSource("Tomcat", "https://tomcat.apache.org/tomcat-10.1-doc/realm-howto.html", [
    as.xmlAttribute`<user username="admin" password="${value}" roles="manager-gui,admin-gui"/>`,
    as.xmlAttribute`<Resource name="jdbc/shop" auth="Container" username="app" password="${value}" maxTotal="20"/>`,
    as.xmlAttribute`<Certificate certificateKeystoreFile="conf/app.jks" certificateKeystorePassword="${value}" type="RSA" />`,
    as.xmlText`<property name="hibernate.connection.username">app</property>\n<property name="hibernate.connection.password">${value}</property>`,
    as.xmlAttribute`<property name="password" value="${value}"/>\n<property name="maxActive" value="8"/>`,
  ]),
  createSource(
    "ASP.NET appsettings.json",
    "https://learn.microsoft.com/aspnet/core/fundamentals/configuration/",
    [
      as.json`{\n  "Smtp": {\n    "Host": "mail",\n    "Password": "${value}",\n    "Port": 587\n  },\n  "AllowedHosts": "*"\n}`,
      as.both(
        as.word(";='\"{}"),
        as.json,
      )`"ConnectionStrings": {\n  "Default": "Server=db01;Database=Shop;User Id=sa;Password=${value};TrustServerCertificate=True"\n}`,
      as.json`"Jwt": { "Issuer": "shop", "Key": "${key}", "ExpireMinutes": 30 }`,
      as.json`"AzureAd": {\n  "ClientId": "web",\n  "ClientSecret": "${key}",\n  "CallbackPath": "/signin"\n}`,
      as.shellDouble`dotnet user-secrets set "Smtp:Password" "${value}" --project src/Web`,
    ],
  ),
  createSource(
    "ASP.NET Web.config",
    "https://learn.microsoft.com/dotnet/framework/configure-apps/file-schema/appsettings/",
    [
      as.xmlAttribute`<appSettings>\n  <add key="SmtpPassword" value="${value}" />\n  <add key="SmtpPort" value="25" />\n</appSettings>`,
      as.both(
        as.word(";='\"{}"),
        as.xmlAttribute,
      )`<add name="Shop" connectionString="Data Source=db01;Initial Catalog=Shop;User ID=app;Password=${value};Encrypt=True" providerName="System.Data.SqlClient" />`,
      as.xmlAttribute`<network host="mail" userName="robot" password="${value}" port="587" enableSsl="true" />`,
      as.xmlAttribute`<identity impersonate="true" userName="CORP\\svc" password="${value}" />`,
      as.xmlAttribute`<machineKey validationKey="${key}" decryption="AES" validation="SHA1" />`,
    ],
  ),
];

const WEB_FRAMEWORKS: readonly Source[] = [
  createSource(
    "wp-config.php",
    "https://developer.wordpress.org/advanced-administration/wordpress/wp-config/",
    [
      as.singleQuoted`define( 'DB_USER', 'wp' );\ndefine( 'DB_PASSWORD', '${value}' );\ndefine( 'DB_HOST', 'localhost' );`,
      as.word(
        "\"\\$'",
      )`define("DB_PASSWORD", "${value}"); // hosting panel\ndefine("DB_CHARSET", "utf8mb4");`,
      as.phrase("'\\")`define('AUTH_KEY',         '${value}');\ndefine('WP_DEBUG', false);`,
      as.phrase("'\\")`define( 'NONCE_SALT', '${value}' );\n$table_prefix = 'wp_';`,
      as.singleQuoted`define( 'FTP_USER', 'web' );\ndefine( 'FTP_PASS', '${value}' );`,
    ],
  ),
  createSource("Laravel", "https://laravel.com/docs/12.x/configuration", [
    as.singleQuoted`'mysql' => [\n    'driver' => 'mysql',\n    'username' => 'app',\n    'password' => '${value}',\n    'charset' => 'utf8mb4',\n],`,
    as.singleQuoted`'password' => env('DB_PASSWORD', '${value}'),\n'unix_socket' => '',`,
    as.raw`APP_NAME=Shop\nAPP_KEY=base64:${key}\nAPP_DEBUG=false`,
    as.word("#\"'$\\`")`MAIL_USERNAME=robot\nMAIL_PASSWORD=${value}\nMAIL_ENCRYPTION=tls`,
    as.singleQuoted`'password' => Hash::make('${value}'),\n'email_verified_at' => now(),`,
  ]),
  createSource("Symfony", "https://symfony.com/doc/current/configuration.html", [
    as.urlStrict`DATABASE_URL="mysql://app:${value}@127.0.0.1:3306/shop?serverVersion=8.0&charset=utf8mb4"`,
    as.bare`APP_ENV=prod\nAPP_SECRET=${key}`,
    as.yamlSingle`parameters:\n    database_user: app\n    database_password: '${value}'\n    mailer_port: 25`,
    as.both(
      as.yamlPlain,
      as.percent,
    )`    ldap:\n        search_dn: cn=reader\n        search_password: ${value}\n        uid_key: uid`,
  ]),
  createSource("Django settings", "https://docs.djangoproject.com/en/stable/ref/settings/", [
    as.singleQuoted`DATABASES = {\n    'default': {\n        'USER': 'app',\n        'PASSWORD': '${value}',\n        'HOST': 'db01',\n    }\n}`,
    as.singleQuoted`DEBUG = True\nSECRET_KEY = 'django-insecure-${value}'\nALLOWED_HOSTS = []`,
    as.doubleQuoted`EMAIL_HOST_USER = "robot"\nEMAIL_HOST_PASSWORD = "${value}"  # app password\nEMAIL_USE_TLS = True`,
    as.doubleQuoted`SOCIAL_AUTH_GITHUB_SECRET = "${key}"\nLOGIN_URL = "/login"`,
    as.singleQuoted`User.objects.create_superuser('admin', 'admin@shop.example', '${value}')`,
  ]),
  createSource("Rails", "https://guides.rubyonrails.org/configuring.html#configuring-a-database", [
    as.yamlPlain`production:\n  adapter: postgresql\n  username: app\n  password: ${value}\n  pool: 5`,
    as.doubleQuoted`  password: "${value}"\n  host: localhost`,
    as.raw`production:\n  secret_key_base: ${key}\n`,
    as.singleQuoted`User.create!(email: 'a@shop.example', password: '${value}', admin: true)`,
    as.singleQuoted`config.action_mailer.smtp_settings = { user_name: 'robot', password: '${value}', port: 587 }`,
  ]),
  createSource("Joomla and Drupal", "https://docs.joomla.org/Talk:J3.x:Configuration.php", [
    as.singleQuoted`class JConfig {\n\tpublic $user = 'joomla';\n\tpublic $password = '${value}';\n\tpublic $db = 'site';\n\tpublic $debug = false;`,
    as.singleQuoted`public $smtppass = '${value}';\npublic $smtphost = 'localhost';`,
    as.singleQuoted`$databases['default']['default'] = [\n  'database' => 'site',\n  'username' => 'drupal',\n  'password' => '${value}',\n  'prefix' => '',\n];`,
    as.singleQuoted`$settings['hash_salt'] = '${key}';\n$settings['update_free_access'] = FALSE;`,
    as.singleQuoted`  'dbuser' => 'nextcloud',\n  'dbpassword' => '${value}',\n  'installed' => true,`,
  ]),
];

export const SETTINGS_SOURCES: readonly Source[] = [...JVM_AND_DOTNET, ...WEB_FRAMEWORKS];
