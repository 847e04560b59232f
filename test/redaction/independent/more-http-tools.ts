/** Secrets in what tools for HTTP and tests of pages record: traces, archives, collections and scripts. */

import { drawAlnum, drawBase64Url } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const bearer = holdOnly(drawBase64Url(43), drawBase64Url(64), drawAlnum(40));

const TRACES: readonly Source[] = [
  createShortSource("curl trace", "https://curl.se/docs/manpage.html#-v", [
    as.basicCredentials`* Server auth using Basic with user 'deploy'\n> GET /api HTTP/2\n> Host: ci.example.org\n> authorization: Basic ${value}\n> accept: */*`,
    as.raw`* h2h3 [:path: /v2/me]\n* h2h3 [authorization: Bearer ${bearer}]\n* Using Stream ID: 1`,
    as.raw`< HTTP/2 200\n< set-cookie: sid=${bearer}; path=/; secure\n< content-length: 12`,
    as.form`=> Send data, 62 bytes (0x3e)\n0000: user=anna&password=${value}\n== Info: upload completely sent off`,
    as.url`* Connected to shop (10.0.0.9) port 80\n> GET /cgi?user=anna&pass=${value}&m=1 HTTP/1.1\n> Host: shop`,
    as.raw`> x-goog-api-key: ${key}\n> content-type: application/json\n>`,
  ]),
  createShortSource("HTTP archive", "https://w3c.github.io/web-performance/specs/HAR/Overview.html", [
    as.both(
      as.form,
      as.json,
    )`"postData": {"mimeType": "application/x-www-form-urlencoded", "text": "user=anna&password=${value}&go=1"}`,
    as.json`"params": [\n  {"name": "user", "value": "anna"},\n  {"name": "password", "value": "${value}"}\n]`,
    as.json`{"name": "Authorization", "value": "Bearer ${bearer}"},\n{"name": "Accept", "value": "*/*"}`,
    as.json`"cookies": [{"name": "sessionid", "value": "${bearer}", "path": "/", "httpOnly": true}]`,
    as.json`"queryString": [{"name": "api_key", "value": "${key}"}, {"name": "page", "value": "2"}]`,
    as.jsonTwice`"postData": {"mimeType": "application/json", "text": "{\\"login\\":\\"anna\\",\\"password\\":\\"${value}\\"}"}`,
  ]),
  createShortSource("Postman and Insomnia", "https://schema.postman.com/", [
    as.json`"auth": {"type": "basic", "basic": [{"key": "username", "value": "ci"}, {"key": "password", "value": "${value}", "type": "string"}]}`,
    as.json`{"key": "db_password", "value": "${value}", "type": "secret", "enabled": true}`,
    as.json`"urlencoded": [{"key": "grant_type", "value": "password"}, {"key": "password", "value": "${value}"}]`,
    as.doubleQuoted`pm.environment.set("access_token", "${bearer}");\npm.test("ok", f);`,
    as.raw`auth:basic {\n  username: ci\n  password: ${value}\n}\n\nheaders {`,
    as.raw`### Login\nPOST https://shop.example.org/login\nX-Api-Token: ${bearer}\n\n{"user": "anna"}`,
  ]),
  createShortSource("Proxies that record", "https://docs.mitmproxy.org/stable/concepts-filters/", [
    as.raw`10.0.0.7:50122: POST https://shop.example.org/login\n    URLEncoded form\n    user:     anna\n    password: ${value}\n << 302 Found 0b`,
    as.raw`    authorization:  Bearer ${bearer}\n    accept:         */*\n<< 200 OK 1.2k`,
    as.xmlText`<request base64="false"><![CDATA[POST /login HTTP/1.1\nHost: shop\n\nuser=anna&password=${holdOnly(drawAlnum(14))}]]></request>`,
    as.raw`GET /v1/me HTTP/1.1\nHost: api.example.org\nAuthorization: token ${bearer}\nConnection: close`,
    as.json`{"type": "http", "request": {"method": "POST", "form": {"user": ["anna"], "password": ["${value}"]}}}`,
  ]),
  createShortSource("Packet dumps", "https://www.wireshark.org/docs/man-pages/tshark.html", [
    as.raw`File Transfer Protocol (FTP)\n    PASS ${value}\\r\\n\n        Request command: PASS\n        Request arg: ${value}`,
    as.form`HTML Form URL Encoded\n    Form item: "user" = "anna"\n    Form item: "password" = "${value}"`,
    as.word()`   42 1.234567 10.0.0.7 -> 10.0.0.9 FTP 82 Request: PASS ${value}`,
    as.basicCredentials`10:00:00.123456 IP 10.0.0.7.50122 > 10.0.0.9.80: HTTP: GET / HTTP/1.1\nAuthorization: Basic ${value}\n    Credentials: hidden`,
    as.raw`MQ Telemetry Transport, Connect Command\n    User Name: sensor\n    Password: ${value}\n    Client ID: s1`,
    as.raw`RADIUS Protocol\n    AVP: t=User-Name(1) l=6 val=anna\n    AVP: t=User-Password(2) l=18 val=Decrypted: ${value}`,
  ]),
  createShortSource("Mobile HTTP logs", "https://square.github.io/okhttp/features/interceptors/", [
    as.json`03-02 10:00:00.123  4711  4750 D OkHttp  : {"login":"anna","password":"${value}"}\n03-02 10:00:00.124  4711  4750 D OkHttp  : --> END POST (52-byte body)`,
    as.raw`D/OkHttp: Authorization: Bearer ${bearer}\nD/OkHttp: --> END GET`,
    as.word(
      ",]",
    )`03-02 10:00:00.200 4711 4711 I LoginActivity: Intent extras: Bundle[{user=anna, password=${value}, flags=0}]`,
    as.xmlText`<map>\n    <string name="user">anna</string>\n    <string name="password">${value}</string>\n    <boolean name="remember" value="true" />\n</map>`,
    as.form`$ curl -v \\\n\t-X POST \\\n\t-d "user=anna&password=${value}" \\\n\t"https://shop.example.org/login"`,
    as.doubleQuoted`po UserDefaults.standard.dictionaryRepresentation()\n  ▿ (2 elements)\n    - key: "password"\n    - value: "${value}"`,
  ]),
  createShortSource("Message protocols", "https://stomp.github.io/stomp-specification-1.2.html", [
    as.word(":\\\\")`CONNECT\naccept-version:1.2\nlogin:guest\npasscode:${value}\nheart-beat:0,0\n\n`,
    as.both(
      as.json,
      as.shellSingle,
    )`grpcurl -plaintext -d '{"login": "anna", "password": "${value}"}' db01:50051 auth.Auth/Login`,
    as.json`42["login",{"user":"anna","password":"${value}"}]`,
    as.doubleQuoted`rpc: login {\n  user: "anna"\n  password: "${value}"\n  tries: 2\n}`,
    as.bare`nats sub --user app --password ${value} "orders.>" --count 1`,
    as.json`{"type":"auth","access_token":"${bearer}"}\n{"type":"auth_ok"}`,
  ]),
];

const PAGE_TESTS: readonly Source[] = [
  createShortSource("Browser test scripts", "https://playwright.dev/docs/input", [
    as.singleQuoted`await page.getByLabel('Password').fill('${value}');\nawait page.getByRole('button').click();`,
    as.singleQuoted`cy.get('input[name=password]').type('${value}{enter}');\ncy.url().should('include', '/home');`,
    as.doubleQuoted`driver.findElement(By.id("password")).sendKeys("${value}");\ndriver.findElement(By.id("go")).click();`,
    as.doubleQuoted`driver.find_element(By.NAME, "passwd").send_keys("${value}")\ntime.sleep(1)`,
    as.doubleQuoted`- tapOn: "Password"\n- inputText: "${value}"\n- tapOn: "Log in"`,
    as.singleQuoted`  pw:api => locator.fill getByLabel('Password') value: '${value}' +2ms`,
  ]),
  createShortSource(
    "Robot Framework and Gherkin",
    "https://robotframework.org/robotframework/latest/RobotFrameworkUserGuide.html",
    [
      as.word("$\\")`*** Variables ***\n\${USER}        anna\n\${PASSWORD}    ${value}\n\${DELAY}       0`,
      as.word(
        "$\\",
      )`    Input Text        id:user        anna\n    Input Password    id:password    ${value}\n    Click Button      Log in`,
      as.phrase('"')`    When I log in as "anna" with the password "${value}"\n    Then I see my orders`,
      as.phrase("|")`    Examples:\n      | user | password | result |\n      | anna | ${value} | ok |`,
      as.word("'")`20260302 10:00:00.123 : INFO : Typing text '${value}' into text field 'password'.`,
    ],
  ),
  createShortSource("Load tests", "https://jmeter.apache.org/usermanual/component_reference.html", [
    as.xmlText`<elementProp name="password" elementType="HTTPArgument">\n  <stringProp name="Argument.name">password</stringProp>\n  <stringProp name="Argument.value">${value}</stringProp>\n</elementProp>`,
    as.singleQuoted`const res = http.post(url, { login: 'anna', password: '${value}' });\ncheck(res, { ok });`,
    as.doubleQuoted`.formParam("user", "anna")\n.formParam("password", "${value}")\n.check(status.is(200))`,
    as.doubleQuoted`self.client.post("/login", {"user": "anna", "password": "${value}"})`,
    as.bare`jmeter -n -t shop.jmx -Jpassword=${value} -l out.jtl`,
  ]),
  createShortSource("API descriptions", "https://spec.openapis.org/oas/v3.1.0", [
    as.yamlPlain`      properties:\n        password:\n          type: string\n          format: password\n          example: ${value}\n        name:\n          type: string`,
    as.json`"examples": {"login": {"value": {"login": "anna", "password": "${value}"}}}`,
    as.json`Response 200\n\n    {"id": 7, "api_token": "${bearer}", "role": "admin"}`,
    as.bare`| \`Authorization\` | \`Bearer ${bearer}\` | required |`,
    as.doubleQuoted`@Schema(description = "Password", example = "${value}")\nString password;`,
  ]),
  createShortSource("Error reports", "https://develop.sentry.dev/sdk/data-model/event-payloads/", [
    as.json`"breadcrumbs": [{"category": "ui.input", "message": "input[name=password]", "data": {"value": "${value}"}}]`,
    as.json`"stacktrace": {"frames": [{"function": "login", "vars": {"user": "'anna'", "password": "'${value}'"}}]}`,
    as.json`"request": {"url": "https://shop.example.org/login", "method": "POST", "data": {"password": "${value}"}}`,
    as.raw`[error] ModSecurity: Warning. Matched Data within ARGS:password: ${holdOnly(drawAlnum(14))} [severity "2"]`,
    as.json`{"@timestamp":"2026-03-02T10:00:00Z","http.request.headers":{"x-api-key":"${key}"},"status":500}`,
    as.word(
      ",)",
    )`java.lang.IllegalStateException: login(user=anna, password=${value}) failed\n\tat LoginService.java:42`,
    as.raw`trace_id=5f1c auth.token=${bearer} http.status=401`,
  ]),
];

export const HTTP_TOOL_SOURCES: readonly Source[] = [...TRACES, ...PAGE_TESTS];
