/** Secrets of routers, switches, phones, cameras and the tools that manage networks. */

import { draw, drawAlnum, drawBase64, drawDigits, drawHex } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const pinCode = holdOnly(drawDigits(4), drawDigits(8));
const encrypted = holdOnly(drawAlnum(44), drawBase64(48));
const junos = holdOnly(
  (random) => `$9$${draw(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789./-", 24)}`,
);
const upperHex = holdOnly((random) => drawHex(32)(random).toUpperCase());
const wifiKey = holdOnly(drawDigits(20), drawAlnum(12), (random) => drawAlnum(16)(random).toUpperCase());

const ROUTERS: readonly Source[] = [
  createShortSource(
    "MikroTik RouterOS",
    "https://help.mikrotik.com/docs/spaces/ROS/pages/328155/Configuration+Management",
    [
      as.doubleQuoted`/user add name=backup group=full password="${value}" comment="nightly"`,
      as.doubleQuoted`/interface wireless security-profiles\nset [ find default=yes ] authentication-types=wpa2-psk wpa2-pre-shared-key="${value}" supplicant-identity=MikroTik`,
      as.bare`/ppp secret add name=anna password=${value} service=l2tp profile=vpn`,
      as.bare`[admin@gw] > /ip ipsec identity add peer=office secret=${value} generate-policy=no`,
      as.doubleQuoted`/tool e-mail set address=10.0.0.25 from=gw@example.org password="${value}" user=robot`,
    ],
  ),
  createShortSource("OpenWrt", "https://openwrt.org/docs/guide-user/base-system/uci", [
    as.shellSingle`config wifi-iface 'home'\n\toption ssid 'Home'\n\toption encryption 'psk2'\n\toption key '${value}'\n\toption network 'lan'`,
    as.shellSingle`uci set network.wan.username='u1@isp.example'\nuci set network.wan.password='${value}'\nuci commit network`,
    as.raw`wireless.@wifi-iface[0].ssid='Home'\nwireless.@wifi-iface[0].sae_password='${wifiKey}'\nwireless.@wifi-iface[0].mode='ap'`,
    as.shellSingle`config service 'home'\n\toption domain 'home.example.org'\n\toption username 'anna'\n\toption password '${value}'\n\toption interval '10'`,
    as.raw`root@OpenWrt:~# passwd\nChanging password for root\nNew password: ${value}\nRetype password: ${value}\npasswd: password for root changed by root`,
  ]),
  createShortSource(
    "Junos and EdgeOS",
    "https://www.juniper.net/documentation/us/en/software/junos/cli-reference/topics/ref/statement/plain-text-password-edit-system.html",
    [
      as.raw`set system radius-server 10.0.0.9 secret "${junos}"\nset system radius-server 10.0.0.9 port 1812`,
      as.doubleQuoted`set system login user anna authentication plaintext-password "${value}"\ncommit`,
      as.bare`set vpn ipsec site-to-site peer 203.0.113.9 authentication pre-shared-secret ${value}\nset vpn ipsec site-to-site peer 203.0.113.9 local-address any`,
      as.raw`ike {\n    policy office {\n        mode main;\n        pre-shared-key ascii-text "${junos}"; ## SECRET-DATA\n    }\n}`,
      as.bare`set interfaces pppoe pppoe0 authentication password ${value}\nset interfaces pppoe pppoe0 mtu 1492`,
    ],
  ),
  createShortSource(
    "FortiGate",
    "https://docs.fortinet.com/document/fortigate/7.4.0/cli-reference/84566/fortios-cli-reference",
    [
      as.raw`config user local\n    edit "anna"\n        set type password\n        set passwd ENC ${encrypted}\n    next\nend`,
      as.doubleQuoted`config vpn ipsec phase1-interface\n    edit "office"\n        set remote-gw 203.0.113.9\n        set psksecret "${value}"\n    next`,
      as.word(
        '"?',
      )`gw # config system admin\ngw (admin) # edit backup\ngw (backup) # set password ${value}\ngw (backup) # end`,
      as.word(
        '"?',
      )`config wireless-controller vap\n    edit "guest"\n        set passphrase ${value}\n        set schedule "always"`,
      as.raw`config user radius\n    edit "nps"\n        set server "10.0.0.9"\n        set secret ENC ${encrypted}`,
    ],
  ),
  createShortSource(
    "pfSense and OPNsense",
    "https://docs.netgate.com/pfsense/en/latest/config/xml-configuration-file.html",
    [
      as.xmlText`<dyndns>\n\t<type>dyndns</type>\n\t<username>anna</username>\n\t<password>${value}</password>\n\t<interface>wan</interface>\n</dyndns>`,
      as.xmlText`<phase1>\n\t<ikeid>1</ikeid>\n\t<pre-shared-key>${value}</pre-shared-key>\n\t<descr>Office</descr>\n</phase1>`,
      as.xmlText`<authserver>\n\t<ldap_binddn>cn=reader</ldap_binddn>\n\t<ldap_bindpw>${value}</ldap_bindpw>\n\t<ldap_port>389</ldap_port>`,
      as.xmlText`<snmpd><rocommunity>${holdOnly(drawAlnum(12))}</rocommunity><pollport>161</pollport></snmpd>`,
      as.xmlText`<radius_secret>${value}</radius_secret>\n<radius_auth_port>1812</radius_auth_port>`,
    ],
  ),
  createShortSource("Home router pages", "https://en.wikipedia.org/wiki/Residential_gateway", [
    as.html`<input type="text" id="wl_wpa_psk" name="wl_wpa_psk" value="${value}" maxlength="64">`,
    as.raw`WPA2-Schlüssel: ${wifiKey}\nFunkkanal: Auto`,
    as.raw`SSID: HOME-7F21\nWireless network key (password): ${wifiKey}\nWPS PIN: see back`,
    as.form`pppoe_username=u1%40isp.example&pppoe_password=${value}&mtu=1492&action=apply`,
    as.raw`http_passwd=${value}\nhttp_username=admin\nwan_proto=dhcp`,
    as.raw`WPS PIN: ${pinCode}\nSerial: see label`,
  ]),
];

const NETWORK_TOOLS: readonly Source[] = [
  createShortSource(
    "IPsec and PPP secrets",
    "https://docs.strongswan.org/docs/latest/swanctl/swanctlConf.html",
    [
      as.doubleQuoted`# ipsec.secrets\n203.0.113.9 198.51.100.4 : PSK "${value}"\nanna : EAP "x"`,
      as.doubleQuoted`# /etc/ipsec.secrets\n: RSA gw.pem "${value}"\nbob : XAUTH "x"`,
      as.doubleQuoted`# client  server  secret  addresses\nanna\tl2tpd\t"${value}"\t*`,
      as.doubleQuoted`secrets {\n  ike-office {\n    id = gw.example.org\n    secret = "${value}"\n  }\n}`,
      as.raw`auth-nocache\n<auth-user-pass>\nanna\n${value}\n</auth-user-pass>`,
    ],
  ),
  createShortSource("VPN clients", "https://www.infradead.org/openconnect/manual.html", [
    as.shellSingle`echo '${value}' | openconnect --user=anna --passwd-on-stdin vpn.example.org`,
    as.raw`Enter 'anna' password: ${value}\nCONNECTED\nESP session established`,
    as.word('"')`[main]\nUserName=anna\nUserPassword=${value}\nSaveUserPassword=1\nHost=vpn.example.org`,
    as.raw`MANAGEMENT: CMD 'username "Auth" "anna"'\nMANAGEMENT: CMD 'password "Auth" "${holdOnly(drawAlnum(14))}"'\nMANAGEMENT: >STATE`,
    as.bare`rasdial Office anna ${value} /domain:CORP`,
    as.bare`host = vpn.example.org\nport = 443\nusername = anna\npassword = ${value}\ntrusted-cert = none`,
  ]),
  createShortSource("SNMP tools", "https://www.net-snmp.org/docs/man/snmpcmd.html", [
    as.shellSingle`snmpwalk -v3 -l authPriv -u monitor -a SHA -A '${value}' -x AES 10.0.0.1 sysDescr`,
    as.bare`snmpget -v 3 -u monitor -l authPriv -a SHA -A hidden1 -x AES -X ${value} 10.0.0.1 1.3.6.1`,
    as.doubleQuoted`createUser monitor SHA "${value}" AES\nrouser monitor authpriv`,
    as.bare`rocommunity ${holdOnly(drawAlnum(12), drawAlnum(16))} 10.0.0.0/24\nsyslocation rack4`,
    as.bare`snmpwalk -v2c -c ${holdOnly(drawAlnum(12), drawAlnum(16))} 10.0.0.1 ifTable`,
    as.yamlPlain`auths:\n  office_v3:\n    version: 3\n    username: monitor\n    password: ${value}\n    priv_protocol: AES`,
  ]),
  createShortSource(
    "Kerberos and Active Directory",
    "https://web.mit.edu/kerberos/krb5-latest/doc/admin/admin_commands/kadmin_local.html",
    [
      as.raw`$ kinit anna@EXAMPLE.ORG\nPassword for anna@EXAMPLE.ORG: ${value}\n$ klist`,
      as.doubleQuoted`kadmin.local: addprinc -pw "${value}" anna@EXAMPLE.ORG`,
      as.bare`ktpass /out web.keytab /princ HTTP/web1@EXAMPLE.ORG /mapuser svc /pass ${value} /ptype KRB5_NT_PRINCIPAL`,
      as.bare`net ads join -U Administrator%${value} createcomputer=Servers`,
      as.bare`dsadd user "CN=Anna,DC=example,DC=org" -samid anna -pwd ${value} -mustchpwd yes`,
      as.bare`samba-tool user setpassword anna --newpassword=${value} --must-change-at-next-login`,
    ],
  ),
  createShortSource("SIP phones", "https://www.rfc-editor.org/rfc/rfc3261", [
    as.xmlText`<user_name idx="1" perm="RW">6001</user_name>\n<user_pass idx="1" perm="RW">${value}</user_pass>\n<user_host idx="1">pbx</user_host>`,
    as.bare`account.1.user_name = 6001\naccount.1.password = ${value}\naccount.1.sip_server.1.address = pbx.example.org`,
    as.raw`Voicemail box 6001, mailbox PIN: ${pinCode}`,
    as.word('"')`pjsua --id sip:6001@pbx --registrar sip:pbx --realm * --username 6001 --password ${value}`,
    as.raw`Authorization: Digest username="6001", realm="pbx", nonce="5f1c", uri="sip:pbx", response="${holdOnly(drawHex(32))}", algorithm=MD5`,
    as.doubleQuoted`<param name="password" value="${value}"/>\n<param name="vm-password" value="6001"/>`,
  ]),
  createShortSource("Server management boards", "https://linux.die.net/man/1/ipmitool", [
    as.bare`ipmitool -I lanplus -H 10.0.0.20 -U ADMIN -P ${value} chassis power status`,
    as.bare`ipmitool user set password 2 ${value}\nipmitool user enable 2`,
    as.bare`racadm -r 10.0.0.20 -u root -p ${value} getsysinfo`,
    as.json`{"UserName": "root", "Password": "${value}", "RoleId": "Administrator", "Enabled": true}`,
    as.raw`Service tag label\niDRAC user: root\niDRAC password: ${value}\nMAC: on the back`,
    as.xmlAttribute`<LOGIN USER_LOGIN="Administrator" PASSWORD="${value}">\n  <RIB_INFO MODE="read">`,
  ]),
  createShortSource("Home automation", "https://www.home-assistant.io/docs/configuration/secrets/", [
    as.yamlPlain`# secrets.yaml\nwifi_ssid: Home\nwifi_password: ${value}\nlatitude: 52.1`,
    as.raw`api:\n  encryption:\n    key: "${holdOnly((random) => Buffer.from(drawHex(32)(random)).toString("base64"))}"\nota:\n  platform: esphome`,
    as.word(";")`Backlog SSID1 Home; Password1 ${value}; MqttHost nas; MqttUser tasmota`,
    as.bare`mosquitto_pub -h nas -u sensor -P ${value} -t home/door -m open`,
    as.yamlPlain`mqtt:\n  server: mqtt://nas\n  user: z2m\n  password: ${value}\nserial:\n  port: /dev/ttyUSB0`,
    as.raw`homeassistant:\n  auth_providers:\n    - type: trusted_networks\nlong_lived_token: ${key}\n`,
  ]),
  createShortSource("IP cameras", "https://www.onvif.org/specs/core/ONVIF-Core-Specification.pdf", [
    as.urlRaw`http://192.168.1.64/cgi-bin/snapshot.cgi?loginuse=admin&loginpas=${value}&res=0`,
    as.bare`cameras:\n  front:\n    ffmpeg:\n      inputs:\n        - path: rtsp://viewer:${holdOnly(drawAlnum(12))}@192.168.1.64:554/stream1\n          roles: [record]`,
    as.raw`Device: Front door\nUser: admin\nPassword: ${value}\nChannel: 1`,
    as.raw`NVR activation: user admin, password hash ${upperHex} saved`,
    as.form`action=add&user=viewer&pwd=${value}&grp=users&sgrp=viewer`,
    as.xmlText`<User><id>2</id><userName>viewer</userName><password>${value}</password><userLevel>Viewer</userLevel></User>`,
  ]),
];

export const DEVICE_SOURCES: readonly Source[] = [...ROUTERS, ...NETWORK_TOOLS];
