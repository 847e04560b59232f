/** Lists the words that stand beside sensitive keys without being values: outcomes, kinds of authentication and the like. */
import { createWordSet } from "./word-set.js";

/** Results of an operation on a login, a password or a token. */
export const getOutcomes = createWordSet(
  `success succeeded successful fail fails failed failing failure failures error errors ok okay pass passes passed
  denied granted allowed accepted rejected refused revoked expired expires active inactive enabled disabled pending
  complete completed cancelled canceled timeout started stopped create creates created creation update updates updated
  delete deletes deleted remove removes removed removal add adds added addition change changes changed modified fix
  fixes fixed deprecated reset rotate rotated rotation generate generates generated renew renewed refresh refreshed
  issued verified unverified confirmed locked unlocked blocked banned suspended present absent found unknown
  unauthorized forbidden unauthenticated authenticated registered invited joined left connected disconnected online
  taken throttled prompted signed up known apply offline skipped ignored retry retried hidden redacted masked filtered
  anonymized saved stored loaded cached cleared detected leaked exposed compromised used unused received given sent read
  supplied provided submitted match matches matched mismatch migrating migrated reverting reverted processing loading
  shown displayed printed logged differs available unavailable supported unsupported`,
);

/** Words of a validation message: they describe a missing or an invalid value, or name its type. */
export const getValidationWords = createWordSet(
  `required optional mandatory missing invalid valid empty blank wrong incorrect correct unset set unspecified default
  none null nil undefined nan unchanged short long weak strong medium simple complex least most minimum maximum min max
  must cannot should contain contains include includes exceed exceeds enter type choose forgot forgotten remember
  confirm repeat provide specify specified needed needs need expected exists exist yes no true false on off string
  number boolean bool int integer float double text str object array list map any void bytes byte uuid buffer never
  inherit inherited write readonly auth sensitive encrypted plaintext plain hashed random parameter undeclared
  unresolved ambiguous redefined redeclared`,
);

/** Nouns of sentences about values. Alone they may be the value: `password` is a common password. */
export const getSubjectNouns = createWordSet(
  `limit length size character characters char chars digit digits letter letters uppercase lowercase symbol symbols url
  uri email date enum self validation format field value values name header param argument option settings setting
  config configuration input output description example placeholder label title hint prompt message request response
  body query form variable constant property attribute identifier member check terminal prompts credential credentials
  password passwords passphrase token tokens secret secrets key keys api access auth authentication authorization login
  user username account session cookie hash salt code support file server client service`,
);

/** Words that hold sentences together, in the languages of most messages. */
export const getFunctionWords = createWordSet(
  `a an the this that these those it its he she we you your yours our their them they his her my mine i is are was were
  be been being am do does did has have had having will would can could may might shall not n't of for to in into on
  onto at by from with without within via as and or nor but if then else than when while where which who whom whose
  what why how there here all each every both either neither some any more most other such only own same so too very
  just also again once because before after during until since against between about above below up down out over
  under per using got want
  der die das den dem des ein eine einen einem ist sind war nicht kein keine und oder mit f\u00fcr von zu im bei auf
  le la les un une du est sont pas et ou avec pour dans sur par
  el los las una es son no y o con para por en del al se
  il lo gli uno \u00e8 sono non e ed che di da
  \u00e9 s\u00e3o n\u00e3o os um uma com em dos
  \u044d\u0442\u043e \u043d\u0435 \u0438 \u0438\u043b\u0438 \u0434\u043b\u044f \u0432 \u043d\u0430 \u0441`,
);

/** Schemes, factors, grants and stores of authentication. */
export const getAuthenticationKinds = createWordSet(
  `basic bearer digest ntlm negotiate kerberos krb5 spnego gssapi saml saml2 oauth oauth1 oauth2 oidc openid jwt jws ldap
  ldaps ad pam radius tacacs sasl plain cram md5 sha1 sha256 sha384 sha512 scram x509 tls mtls ssl certificate cert
  keypair adc gcloud kubernetes k8s approle userpass app installation job kv v1 v2 pki transit publickey pubkey public
  private keyboard interactive hostbased passwd passwordless passkey webauthn fido fido2
  u2f totp hotp otp sms push authenticator hardware biometric fingerprint faceid touchid magic link sso social
  federated anonymous simple external internal based apikey iam sts aws gcp azure sigv4 hmac rsa dsa ecdsa ed25519 hs256
  hs384 hs512 rs256 rs384 rs512 es256 es384 es512 ps256 eddsa trust peer ident reject device client implicit grant pkce
  service managed identity workload google github gitlab bitbucket microsoft facebook apple twitter linkedin okta auth0
  azuread cognito firebase keycloak keychain keyring environment env file stdin manual vault local remote custom other
  opaque jwe csrf xsrf personal access refresh id web mobile browser desktop cli server user machine api_key bcrypt
  scrypt argon2 argon2id pbkdf2 phone call email multi factor two one time step level strict lax optional oauth_token
  session login logout signin signout signup`,
);

/**
 * Accounts that every system of a kind has, the roles and plans of accounts, and placeholders such as `testuser`. They name
 * nobody.
 */
export const getSharedAccounts = createWordSet(
  `root admin administrator administrators guest anonymous nobody everyone anyone user users test tester testuser demo
  example system daemon service postgres mysql mariadb oracle sa sysdba mongodb redis elastic rabbitmq www data apache
  nginx httpd tomcat jenkins git gitlab github runner ubuntu debian centos fedora vagrant docker node npm app web
  backend bot robot default public private personal business enterprise individual company corporate organization
  organisation org team teams workspace tenant free pro plus premium basic standard starter trial student education owner member
  viewer editor maintainer developer reader writer contributor collaborator moderator superuser su operator manager
  localhost local me self current external internal human machine assistant agent model tool customer visitor subscriber
  new returning existing main primary secondary prod production staging dev development sandbox checking savings admin1
  forge deploy deployer readonly readwrite replicator replication pgbouncer keycloak grafana ec2-user www-data azureuser
  vscode codespace runneradmin wordpress drupal magento laravel django rails odoo moodle nextcloud gitea appuser
  app_user dbuser db_user webapp test_user myuser username
  nt authority login logout signup signin signout log sign`,
);

/** Processors, systems, roles and products, which are values of keys such as `machine` and `server`. */
export const getMachineKinds = createWordSet(
  `arm arm64 aarch64 armv6 armv6l armv7 armv7l armv8 armhf x64 x86 x86_64 x86-64 amd64 ia32 i386 i486 i586 i686 ppc64
  ppc64le s390x riscv64 mips mips64 mipsel loong64 wasm32 universal win32 win64 linux darwin macos windows freebsd
  localhost local-only remote self-hosted cloud-hosted on-premise on-prem read-only read-write hot-standby stand-by
  vscode-server nginx apache iis gunicorn uvicorn cloudflare envoy kestrel ubuntu-latest windows-latest macos-latest
  utf-8 utf8 ipv4 ipv6 single-node multi-node`,
);
