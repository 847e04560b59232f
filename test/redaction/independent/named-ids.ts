/** Ids and random keys under the names of secrets: a UUID is an ordinary id elsewhere, but not under these names. */

import { drawAlnum, drawBase64, drawHex, drawUuid } from "./passwords.js";
import { createSource, holdOnly } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const uuid = holdOnly(drawUuid, (random) => drawUuid(random).toUpperCase());
const pushKey = holdOnly(drawHex(32), drawAlnum(32), drawUuid);

export const ID_SOURCES: readonly Source[] = [
  createSource("UUIDs in settings", "https://www.rfc-editor.org/rfc/rfc9562", [
    as.raw`API_KEY=${uuid}\nAPI_URL=https://api.example.org`,
    as.raw`client:\n  id: web\n  secret: ${uuid}\n  scopes: [read]`,
    as.json`{"apiKey":"${uuid}","region":"eu"}`,
    as.raw`access_token = "${uuid}"\nretries = 3`,
    as.xmlText`<apiToken>${uuid}</apiToken><timeout>5</timeout>`,
    as.raw`auth.secret=${uuid}\nauth.enabled=true`,
    as.raw`--token ${uuid} --format json`,
  ]),
  createSource("UUIDs in requests", "https://www.rfc-editor.org/rfc/rfc6750", [
    as.raw`Authorization: Bearer ${uuid}\r\nAccept: */*`,
    as.raw`GET /v1/report?apikey=${uuid}&year=2026`,
    as.raw`X-API-Key: ${uuid}\nX-Request-Id: 7`,
    as.raw`Cookie: session=${uuid}; lang=de`,
    as.raw`password reset token ${uuid} was used twice`,
    as.raw`refresh_token=${uuid}&grant_type=refresh_token`,
  ]),
  createSource(
    "Consul, Nomad and Heroku",
    "https://developer.hashicorp.com/consul/commands/acl/token/create",
    [
      as.raw`SecretID:         ${uuid}\nDescription:      ci\nLocal:            false`,
      as.raw`export CONSUL_HTTP_TOKEN=${uuid}\nconsul members`,
      as.raw`Accessor ID  = a1\nSecret ID    = ${uuid}\nType         = management`,
      as.raw`HEROKU_API_KEY=${uuid} heroku ps -a shop`,
      as.doubleQuoted`acl { tokens { agent = "${uuid}" } }`,
    ],
  ),
  createSource("Keys of applications", "https://12factor.net/config", [
    as.raw`ENCRYPTION_KEY=${pushKey}\nCIPHER=aes-256-gcm`,
    as.json`{"signingKey":"${pushKey}","alg":"HS256"}`,
    as.singleQuoted`app.keys = ['${holdOnly(drawAlnum(24), drawBase64(18))}'];\napp.proxy = true;`,
    as.doubleQuoted`private_key_password = "${pushKey}"\nformat = "pem"`,
    as.raw`webhook secret: ${pushKey}\nevents: push`,
    as.raw`license_key ${holdOnly((random) => [5, 5, 5, 5, 5].map((n) => drawAlnum(n)(random).toUpperCase()).join("-"))} activated`,
    as.yamlPlain`hmac_salt: ${pushKey}\nrounds: 12`,
  ]),
  createSource(
    "Keys of games and services",
    "https://developer.valvesoftware.com/wiki/Command_Line_Options",
    [
      as.bare`./srcds_run -game tf +map cp_dustbowl +rcon_password ${holdOnly(drawAlnum(12), drawHex(16))} +maxplayers 24`,
      as.raw`enable-rcon=true\nrcon.password=${holdOnly(drawAlnum(12), drawHex(16))}\nrcon.port=25575`,
      as.raw`sv_password "${holdOnly(drawAlnum(10))}"\nhostname "Friends"`,
      as.raw`rpcuser=bitcoin\nrpcpassword=${holdOnly(drawBase64(32), drawHex(64))}\nserver=1`,
      as.raw`turnserver --static-auth-secret=${pushKey} --realm=example.org`,
    ],
  ),
];
