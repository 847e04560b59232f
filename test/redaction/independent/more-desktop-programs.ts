/** Secrets in what desktop programs store: their settings, sessions and lists of servers. */

import { drawAlnum, drawBase64, drawBase64Url, drawDigits, drawHex } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

/** A password that the program has scrambled. Whoever has the program can read it. */
const scrambled = holdOnly(
  (random) => drawHex(32)(random).toUpperCase(),
  drawHex(48),
  drawBase64(24),
  drawBase64(40),
);
const scrambledHex = holdOnly(drawHex(16), (random) => drawHex(32)(random).toUpperCase(), drawHex(48));
const streamKey = holdOnly(
  (random) => `live_${drawDigits(9)(random)}_${drawAlnum(30)(random)}`,
  (random) => [4, 4, 4, 4, 4].map((length) => drawAlnum(length)(random).toLowerCase()).join("-"),
);
const ini = as.word(";#\"'");

export const DESKTOP_SOURCES: readonly Source[] = [
  createShortSource("FileZilla", "https://wiki.filezilla-project.org/Client_Configuration", [
    as.both(
      as.base64,
      as.xmlText,
    )`<Server>\n\t<Host>ftp.example.org</Host>\n\t<Port>21</Port>\n\t<User>anna</User>\n\t<Pass encoding="base64">${value}</Pass>\n\t<Logontype>1</Logontype>\n</Server>`,
    as.xmlText`<Host>10.0.0.5</Host>\n<User>deploy</User>\n<Pass>${value}</Pass>\n<TimezoneOffset>0</TimezoneOffset>`,
    as.raw`Status:\tConnected\nCommand:\tUSER anna\nResponse:\t331 Password required for anna\nCommand:\tPASS ${value}\nResponse:\t230 Logged on`,
    as.base64`<Setting name="Proxy user">anna</Setting>\n<Setting name="Proxy password">${value}</Setting>\n<Setting name="Proxy port">1080</Setting>`,
    as.bare`filezilla.exe sftp://deploy:${value}@files.example.org:22 --local=C:\\web`,
  ]),
  createShortSource("mRemoteNG", "https://mremoteng.readthedocs.io/en/latest/", [
    as.raw`<Node Name="web1" Type="Connection" Username="root" Domain="" Password="${scrambled}" Hostname="10.0.0.8" Protocol="SSH2" Port="22" />`,
    as.csv`Name;Hostname;Protocol;Username;Password;Port\nweb1;10.0.0.8;SSH2;root;"${value}";22`,
    as.raw`VNCProxyUsername="anna" VNCProxyPassword="${scrambled}" VNCColors="ColNormal"`,
    as.raw`RDGatewayUsername="svc" RDGatewayPassword="${scrambled}" RDGatewayDomain="CORP"`,
    as.word(
      '"',
    )`PuttySession="Default Settings" SSHOptions="-pw ${value}" ICAEncryptionStrength="Encr128Bit"`,
  ]),
  createShortSource("VNC", "https://tigervnc.org/doc/vncpasswd.html", [
    as.raw`[Connection]\nHost=10.0.0.9\nPort=5900\nPassword=${scrambledHex}\n[Options]\nUseLocalCursor=1`,
    as.bare`x11vnc -display :0 -passwd ${value} -forever -shared`,
    as.raw`[HKEY_LOCAL_MACHINE\\SOFTWARE\\TightVNC\\Server]\n"Password"=hex:${holdOnly((random) => Array.from({ length: 8 }, () => drawHex(2)(random)).join(","))}\n"RfbPort"=dword:0000170c`,
    as.raw`[ultravnc]\npasswd=${scrambledHex}\npasswd2=\nUseRegistry=0`,
    as.bare`VNC_PASSWORD=${value} vncviewer -WarnUnencrypted=0 10.0.0.9:1`,
  ]),
  createShortSource(
    "Remote desktop",
    "https://learn.microsoft.com/windows-server/administration/windows-commands/cmdkey",
    [
      as.word('"')`cmdkey /generic:TERMSRV/dc01 /user:CORP\\anna /pass:${value}\r\nmstsc /v:dc01`,
      as.raw`full address:s:dc01\nusername:s:CORP\\anna\npassword 51:b:01000000${holdOnly((random) => drawHex(96)(random).toUpperCase())}\nscreen mode id:i:2`,
      as.shellSingle`xfreerdp /v:dc01 /u:anna /p:'${value}' /dynamic-resolution +clipboard`,
      as.bare`rdesktop -u anna -d CORP -p ${value} -g 1280x800 dc01`,
      as.json`{"Type": "RemoteDesktopConnection", "Name": "dc01", "CredentialUsername": "CORP\\\\anna", "CredentialPassword": "${value}"}`,
    ],
  ),
  createShortSource("Remmina and GNOME keyring", "https://man7.org/linux/man-pages/man1/secret-tool.1.html", [
    as.raw`[remmina]\nname=web1\nprotocol=SSH\nusername=root\npassword=${holdOnly(drawBase64(32))}\nserver=10.0.0.8`,
    as.raw`[/org/freedesktop/secrets/collection/login/12]\nlabel = Shop\nsecret = ${value}\ncreated = 2026-03-02 10:00:00`,
    as.shellSingle`printf '%s' '${value}' | secret-tool store --label='Shop' service shop user anna`,
    as.raw`$ secret-tool lookup service shop user anna\n${value}\n$ `,
    as.raw`ssh_tunnel_enabled=1\nssh_tunnel_password=${holdOnly(drawBase64(24))}\nssh_tunnel_server=10.0.0.1:22`,
  ]),
  createShortSource("DBeaver and DataGrip", "https://dbeaver.com/docs/dbeaver/Admin-Manage-Connections/", [
    as.json`{"postgres-jdbc-18a": {"#connection": {"user": "app", "password": "${value}"}}}`,
    as.word(
      "|",
    )`driver=postgresql|host=db01|port=5432|database=shop|name=Shop|user=app|password=${value}|connect=true`,
    as.json`"configuration": {"host": "db01", "port": "5432", "auth-model": "native", "user": "app", "password": "${value}"},\n"read-only": false`,
    as.word('"|')`dbeaver -con "driver=mysql|host=db01|user=root|password=${value}"\n`,
    as.xmlAttribute`<Connection name="shop" host="db01" port="3306" userid="root" password="${value}" compress="false"/>`,
  ]),
  createShortSource("HeidiSQL and Navicat", "https://www.heidisql.com/help.php#commandline", [
    as.bare`heidisql.exe -d=shop -h=db01 -u=root -p=${value} -P=3306`,
    as.raw`Servers\\shop\\Host<|||>1<|||>db01\nServers\\shop\\Password<|||>1<|||>${scrambledHex}\nServers\\shop\\Port<|||>1<|||>3306`,
    as.raw`<Connection ConnectionName="shop" ConnType="MYSQL" Host="db01" UserName="root" Password="${scrambledHex}" SavePassword="true" />`,
    as.xmlText`<StringRefAddr addrType="password">\n  <Contents>${value}</Contents>\n</StringRefAddr>\n<StringRefAddr addrType="user"/>`,
    as.singleQuoted`config.MASTER_PASSWORD = '${value}'\nconfig.SERVER_MODE = True`,
  ]),
  createShortSource("File managers with FTP", "https://www.ghisler.ch/wiki/index.php/Wcx_ftp.ini", [
    as.raw`[shop]\nhost=ftp.example.org\nusername=anna\npassword=${scrambledHex}\npasvmode=1`,
    as.urlStrict`<Bookmark><URL>ftp://anna:${value}@ftp.example.org/www</URL><Label>Web</Label></Bookmark>`,
    as.raw`[Sessions\\web1]\nHostName=10.0.0.8\nUserName=root\nPassword=${scrambledHex}\nFSProtocol=2`,
    as.json`{\n  "name": "web1",\n  "host": "10.0.0.8",\n  "protocol": "sftp",\n  "username": "root",\n  "password": "${value}",\n  "remotePath": "/srv",\n  "uploadOnSave": true\n}`,
    as.word('"')`cd /#ftp:anna:${value}@ftp.example.org/www`,
  ]),
  createShortSource("Streaming programs", "https://obsproject.com/kb/stream-connection-troubleshooting", [
    as.raw`{"settings":{"key":"${streamKey}","server":"auto","service":"Twitch"},"type":"rtmp_common"}`,
    as.raw`Stream key: ${streamKey}\nServer: rtmp://live.example.org/app`,
    as.raw`ffmpeg -re -i show.mp4 -c copy -f flv rtmp://live.example.org/app/${streamKey}`,
    as.json`{"server_enabled": true, "server_port": 4455, "server_password": "${value}", "auth_required": true}`,
    as.raw`[rtmp stream] Connecting to RTMP URL rtmp://live.example.org/live2, stream key ${streamKey} rejected`,
  ]),
  createShortSource("Chat programs", "https://hexchat.readthedocs.io/en/latest/settings.html", [
    as.word()`N=Libera\nL=6\nP=${value}\nI=anna\nS=irc.example.org/6697\nJ=#shop`,
    as.xmlText`<account>\n  <protocol>prpl-jabber</protocol>\n  <name>anna@example.org/</name>\n  <password>${value}</password>\n  <alias>Anna</alias>\n</account>`,
    as.word('"')`/msg NickServ IDENTIFY anna ${value}\n/join #shop`,
    as.doubleQuoted`chatnet = "libera";\nsasl_username = "anna";\nsasl_password = "${value}";\nsasl_mechanism = "PLAIN";`,
    as.word('"')`/server add libera irc.example.org/6697 -tls -password=${value}\n/save`,
    as.word()`<anna> !login ${value}\n<bot> anna: that was public, change your password`,
  ]),
  createShortSource(
    "Download programs",
    "https://github.com/transmission/transmission/blob/main/docs/Editing-Configuration-Files.md",
    [
      as.json`    "rpc-host-whitelist": "",\n    "rpc-password": "${value}",\n    "rpc-port": 9091,\n    "rpc-username": "anna",`,
      as.word(":")`localclient:${holdOnly(drawHex(40))}:10\n`,
      as.bare`transmission-remote nas:9091 --auth anna:${value} --list`,
      ini`[ftp]\nuser=anna\npass=${value}\n[http]\nretries=5`,
      as.raw`<Config>\n  <Port>8989</Port>\n  <ApiKey>${holdOnly(drawHex(32))}</ApiKey>\n  <AuthenticationMethod>Forms</AuthenticationMethod>\n</Config>`,
      as.bare`yt-dlp --username anna --password ${value} https://video.example.org/w/1`,
    ],
  ),
  createShortSource("Media programs", "https://kodi.wiki/view/Settings/Services/Control", [
    as.xmlText`<setting id="services.webserverusername">kodi</setting>\n<setting id="services.webserverpassword">${value}</setting>\n<setting id="services.webserverport">8080</setting>`,
    as.both(as.word('@"'), as.doubleQuoted)`password "${value}@read,add,control,admin"\nport "6600"`,
    as.raw`PlexOnlineToken="${holdOnly(drawBase64Url(20))}" PlexOnlineUsername="anna" PublishServerOnPlexOnlineKey="1"`,
    as.xmlText`<videodatabase>\n  <type>mysql</type>\n  <host>nas</host>\n  <user>kodi</user>\n  <pass>${value}</pass>\n</videodatabase>`,
    as.bare`vlc --intf http --http-password ${value} --http-port 8080`,
    as.raw`http://nas:32400/library/sections?X-Plex-Token=${holdOnly(drawBase64Url(20))}&type=1`,
  ]),
  createShortSource("Editors", "https://code.visualstudio.com/docs/configure/settings", [
    as.json`  "editor.fontSize": 13,\n  "sqltools.connections": [{"name": "dev", "server": "db01", "username": "app", "password": "${value}"}],`,
    as.json`  "rest-client.environmentVariables": {\n    "local": { "host": "localhost", "password": "${value}" }\n  },`,
    as.doubleQuoted`let g:dbs = { 'dev': 'db01' }\nlet g:gist_token = "${key}"\nset number`,
    as.doubleQuoted`(setq smtpmail-smtp-user "anna"\n      erc-password "${value}"\n      erc-nick "anna")`,
    as.json`{ "type": "node", "request": "launch", "env": { "DB_PASS": "${value}", "NODE_ENV": "test" } }`,
    as.xmlAttribute`<env name="API_SECRET" value="${value}" />\n<env name="PYTHONUNBUFFERED" value="1" />`,
  ]),
];
