/** Lists texts with addresses in inventories, queues, calendars, tickets, tables and directories. */

import { createAddressSource } from "./address-template.js";
import { lines } from "./example-homes.js";
import type { Source } from "./source.js";

export const WORK_ADDRESSES: readonly Source[] = [
  createAddressSource(
    "Inventories and recaps of Ansible",
    "https://docs.ansible.com/ansible/latest/inventory_guide/intro_inventory.html",
    lines`
      {host} ansible_port=22
      web1 ansible_host={ip}
      ok: [{host}]
      fatal: [{ip}]: UNREACHABLE! => {"changed": false}
      {host} : ok=3 changed=1 failed=0
      changed: [{host}] => (item=k)
      delegate_to: {host}
    `,
  ),
  createAddressSource(
    "Message queues and caches",
    "https://www.rabbitmq.com/docs/uri-spec",
    lines`
      amqp://{host}:{port}/k
      bootstrap.servers={host}:{port},{host}:{port}
      redis://{ip}:{port}/0
      Connection to node 3 ({host}/{ip}:{port}) could not be established.
      nats: no servers at {host}:{port}
      memcached: {ip}:{port} marked dead
      mqtt connect tcp://{host}:{port} timed out
      missed heartbeats from {ip}:{port}
    `,
  ),
  createAddressSource(
    "Calendars and invitations",
    "https://www.rfc-editor.org/rfc/rfc5545",
    lines`
      ORGANIZER;CN=Jo M.:mailto:{mail}
      ATTENDEE;RSVP=TRUE:mailto:{mail}
      UID:20240511T094500-71@{host}
      You are invited by {mail} (Tue 14:00)
      "attendees":[{"email":"{mail}","responseStatus":"accepted"}]
      Einladung von {mail} angenommen
      Dial in: {phone}, then #
      shared calendar of {mail}
    `,
  ),
  createAddressSource(
    "Support tickets and chats",
    "https://support.zendesk.com/hc/en-us",
    lines`
      Customer {mail} asks for a refund.
      [09:45] Jo: my mail is {mail} and my number {phone}
      On Sat, 11 May 2024 at 09:45, <{mail}> wrote:
      Callback requested: {phone}
      cc {mail}; {mail}
      Requester: {mail} via web form
      hi, its {mail} again!!
      SLA breached, reach them under {phone}.
    `,
  ),
  createAddressSource(
    "Rows of customers",
    "https://www.postgresql.org/docs/current/sql-insert.html",
    lines`
      INSERT INTO people (id, email) VALUES (7, '{mail}');
      7,Jo,{mail},{phone},DE
      ERROR: duplicate key⏎DETAIL: Key (email)=({mail}) already exists.
      UPDATE people SET phone = '{phone}' WHERE id = 7
      { _id: 7, mail: '{mail}', tel: '{phone}' }
      WHERE lower(email) = '{mail}'
      | 7 | {mail} | active |
      HSET people:7 email {mail}
    `,
  ),
  createAddressSource(
    "Directories and single sign-on",
    "https://www.rfc-editor.org/rfc/rfc4519",
    lines`
      mail: {mail}
      userPrincipalName: {mail}
      ldap_bind: Can't contact LDAP server ({host})
      ldaps://{host}:{port}
      "upn":"{mail}","amr":["pwd"]
      AADSTS50034: The user account {mail} does not exist in the directory.
      <NameID Format="emailAddress">{mail}</NameID>
      kinit: Cannot contact any KDC ({ip})
      login_hint={mail}
    `,
  ),
  createAddressSource(
    "Bounces and newsletters",
    "https://www.rfc-editor.org/rfc/rfc3464",
    lines`
      Final-Recipient: rfc822; {mail}
      Reporting-MTA: dns; {host}
      {"bounceType":"Permanent","recipient":"{mail}"}
      Unsubscribed {mail} (spam report)
      5.1.1 <{mail}>... unknown
      List-Unsubscribe: <mailto:{mail}>
      delivered to {mail} in 812 ms
      SPF: fail for {ip} of {mail}
    `,
  ),
];
