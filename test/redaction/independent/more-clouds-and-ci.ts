/** Secrets in pipelines, infrastructure tools, clouds, packages and the analysis of data. */

import { drawAlnum, drawBase64, drawBase64Url, drawHex } from "./passwords.js";
import { createShortSource, holdOnly, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const bearer = holdOnly(drawBase64Url(43), drawAlnum(40));

const PIPELINES: readonly Source[] = [
  createShortSource(
    "Azure Pipelines",
    "https://learn.microsoft.com/azure/devops/pipelines/process/variables",
    [
      as.yamlSingle`variables:\n  - name: dbUser\n    value: app\n  - name: dbPassword\n    value: '${value}'`,
      as.bare`##[command]"C:\\hosted\\az.exe" login --service-principal -u ci -p ${value} --tenant t1\n##[error]exit code 1`,
      as.raw`##vso[task.setvariable variable=API_TOKEN]${holdOnly(drawAlnum(40))}\n2026-03-02T10:00:00.0Z Done`,
      as.yamlSingle`    inputs:\n      targetType: inline\n      userName: 'deploy'\n      password: '${value}'\n      retries: 2`,
      as.base64`git -c http.extraheader="AUTHORIZATION: Basic ${value}" fetch origin`,
    ],
  ),
  createShortSource("CircleCI and Travis", "https://circleci.com/docs/set-environment-variable/", [
    as.yamlPlain`    docker:\n      - image: cimg/node:22.1\n        auth:\n          username: robot\n          password: ${value}\n    steps:`,
    as.bare`travis encrypt DB_PASSWORD=${value} --add env.global`,
    as.bare`$ export NPM_TOKEN=${key}\nThe command "npm publish" exited with 1.`,
    as.bare`circleci context store-secret github shop DB_PASSWORD <<< ${value}`,
    as.yamlPlain`    steps:\n      - run:\n          environment:\n            SMTP_PASS: ${value}\n          command: npm test`,
  ]),
  createShortSource("Drone, TeamCity and Bamboo", "https://docs.drone.io/secret/", [
    as.yamlPlain`  settings:\n    repo: shop/api\n    username: robot\n    password: ${value}\n    tags: latest`,
    as.bare`drone secret add --repository shop/api --name db_password --data ${value}`,
    as.xmlAttribute`<param name="env.DB_PASSWORD" value="${value}" />\n<param name="env.DB_HOST" value="db01" />`,
    as.raw`[10:00:01]W: [Step 1/3] Authorization token: ${bearer} (use empty username with the token as the password to log in as super user)`,
    as.bare`+ docker login -u robot -p ${value}\n[exec] Login failed`,
    as.bare`buildkite-agent start --token ${bearer} --tags queue=deploy`,
  ]),
  createShortSource(
    "Mobile pipelines",
    "https://docs.fastlane.tools/best-practices/continuous-integration/",
    [
      as.doubleQuoted`FASTLANE_PASSWORD="${value}"\nFASTLANE_USER="anna@example.org"`,
      as.doubleQuoted`match(type: "appstore", git_url: "git@host:certs.git", keychain_password: "${value}")`,
      as.bare`security unlock-keychain -p ${value} build.keychain\nsecurity list-keychains`,
      as.bare`xcrun altool --upload-app -f shop.ipa -u anna@example.org -p ${holdOnly((random) => [4, 4, 4, 4].map(() => drawAlnum(4)(random).toLowerCase()).join("-"))}`,
      as.bare`MATCH_PASSWORD=${value} bundle exec fastlane beta`,
      as.property`MYAPP_RELEASE_STORE_FILE=release.keystore\nMYAPP_RELEASE_STORE_PASSWORD=${value}\nMYAPP_RELEASE_KEY_ALIAS=app`,
    ],
  ),
];

const INFRASTRUCTURE: readonly Source[] = [
  createShortSource("Pulumi and Packer", "https://developer.hashicorp.com/packer/docs/communicators/ssh", [
    as.bare`pulumi config set --secret dbPassword ${value}`,
    as.raw`    + password            : "${holdOnly(drawAlnum(16))}"\n    + region              : "eu"`,
    as.bare`PULUMI_CONFIG_PASSPHRASE=${value} pulumi up --yes`,
    as.hcl`source "qemu" "base" {\n  ssh_username = "root"\n  ssh_password = "${value}"\n  ssh_timeout  = "20m"\n}`,
    as.json`"builders": [{"type": "vmware-iso", "ssh_username": "root", "ssh_password": "${value}", "headless": true}]`,
  ]),
  createShortSource(
    "Salt, Nix and installers",
    "https://docs.saltproject.io/en/latest/topics/pillar/index.html",
    [
      as.yamlPlain`mysql:\n  user: app\n  pass: ${value}\n  db: shop`,
      as.bare`salt 'db*' mysql.user_create app localhost ${value}`,
      as.both(
        as.phrase("$"),
        as.doubleQuoted,
      )`users.users.anna = {\n  isNormalUser = true;\n  initialPassword = "${value}";\n};`,
      as.word(
        "#\"'",
      )`d-i passwd/user-password password ${value}\nd-i passwd/user-password-again password ${value}`,
      as.xmlText`<AdministratorPassword>\n  <Value>${value}</Value>\n  <PlainText>true</PlainText>\n</AdministratorPassword>`,
      as.bare`rootpw --plaintext ${value}\nuser --name=anna --groups=wheel`,
    ],
  ),
  createShortSource(
    "Google Cloud command line",
    "https://cloud.google.com/sdk/gcloud/reference/sql/users/set-password",
    [
      as.bare`gcloud sql users set-password postgres --instance=shop --password=${value}`,
      as.bare`gcloud sql instances create shop --root-password=${value} --region=europe-west3`,
      as.shellSingle`printf '${value}' | gcloud secrets create db-password --data-file=-`,
      as.bare`gcloud run deploy api --set-env-vars=DB_USER=app,DB_PASS=${value} --quiet`,
      as.raw`$ gcloud auth print-access-token\nya29.${holdOnly(drawBase64Url(120))}\n$`,
      as.bare`gcloud iam service-accounts keys create key.json\nexport GOOGLE_API_KEY=${key}`,
    ],
  ),
  createShortSource(
    "OpenStack and VMware",
    "https://docs.openstack.org/python-openstackclient/latest/configuration/index.html",
    [
      as.yamlPlain`clouds:\n  prod:\n    auth:\n      username: anna\n      password: ${value}\n      project_name: shop`,
      as.bare`export OS_USERNAME=anna\nexport OS_PASSWORD=${value}\nexport OS_REGION_NAME=eu`,
      as.powerShellSingle`Connect-VIServer -Server vc01 -User 'svc' -Password '${value}'`,
      as.bare`export GOVC_USERNAME=svc\nexport GOVC_PASSWORD=${value}\ngovc about`,
      as.bare`openstack user set --password ${value} anna`,
      as.raw`PVEAPIToken=root@pam!ci=${holdOnly((random) => [8, 4, 4, 4, 12].map((n) => drawHex(n)(random)).join("-"))}\n`,
    ],
  ),
  createShortSource(
    "Windows administration",
    "https://learn.microsoft.com/powershell/module/activedirectory/new-aduser",
    [
      as.csv`Name,SamAccountName,AccountPassword,Enabled\nAnna Berg,anna,"${value}",TRUE`,
      as.powerShellSingle`Set-ADAccountPassword anna -Reset -NewPassword (ConvertTo-SecureString -AsPlainText '${value}' -Force)`,
      as.word('"')`C:\\> psexec \\\\fs01 -u CORP\\svc -p ${value} cmd`,
      as.word('"')`wmic /node:fs01 /user:CORP\\svc /password:"${value}" os get caption`,
      as.word(
        '"',
      )`[HKEY_LOCAL_MACHINE\\SOFTWARE\\Microsoft\\Windows NT\\CurrentVersion\\Winlogon]\n"DefaultUserName"="kiosk"\n"DefaultPassword"="${value}"\n"AutoAdminLogon"="1"`,
      as.bare`sc config shop obj= CORP\\svc password= ${value}\n[SC] ChangeServiceConfig SUCCESS`,
      as.raw`PS C:\\> $cred.GetNetworkCredential() | fl\n\nUserName : svc\nPassword : ${value}\nDomain   : CORP`,
    ],
  ),
  createShortSource("Job schedulers", "https://man7.org/linux/man-pages/man5/crontab.5.html", [
    as.both(as.bare, as.word("%"))`0 3 * * * mysqldump -u backup -p${value} shop > /backup/shop.sql`,
    as.both(as.bare, as.word("%"))`MAILTO=ops@example.org\nDB_PASSWORD=${value}\n*/5 * * * * /opt/jobs/run`,
    as.bare`Mar  2 03:00:01 web1 CRON[812]: (root) CMD (/opt/sync --user svc --password ${value} --quiet)`,
    as.xmlText`<Exec>\n  <Command>run.cmd</Command>\n  <Arguments>-user svc -password ${holdOnly(drawAlnum(14), drawHex(20))}</Arguments>\n</Exec>`,
    as.doubleQuoted`<key>EnvironmentVariables</key>\n<dict><key>API_TOKEN</key><string>${key}</string></dict>`,
    as.bare`#SBATCH --time=10\nexport DB_PASS=${value}\nsrun ./job`,
  ]),
];

const DATA: readonly Source[] = [
  createShortSource(
    "Airflow and Spark",
    "https://airflow.apache.org/docs/apache-airflow/stable/howto/connection.html",
    [
      as.urlStrict`export AIRFLOW_CONN_SHOP='postgres://app:${value}@db01:5432/shop'`,
      as.bare`airflow users create -u admin -p ${value} -f Anna -l Berg -r Admin -e a@example.org`,
      as.json`{"conn_id": "shop", "conn_type": "postgres", "login": "app", "password": "${value}", "port": 5432}`,
      as.raw`fernet_key = ${holdOnly((random) => `${drawBase64Url(43)(random)}=`)}\nload_examples = False`,
      as.doubleQuoted`df.write.format("jdbc").option("user", "app").option("password", "${value}").mode("append").save()`,
      as.bare`spark-submit --conf spark.ssl.keyStorePassword=${value} --master yarn job.py`,
    ],
  ),
  createShortSource("Notebooks", "https://nbformat.readthedocs.io/en/latest/format_description.html", [
    as.jsonTwice`"source": [\n  "user = \\"app\\"\\n",\n  "password = \\"${value}\\"\\n",\n  "con = connect(user, password)"\n]`,
    as.raw`[I 10:00:00 NotebookApp] http://localhost:8888/?token=${holdOnly(drawHex(48))}\n[I 10:00:00 NotebookApp] Use Control-C to stop`,
    as.singleQuoted`In [3]: password = '${value}'\nIn [4]: con = connect('app', password)`,
    as.singleQuoted`Out[5]: {'user': 'app', 'password': '${value}'}\n\nIn [6]:`,
    as.raw`   id  user  password\n0   7  anna  ${holdOnly(drawAlnum(14), drawHex(16))}\n[1 rows x 3 columns]`,
    as.singleQuoted`%sql snowflake://app@acc\n%env DB_PASSWORD='${value}'\n`,
  ]),
  createShortSource(
    "R and statistics",
    "https://solutions.posit.co/connections/db/best-practices/managing-credentials/",
    [
      as.doubleQuoted`List of 3\n $ user    : chr "app"\n $ password: chr "${value}"\n $ port    : num 5432`,
      as.raw`  user  password\n1 anna  ${holdOnly(drawAlnum(14), drawHex(16))}\n`,
      as.doubleQuoted`> keyring::key_set_with_value("shop", "anna", password = "${value}")`,
      as.doubleQuoted`# .Renviron\nDB_USER=app\nDB_PWD="${value}"\nTZ=UTC`,
      as.doubleQuoted`rsconnect::setAccountInfo(name = "anna", token = "x", secret = "${holdOnly(drawBase64(30))}")`,
    ],
  ),
  createShortSource("Keys of language models", "https://docs.litellm.ai/docs/proxy/configs", [
    as.yamlPlain`model_list:\n  - model_name: chat\n    litellm_params:\n      model: azure/chat\n      api_key: ${key}\n      timeout: 30`,
    as.json`{"mcpServers": {"shop": {"command": "npx", "env": {"SHOP_API_KEY": "${key}", "DEBUG": "0"}}}}`,
    as.doubleQuoted`client = OpenAI(api_key="${key}", base_url="http://localhost:8000/v1")`,
    as.raw`Incorrect API key provided: ${key}. You can find your key in the settings.`,
    as.spoken`Log in to the shop with the user anna and the password ${value}, then list my last three orders.`,
    as.json`{"role": "tool", "name": "read_file", "content": "DB_USER=app DB_PASSWORD=${holdOnly(drawAlnum(16))} DB_PORT=5432"}`,
  ]),
  createShortSource(
    "Package managers",
    "https://getcomposer.org/doc/articles/authentication-for-private-packages.md",
    [
      as.json`{\n  "http-basic": {\n    "repo.example.org": {\n      "username": "robot",\n      "password": "${value}"\n    }\n  }\n}`,
      as.bare`composer config http-basic.repo.example.org robot ${value}`,
      as.bare`poetry config http-basic.internal robot ${value}\npoetry install`,
      as.bare`bundle config set gems.example.org robot:${value}\nbundle install`,
      as.xmlAttribute`<packageSourceCredentials>\n  <internal>\n    <add key="Username" value="robot" />\n    <add key="ClearTextPassword" value="${value}" />`,
      as.bare`conan remote login internal robot -p ${value}\nChanged user of remote`,
      as.bare`machine apt.example.org/debian\nlogin robot\npassword ${value}`,
    ],
  ),
];

export const CLOUD_SOURCES: readonly Source[] = [...PIPELINES, ...INFRASTRUCTURE, ...DATA];
