/** Fills templates with addresses: e-mail addresses, hosts, IP addresses, phones and remotes. All are invented. */

import { lines, words } from "./example-homes.js";
import { hasRepeatedPart, writeText } from "./path-template.js";
import type { CorpusText, Source } from "./source.js";

/** Phones come from ranges that their countries reserve for fiction. */
const POOLS: Readonly<Record<string, readonly string[]>> = {
  mail: words`
    anna.kranz@hansen-shop.de priya+news@oduya.health mkranz@mail.intern.altmann-gmbh.de li_wei@warenwirtschaft.io
    K.Sato@KIOSK.CO.JP x@vanrooij.nl first.last@sub.example.co.uk björn@växthus.se d-garcia99@castillo.es
    moreau.facture@moreau-et-fils.fr jo@xn--mller-kva.example 4711@sms.hansen.net kwame_o@harbor-booking.africa
    elif.kaya@uni-altstadt.edu.tr no.reply-2@a1.kiosk.app
  `,
  /** Local parts that RFC 5322 allows and few expect. */
  oddmail: lines`
    o'neill@castillo.es
    "jo meyer"@hansen-shop.de
    kaya%altmann-gmbh.de@relay.vanrooij.nl
    ines=example.org@bounce.moreau.fr
    mei@[192.168.10.14]
    a!b#c$d@oduya.health
    李伟@例子.公司
    sato/ops@kiosk.co.jp
    bounces+4711-4f2a-anna=hansen-shop.de@em.kranz.io
  `,
  spokenmail: lines`
    anna.kranz [at] hansen-shop [dot] de
    priya at oduya dot health
    mkranz(at)altmann-gmbh(dot)de
    li_wei AT warenwirtschaft DOT io
    sato&#64;kiosk.co.jp
    ines%40moreau.fr
    elif.kaya {at} uni-altstadt {dot} edu {dot} tr
    kwame＠harbor-booking.africa
  `,
  host: words`
    db-01.intern.hansen-shop.de kasse.altmann.local build7.corp.vanrooij.nl api.staging.oduya.health srv-mail02.castillo.lan
    ip-10-0-3-14.eu-central-1.compute.internal redis-master.kasse.svc.cluster.local mkranz-laptop.fritz.box
    nas.keller.home.arpa kiosk-prod.c9xq2.eu-west-1.rds.amazonaws.com shop-db.postgres.database.azure.com
    jenkins.moreau.internal anna-macbook.local
  `,
  ip: words`
    192.168.10.14 10.0.3.14 172.16.254.1 203.0.113.77 198.51.100.23 192.0.2.146 100.64.12.9 169.254.10.201
  `,
  ipv: words`
    2001:db8:85a3::8a2e:370:7334 fd12:3456:789a:1::1 fe80::1ff:fe23:4567:890a%eth0 ::ffff:192.168.10.14
    2001:0db8:0000:0000:0000:ff00:0042:8329 2001:DB8::A12:F00D 64:ff9b::198.51.100.23
  `,
  ipvbracket: words`
    [2001:db8:85a3::8a2e:370:7334] [fd12:3456:789a:1::1] [fe80::1ff:fe23:4567:890a%25eth0] [::ffff:192.168.10.14]
    [2001:db8::a12:f00d]
  `,
  port: words`5432 8080 443 6379 27017 22 3306 9092`,
  phone: lines`
    +49 30 23125 417
    +4930231250417
    +1 202-555-0143
    +1 (415) 555-0198
    +44 7700 900417
    +44 20 7946 0321
    +33 1 99 00 12 34
    +61 491 570 006
    0049 30 23125-417
    +46 (0)8 465 004 18
  `,
  nationalphone: lines`
    030 23125 417
    (202) 555-0143
    415.555.0198
    020 7946 0321
    01 99 00 12 34
    07700 900417
    030/23125-417
    0491 570 006
  `,
  login: words`
    mkranz@build7 deploy@192.168.10.14 anna@anna-macbook.local ubuntu@ip-10-0-3-14 git@forge.intern.hansen-shop.de
    root@srv-mail02 postgres@db-01.intern.altmann.de li_wei@kiosk-pi priya@100.64.12.9
  `,
  remote: words`
    git@forge.hansen-shop.de:kasse/lager.git ssh://git@forge.altmann.local:2222/kunden/portal.git
    https://git.vanrooij.nl/ledger/api.git git://code.castillo.lan/nomina deploy@build7:/srv/git/kiosk.git
    ssh://priya@review.oduya.health:29418/checkout user@10.0.3.14:repos/abrechnung.git http://10.0.3.14:3000/moreau/facture.git
    https://mkranz@bitbucket.kranz-bau.de/scm/dach/plan.git [git@forge.hansen-shop.de:7999]:kasse/ui.git
  `,
};

const DEFAULT_COUNT = 30;

/** Creates a source of addresses. The ports are ordinary: a number alone names nobody. */
export function createAddressSource(
  name: string,
  described: string,
  templates: readonly string[],
  count = DEFAULT_COUNT,
): Source {
  const texts = new Map<string, CorpusText>();
  for (let index = 0; texts.size < count && index < count * 10; index++) {
    const template = templates[index % templates.length] ?? "";
    let next = Math.floor(index / templates.length) + (index % templates.length) * 3;
    const take = (placeholder: string): string => {
      const pool = POOLS[placeholder];
      if (pool === undefined) throw new Error(`No kind of address is called ${placeholder}.`);
      next += 1;
      return pool[next % pool.length] ?? "";
    };
    const withPort = template.replaceAll("{port}", () => take("port"));
    const text = writeText("address", withPort, take);
    if (!hasRepeatedPart(text)) texts.set(text.text, text);
  }
  return { name, described, texts: [...texts.values()] };
}
