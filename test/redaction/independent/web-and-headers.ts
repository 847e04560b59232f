/** Secrets in requests and documents of the web: addresses, forms, headers, cookies, JSON and XML. */

import { drawAlnum, drawBase64Url } from "./passwords.js";
import { createSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const bearer = holdOnly(drawAlnum(40), drawBase64Url(43), drawBase64Url(64));

const REQUESTS: readonly Source[] = [
  createSource("URL query as typed", "https://url.spec.whatwg.org/#query-string", [
    as.urlRaw`GET /login?user=anna&password=${value}&remember=1 HTTP/1.1\r\nHost: shop.example.org`,
    as.urlRaw`https://shop.example.org/api/login?pwd=${value}&lang=de#top`,
    as.urlRaw`Opening http://nas.local/webapi/auth.cgi?account=admin&passwd=${value}&session=FileStation`,
    as.urlRaw`request failed: https://api.example.org/v1/items?api_key=${key}&limit=50 (status 403)`,
    as.urlRaw`wss://live.example.org/socket?access_token=${bearer}&v=2`,
  ]),
  createSource("URL query encoded", "https://url.spec.whatwg.org/#concept-urlencoded-serializer", [
    as.url`https://shop.example.org/login?user=anna&password=${value}&remember=1`,
    as.url`"GET /reset?email=a%40example.org&new_password=${value} HTTP/1.1" 302 0 "-" "Mozilla/5.0"`,
    as.form`location: /oauth/cb?state=x1&client_secret=${value}&scope=read`,
    as.url`redirect_uri=https%3A%2F%2Fapp.example.org&pass=${value}&mode=web`,
    as.both(as.url, as.html)`<a href="/auth?login=anna&amp;passwort=${value}&amp;next=%2F">Anmelden</a>`,
    as.url`fetch("/api/session?token=${key}&v=3").then(r => r.json())`,
  ]),
  createSource("Form body", "https://url.spec.whatwg.org/#application/x-www-form-urlencoded", [
    as.form`POST /login HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\nusername=anna&password=${value}&submit=Log+in`,
    as.form`csrfmiddlewaretoken=x&new_password1=${value}&email=a%40example.org`,
    as.form`grant_type=client_credentials&client_id=web&client_secret=${value}`,
    as.form`log=admin&pwd=${value}&wp-submit=Log+In&testcookie=1`,
    as.form`body: j_username=admin&j_password=${value}`,
    as.form`user%5Bemail%5D=a%40example.org&user%5Bpassword%5D=${value}&commit=Save`,
  ]),
  createSource("Multipart form", "https://www.rfc-editor.org/rfc/rfc7578", [
    as.raw`------x1\r\nContent-Disposition: form-data; name="password"\r\n\r\n${value}\r\n------x1\r\nContent-Disposition: form-data; name="lang"\r\n\r\nen`,
    as.raw`--abc\nContent-Disposition: form-data; name="client_secret"\n\n${key}\n--abc--`,
    as.raw`Content-Disposition: form-data; name="new_password"\r\nContent-Type: text/plain\r\n\r\n${value}\r\n--b1--`,
    as.shellSingle`http --form POST shop.example.org/login user=anna password='${value}' remember=true`,
  ]),
  createSource("Authorization header", "https://www.rfc-editor.org/rfc/rfc7617", [
    as.basicCredentials`GET / HTTP/1.1\r\nHost: ci.example.org\r\nAuthorization: Basic ${value}\r\nAccept: */*`,
    as.basicCredentials`> Authorization: Basic ${value}\n> User-Agent: curl/8.5.0`,
    as.basicCredentials`headers: { 'Authorization': 'Basic ${value}', 'Accept': 'application/json' }`,
    as.raw`Authorization: Bearer ${bearer}\r\nContent-Length: 0`,
    as.raw`"authorization": ["Bearer ${bearer}"], "accept": ["*/*"]`,
    as.raw`Authorization: Token ${key}\nX-Request-Id: 42`,
    as.raw`Proxy-Authorization: Bearer ${bearer}\r\nConnection: close`,
    as.basicCredentials`-H "Proxy-Authorization: Basic ${value}" -H "Accept: */*"`,
  ]),
  createSource("Headers with keys", "https://swagger.io/docs/specification/v3_0/authentication/api-keys/", [
    as.raw`GET /v1/items HTTP/1.1\r\nX-Api-Key: ${key}\r\nAccept: application/json`,
    as.raw`x-auth-token: ${key}\nx-client: web`,
    as.raw`X-Amz-Security-Token: ${holdOnly(drawBase64Url(180))}\r\nX-Amz-Date: 20260302T100000Z`,
    as.raw`Ocp-Apim-Subscription-Key: ${key}\r\nHost: api.example.org`,
    as.raw`PRIVATE-TOKEN: ${key}\nContent-Type: application/json`,
    as.raw`headers = {"X-Vault-Token": "${key}", "X-Vault-Namespace": "shop"}`,
    as.raw`X-CSRF-Token: ${key}\r\nX-Requested-With: XMLHttpRequest`,
  ]),
  createSource("Cookies", "https://www.rfc-editor.org/rfc/rfc6265", [
    as.raw`HTTP/1.1 200 OK\r\nSet-Cookie: sessionid=${key}; Path=/; HttpOnly; Secure\r\nContent-Length: 2`,
    as.raw`Cookie: lang=de; PHPSESSID=${holdOnly(drawAlnum(26))}; theme=dark`,
    as.raw`set-cookie: connect.sid=s%3A${holdOnly(drawBase64Url(32))}; Path=/; SameSite=Lax`,
    as.raw`< Set-Cookie: JSESSIONID=${holdOnly(drawAlnum(32))}; Path=/app; Secure`,
    as.raw`Cookie: csrftoken=${holdOnly(drawAlnum(64))}; cookieconsent=yes`,
    as.raw`Set-Cookie: remember_token=${bearer}; Max-Age=2592000; Path=/`,
  ]),
];

const DOCUMENTS: readonly Source[] = [
  createSource("JSON request", "https://www.rfc-editor.org/rfc/rfc8259", [
    as.json`{"username":"anna","password":"${value}","remember":true}`,
    as.json`{\n  "user": {\n    "login": "anna",\n    "pwd": "${value}",\n    "roles": ["admin"]\n  }\n}`,
    as.json`{"oldPassword":"${value}","locale":"en"}`,
    as.json`{"data":{"type":"accounts","attributes":{"passphrase":"${value}","name":"x"}}}`,
    as.jsonTwice`{"level":"debug","body":"{\\"login\\":\\"anna\\",\\"password\\":\\"${value}\\"}","ms":12}`,
    as.json`{"api_key":"${key}","events":[{"name":"start"}]}`,
    as.singleQuoted`{username: 'anna', password: '${value}', captcha: null}`,
  ]),
  createSource("GraphQL", "https://spec.graphql.org/October2021/#sec-String-Value", [
    as.doubleQuoted`mutation { login(email: "a@example.org", password: "${value}") { token } }`,
    as.json`{"query":"mutation L($p: String!) { login(p: $p) { id } }","variables":{"user":"anna","password":"${value}"}}`,
    as.doubleQuoted`changePassword(input: {newPassword: "${value}", logoutAll: true}) { ok }`,
    as.jsonTwice`{"query":"mutation { signUp(name: \\"a\\", password: \\"${value}\\") { id } }"}`,
  ]),
  createSource(
    "XML and SOAP",
    "https://docs.oasis-open.org/wss/v1.1/wss-v1.1-spec-os-UsernameTokenProfile.pdf",
    [
      as.xmlText`<wsse:UsernameToken>\n  <wsse:Username>svc</wsse:Username>\n  <wsse:Password Type="PasswordText">${value}</wsse:Password>\n</wsse:UsernameToken>`,
      as.xmlText`<login><user>anna</user><password>${value}</password><lang>en</lang></login>`,
      as.xmlAttribute`<connection host="db01" user="app" password="${value}" pool="5"/>`,
      as.both(as.phrase("]"), as.raw)`<passwd><![CDATA[${value}]]></passwd>\n<port>21</port>`,
      as.xmlAttribute`<property key="smtp.password" value="${value}" />\n<property key="smtp.port" value="25" />`,
      as.xmlText`<string name="api_secret">${key}</string>\n<string name="app_name">Shop</string>`,
      as.xmlText`<key>Password</key>\n<string>${value}</string>\n<key>Port</key>\n<integer>993</integer>`,
    ],
  ),
  createSource("HTML forms", "https://html.spec.whatwg.org/multipage/input.html", [
    as.html`<input type="password" name="password" value="${value}" autocomplete="off">`,
    as.html`<input type="hidden" name="csrf_token" value="${key}">\n<button>Save</button>`,
    as.html`<p>Your new password is <b>${value}</b>. Please change it.</p>`,
    as.html`<tr><td>Password:</td><td>${value}</td></tr>\n<tr><td>Port:</td><td>993</td></tr>`,
    as.html`<meta name="api-key" content="${key}">\n<title>Shop</title>`,
  ]),
  createSource("OAuth token response", "https://www.rfc-editor.org/rfc/rfc6749#section-5.1", [
    as.json`{"access_token":"${bearer}","token_type":"Bearer","expires_in":3600}`,
    as.json`{\n  "refresh_token": "${bearer}",\n  "scope": "read write"\n}`,
    as.json`{"client_id":"web","client_secret":"${key}","client_secret_expires_at":0}`,
    as.raw`https://app.example.org/cb#access_token=${bearer}&token_type=bearer&expires_in=3600`,
    as.raw`code_verifier=${bearer}&grant_type=authorization_code&client_id=web`,
  ]),
  createSource("YAML", "https://yaml.org/spec/1.2.2/#chapter-7-flow-style-productions", [
    as.yamlPlain`login:\n  user: anna\n  password: ${value}\n  port: 22`,
    as.yamlPlain`password: ${value} # until June\nuser: anna`,
    as.yamlSingle`- {name: anna, password: '${value}', admin: true}`,
    as.doubleQuoted`"password": "${value}"\n"user": "anna"`,
    as.raw`passphrase: |-\n  ${value}\nrounds: 10`,
    as.raw`secret: >\n    ${key}\nname: app`,
  ]),
  createSource("TOML and INI", "https://toml.io/en/v1.0.0#string", [
    as.doubleQuoted`[database]\nuser = "app"\npassword = "${value}"\nport = 5432`,
    as.phrase("'")`[mail]\npassword = '${value}' # literal\ntls = true`,
    as.doubleQuoted`login = { user = "anna", password = "${value}", retries = 3 }`,
    as.word(";#\"'")`[security]\nadmin_user = admin\nadmin_password = ${value}\n;disable_gravatar = false`,
    as.word(";#\"'")`[smtp]\npass=${value}\nport=25`,
    as.doubleQuoted`[auth]\nsecret_key="${key}"\nexpire=60`,
  ]),
];

export const WEB_SOURCES: readonly Source[] = [...REQUESTS, ...DOCUMENTS];
