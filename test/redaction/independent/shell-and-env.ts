/** Secrets in variables and commands of shells: assignments, flags and arguments. */

import { createSource, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const VARIABLES: readonly Source[] = [
  createSource("Bash", "https://www.gnu.org/software/bash/manual/bash.html#Quoting", [
    as.shellSingle`#!/bin/bash\nset -eu\nexport DB_PASSWORD='${value}'\nexport DB_HOST=db01\n./migrate.sh`,
    as.shellDouble`ADMIN_PASS="${value}"   # rotate in March\nADMIN_USER=root`,
    as.bare`SMTP_PASSWORD=${value} SMTP_PORT=587 node send.js --dry-run`,
    as.bare`export PGPASSWORD=${value}; pg_dump -h db01 -U app shop > dump.sql`,
    as.shellSingle`  502  echo '${value}' | sudo -S apt-get update`,
    as.bare`API_TOKEN=${key}\nreadonly API_TOKEN\nlocal retries=3`,
  ]),
  createSource("dotenv", "https://github.com/motdotla/dotenv#readme", [
    as.word("#'\"`")`PORT=3000\nDATABASE_PASSWORD=${value}\nDATABASE_HOST=localhost\nDEBUG=app:*`,
    as.phrase('"\\$`')`REDIS_PASSWORD="${value}"\nREDIS_PORT=6379`,
    as.phrase("'")`# mail\nMAIL_USER=robot\nMAIL_PASS='${value}' # app password\nMAIL_SECURE=true`,
    as.bare`NODE_ENV=production\nJWT_SECRET=${key}\nSESSION_TTL=86400`,
    as.bare`NEXTAUTH_URL=http://localhost:3000\nNEXTAUTH_SECRET=${key}`,
  ]),
  createSource(
    "PowerShell",
    "https://learn.microsoft.com/powershell/module/microsoft.powershell.security/convertto-securestring",
    [
      as.powerShellSingle`$pw = ConvertTo-SecureString '${value}' -AsPlainText -Force\n$cred = New-Object PSCredential('svc', $pw)`,
      as.powerShellDouble`$sec = ConvertTo-SecureString -String "${value}" -AsPlainText -Force`,
      as.powerShellDouble`$env:SQL_PASSWORD = "${value}"\nInvoke-Sqlcmd -Query 'SELECT 1'`,
      as.powerShellSingle`$Password = '${value}'\n$Server   = 'dc01'`,
      as.powerShellSingle`New-LocalUser -Name svc -Password (ConvertTo-SecureString '${value}' -AsPlainText -Force) -PasswordNeverExpires`,
      as.powerShellDouble`[Environment]::SetEnvironmentVariable("APP_SECRET", "${value}", "Machine")`,
    ],
  ),
  createSource(
    "Windows batch file",
    "https://learn.microsoft.com/windows-server/administration/windows-commands/set_1",
    [
      as.batch`@echo off\r\nset DB_USER=sa\r\nset DB_PASSWORD=${value}\r\ncall build.cmd`,
      as.batch`set "PASSWORD=${value}"\r\nset "SERVER=fs01"`,
      as.batch`setx API_KEY "${key}" /M`,
      as.batch`net use Z: \\\\fs01\\share /user:CORP\\svc ${value} /persistent:no`,
      as.batch`schtasks /create /tn nightly /tr C:\\jobs\\run.cmd /sc daily /ru CORP\\svc /rp "${value}"`,
      as.batch`net user backup ${value} /add /expires:never`,
    ],
  ),
];

const REMOTE: readonly Source[] = [
  createSource(
    "PuTTY",
    "https://the.earth.li/~sgtatham/putty/latest/htmldoc/Chapter3.html#using-cmdline-pw",
    [
      as.word('"')`plink.exe -ssh -batch -pw ${value} root@10.0.0.5 "uptime"`,
      as.word('"')`C:\\tools\\pscp.exe -P 2222 -pw "${value}" backup.zip admin@nas:/volume1/`,
      as.word('"')`psftp -l deploy -pw ${value} -b upload.txt files.example.org`,
      as.word('"')`putty.exe -load prod -l admin -pw ${value}`,
    ],
  ),
  createSource("sshpass", "https://linux.die.net/man/1/sshpass", [
    as.shellSingle`sshpass -p '${value}' ssh -o StrictHostKeyChecking=no pi@raspberrypi uptime`,
    as.shellDouble`$ sshpass -p "${value}" scp build.tgz deploy@web1:/srv/`,
    as.bare`SSHPASS=${value} sshpass -e rsync -az dist/ deploy@web1:/var/www/`,
    as.bare`sshpass -p${value} sftp -P 2222 deploy@files`,
  ]),
  createSource("WinSCP", "https://winscp.net/eng/docs/scriptcommand_open", [
    as.urlStrict`winscp.com /command "open sftp://deploy:${value}@files.example.org/" "put *.zip" "exit"`,
    as.word(
      '"',
    )`open sftp://files.example.org -username=deploy -password="${value}" -hostkey=*\nput dist\\* /www/\nexit`,
    as.word('"')`winscp.com /ini=nul /command "open ftp://web1" /passphrase="${value}" /log=run.log`,
    as.urlStrict`Searching for host...\n> open ftps://shop:${value}@ftp.example.org:990\nConnecting...`,
  ]),
  createSource("smbclient", "https://www.samba.org/samba/docs/current/man-html/smbclient.1.html", [
    as.word("'%")`smbclient //fs01/share -U 'CORP\\svc%${value}' -c 'ls'`,
    as.word("',")`sudo mount -t cifs //fs01/data /mnt -o 'username=svc,password=${value},vers=3.0'`,
    as.word("#")`username=svc\npassword=${value}\ndomain=CORP`,
    as.word(",\"'`$ \\")`//fs01/data /mnt cifs user=svc,pass=${value},uid=1000 0 0`,
  ]),
  createSource("lftp and wget", "https://www.gnu.org/software/wget/manual/wget.html#HTTP-Options", [
    as.shellSingle`wget --user=deploy --password='${value}' --no-check-certificate https://repo.example.org/app.tgz`,
    as.bare`wget --http-user=ci --http-password=${value} -q -O out.zip https://ci.example.org/last`,
    as.word("\"',;$`\\")`lftp -u deploy,${value} -e "mirror -R dist /www; quit" ftp.example.org`,
    as.bare`wget --ftp-user=shop --ftp-password=${value} ftp://ftp.example.org/export.csv`,
  ]),
  createSource("curl command line", "https://curl.se/docs/manpage.html#-u", [
    as.shellSingle`curl -s -u 'admin:${value}' https://ci.example.org/api/json | jq .jobs`,
    as.shellDouble`curl --user "deploy:${value}" -T app.war http://tomcat:8080/manager/text/deploy?path=/app`,
    as.bare`curl -H "Authorization: Bearer ${key}" -H "Accept: application/json" https://api.example.org/v2/me`,
    as.bare`curl -X POST -H 'X-Api-Key: ${key}' -d @event.json https://ingest.example.org/v1`,
    as.form`curl -d 'grant_type=password&username=anna&password=${value}&scope=read' https://id.example.org/token`,
    as.shellSingle`curl --proxy-user 'corp:${value}' -x proxy:3128 -I https://example.org`,
    as.bare`curl --pass ${value} --key client.pem --cert client.crt https://mtls.example.org/`,
  ]),
];

const CONTAINERS: readonly Source[] = [
  createSource("Docker command line", "https://docs.docker.com/reference/cli/docker/login/", [
    as.shellSingle`docker login -u robot -p '${value}' registry.example.org:5000`,
    as.bare`docker run -d --name db -e POSTGRES_PASSWORD=${value} -e POSTGRES_DB=shop -p 5432:5432 postgres:16`,
    as.shellDouble`docker run --env MYSQL_ROOT_PASSWORD="${value}" --rm mysql:8.4`,
    as.bare`docker build --build-arg NPM_TOKEN=${key} -t app:dev .`,
    as.shellSingle`echo '${value}' | docker login ghcr.io -u anna --password-stdin`,
    as.bare`podman login --username robot --password=${value} quay.example.org`,
  ]),
  createSource(
    "kubectl",
    "https://kubernetes.io/docs/reference/kubectl/generated/kubectl_create/kubectl_create_secret_generic/",
    [
      as.shellSingle`kubectl create secret generic db --from-literal=username=app --from-literal=password='${value}' -n prod`,
      as.shellDouble`kubectl create secret docker-registry regcred --docker-username=robot --docker-password="${value}" --docker-server=registry`,
      as.bare`kubectl config set-credentials ci --token=${key}\nUser "ci" set.`,
      as.bare`kubectl set env deploy/api SMTP_PASSWORD=${value} LOG_LEVEL=info`,
      as.bare`helm upgrade --install shop ./chart --set auth.rootPassword=${value} --set replicaCount=2`,
    ],
  ),
];

export const SHELL_SOURCES: readonly Source[] = [...VARIABLES, ...REMOTE, ...CONTAINERS];
