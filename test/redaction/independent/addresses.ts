/** Lists texts with addresses, by the program, the notation or the habit that writes them. */

import { createAddressSource } from "./address-template.js";
import { lines } from "./example-homes.js";
import type { Source } from "./source.js";

export const ADDRESSES: readonly Source[] = [
  createAddressSource(
    "E-mail headers",
    "https://www.rfc-editor.org/rfc/rfc5322",
    lines`
      From: Jo M. <{mail}>
      To: {mail}, {mail}
      Cc: "Q., T." <{oddmail}>;
      Reply-To: {oddmail}
      Return-Path: <{mail}>
      Received: from {host} ([{ip}]) by {host} with ESMTP
      Message-ID: <20240511094500.4F2A@{host}>
      Delivered-To: {mail}
    `,
  ),
  createAddressSource(
    "E-mail in sentences",
    "https://en.wikipedia.org/wiki/Email_address",
    lines`
      Please write to {mail}.
      My address is {mail}, not {mail}!
      Kontakt: {mail} (werktags)
      Is "{mail}" still valid?
      Écrivez à {mail} ; merci.
      user {mail} cannot log in
      mailto:{mail}?subject=Hallo
      ask {oddmail} about it
      请联系{mail}。
    `,
  ),
  createAddressSource(
    "Spelt-out e-mail",
    "https://en.wikipedia.org/wiki/Address_munging",
    lines`
      Contact: {spokenmail}
      write to {spokenmail} please
      <{spokenmail}>
      Mail = {spokenmail}
    `,
  ),
  createAddressSource(
    "Mail servers",
    "https://www.postfix.org/postconf.5.html",
    lines`
      postfix/smtp[812]: 4F2A: to=<{mail}>, relay=none, delay=3, status=deferred
      NOQUEUE: reject: RCPT from unknown[{ip}]: 550 5.1.1 <{mail}>: Recipient address rejected
      connect to {host}[{ip}]:25: Connection timed out
      550 5.7.1 Unable to relay for {mail}
      dovecot: imap-login: Login: user=<{mail}>, method=PLAIN, rip={ip}
      smtp; 421 {host} Service not available
    `,
  ),
  createAddressSource(
    "E-mail in settings and code",
    "https://docs.npmjs.com/cli/configuring-npm/package-json#people-fields-author-contributors",
    lines`
      "author": "Jo M. <{mail}> (maintainer)",
      [user]⏎  email = {mail}
      Author: Jo M. <{mail}>
      Signed-off-by: T. Q. <{mail}>
      * @team {mail}
      ADMIN_EMAIL={mail}
      {"email":"{mail}","active":true}
      <a href="mailto:{mail}">Mail</a>
      const owner = '{mail}';
      where email = '{mail}' limit 1
      Duplicate entry '{mail}' for key 'users.email'
    `,
  ),
  createAddressSource(
    "Git remotes",
    "https://git-scm.com/docs/git-clone#_git_urls",
    lines`
      origin	{remote} (fetch)
      git clone {remote}
      fatal: repository '{remote}' not found
      url = {remote}
      To {remote}⏎ ! [rejected] main -> main (fetch first)
      fatal: unable to access '{remote}': Could not resolve it
      From {remote}⏎ * branch main -> FETCH_HEAD
    `,
  ),
  createAddressSource(
    "OpenSSH",
    "https://man.openbsd.org/ssh.1",
    lines`
      {login}: Permission denied (publickey).
      ssh: connect to host {host} port 22: Connection refused
      ssh: Could not resolve hostname {host}: Name or service not known
      {login}'s password:
      The authenticity of host '{host} ({ip})' can't be established.
      Host k⏎  HostName {host}⏎  Port 2222
      ssh -p 2222 -i key {login}
      scp a.txt {login}:/tmp
      Connection to {host} closed.
      sshd[812]: Accepted publickey for svc from {ip} port 50514 ssh2
      kex_exchange_identification: read: reset⏎Connection reset by {ip} port 22
    `,
  ),
  createAddressSource(
    "Logins in prompts",
    "https://www.gnu.org/software/bash/manual/html_node/Controlling-the-Prompt.html",
    lines`
      {login}:~$ npm test
      [{login} ~]# make
      {login} ➜ ls
      ┌──({login})-[~]
      export HOST={host}
      {login}% pwd
    `,
  ),
  createAddressSource(
    "Node.js network errors",
    "https://nodejs.org/api/errors.html#common-system-errors",
    lines`
      Error: getaddrinfo ENOTFOUND {host}
      connect ECONNREFUSED {ip}:{port}
      connect ETIMEDOUT {ipv}:{port}
      getaddrinfo EAI_AGAIN {host} {host}:{port}
      { code: 'ECONNREFUSED', address: '{ip}', port: {port} }
      Error: listen EADDRNOTAVAIL: address not available {ip}:{port}
      Hostname/IP does not match: Host: {host}. is not in the list
      read ECONNRESET from {host}:{port}
    `,
  ),
  createAddressSource(
    "curl and wget",
    "https://curl.se/libcurl/c/libcurl-errors.html",
    lines`
      curl: (6) Could not resolve host: {host}
      curl: (7) Failed to connect to {host} port {port} after 12 ms: Connection refused
      * Connected to {host} ({ip}) port {port} (#0)
      *   Trying {ipvbracket}:{port}...
      Connecting to {host}|{ip}|:443... connected.
      wget: unable to resolve host address ‘{host}’
      > Host: {host}:{port}
      curl -x {ip}:{port} -I
    `,
  ),
  createAddressSource(
    "Database clients",
    "https://www.postgresql.org/docs/current/libpq-connect.html",
    lines`
      connection to server at "{host}" ({ip}), port {port} failed: Connection refused
      FATAL: no pg_hba.conf entry for host "{ip}", user "app", database "k", no encryption
      ERROR 2003 (HY000): Can't connect to MySQL server on '{host}:{port}' (110)
      Access denied for user 'app'@'{host}' (using password: YES)
      MongoServerSelectionError: connect ECONNREFUSED {ip}:{port}
      Could not connect to Redis at {host}:{port}: Name or service not known
      host={host} port={port} dbname=k
      jdbc:postgresql://{host}:{port}/k
    `,
  ),
];
