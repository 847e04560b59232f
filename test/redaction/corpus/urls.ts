/** Makes URLs with a private host, a secret or a private resource. */
import { domain, firm, fqdn, project, role, userName } from "./people.js";
import type { Random } from "./random.js";
import { type Maker, type Piece, partly } from "./sample.js";

/** A URL is sensitive, as is each of its identifying parts. */
function url(write: (part: (value: string) => string, random: Random) => string) {
  return (random: Random): Piece => {
    const parts: string[] = [];
    const keep = (value: string): string => {
      parts.push(value);
      return value;
    };
    const text = write(keep, random);
    return { text, sensitive: [...new Set([text, ...parts])] };
  };
}

const SECRET_QUERIES = [
  "token",
  "access_token",
  "api_key",
  "apikey",
  "key",
  "sig",
  "signature",
  "password",
  "auth",
  "code",
];

export const URLS: readonly Maker[] = partly("url", {
  "private host": url((part, r) => `https://${part(fqdn(r))}/${project(r)}/runs/${r.digits(4)}`),
  "host and port": url((part, r) => `http://${part(fqdn(r))}:${r.pick([3000, 8080, 9200])}/`),
  "host alone": url((part, r) => `https://${part(domain(r))}`),
  "upper-case scheme": url((part, r) => `HTTPS://${part(fqdn(r).toUpperCase())}/INDEX.HTML`),
  "single label host": url((part, r) => `http://${part(`${firm(r)}-${role(r)}`)}:8080/job/42`),
  "without scheme": url((part, r) => `www.${part(domain(r))}/${part(project(r))}/index.html`),
  "protocol-relative": url((part, r) => `//${part(fqdn(r))}/static/${part(project(r))}.js`),
  "user and password": url(
    (part, r) => `https://${part(userName(r))}:${part(r.base62(12))}@${part(fqdn(r))}/`,
  ),
  "password with punctuation": url(
    (part, r) =>
      `https://${part(userName(r))}:${part(`${r.base62(6)}%21${r.base62(4)}%40`)}@${part(fqdn(r))}/x?y=1`,
  ),
  "user alone": url((part, r) => `ftp://${part(userName(r))}@${part(fqdn(r))}/pub/`),
  "secret in query": url(
    (part, r) => `https://${part(fqdn(r))}/v1/items?page=2&${r.pick(SECRET_QUERIES)}=${part(r.base62(24))}`,
  ),
  "short secret in query": url(
    (part, r) =>
      `https://${part(fqdn(r))}/login?${r.pick(["password", "pwd", "pin"])}=${part(r.base36(7))}&next=home`,
  ),
  "secret in fragment": url(
    (part, r) => `https://${part(fqdn(r))}/callback#access_token=${part(r.base62(40))}&state=1`,
  ),
  "fragment of a page": url((part, r) => `https://${part(fqdn(r))}/${part(project(r))}#section-3`),
  "mail in query": url(
    (part, r) => `https://${part(fqdn(r))}/invite?email=${part(`${userName(r)}%40${domain(r)}`)}`,
  ),
  "signed store": url(
    (part, r) =>
      `https://${part(`${firm(r)}-data`)}.s3.amazonaws.com/${part(project(r))}.csv?X-Amz-Expires=900&X-Amz-Signature=${part(r.hex(64))}`,
  ),
  "shared document": url(
    (part, r) => `https://docs.google.com/document/d/${part(r.base64url(43) + r.base62(1))}/edit`,
  ),
  "repository of somebody": url(
    (part, r) => `https://github.com/${part(userName(r))}/${part(project(r))}/pull/17`,
  ),
  "search query": url((part, r) => `https://www.google.com/search?q=${part(userName(r))}+salary`),
  "bucket address": url((part, r) => `s3://${part(`${firm(r)}-${project(r)}`)}/dumps/2025.sql.gz`),
  "bucket address, GCS": url((part, r) => `gs://${part(`${firm(r)}-${project(r)}`)}/model.bin`),
  WebSocket: url((part, r) => `wss://${part(fqdn(r))}/socket?token=${part(r.base62(20))}`),
  LDAP: url((part, r) => `ldaps://${part(fqdn(r))}:636/dc=${firm(r)},dc=corp`),
  SMTP: url((part, r) => `smtps://${part(userName(r))}:${part(r.base62(10))}@${part(fqdn(r))}:465`),
  proxy: url((part, r) => `socks5://${part(userName(r))}:${part(r.base62(10))}@${part(fqdn(r))}:1080`),
  "Unicode host": url(
    (part, r) => `https://${part(`${r.pick(["bücher", "почта", "数据"])}.${domain(r)}`)}/wiki/Start`,
  ),
  "Unicode path": url((part, r) => `https://${part(fqdn(r))}/${part(`клиенты-${r.digits(2)}`)}/счёт.pdf`),
  "brackets in path": url((part, r) => `https://${part(fqdn(r))}/wiki/${part(project(r))}_(draft)`),
  "git over https with token": url(
    (part, r) => `https://oauth2:${part(r.base62(20))}@${part(fqdn(r))}/${part(project(r))}.git`,
  ),
  "git over https": url((part, r) => `https://${part(fqdn(r))}/${part(firm(r))}/${part(project(r))}.git`),
  "git, scp form": url((part, r) => `git@${part(fqdn(r))}:${firm(r)}/${part(project(r))}.git`),
  "git, public host": url((part, r) => `git@github.com:${part(firm(r))}/${part(project(r))}.git`),
  "git over ssh": url((part, r) => `ssh://git@${part(fqdn(r))}:2222/${firm(r)}/${part(project(r))}.git`),
  "git+ssh": url((part, r) => `git+ssh://git@${part(fqdn(r))}/${part(project(r))}.git#v1.2.3`),
  "container image": url((part, r) => `${part(`registry.${domain(r)}`)}:5000/${part(project(r))}:1.4.2`),
});
