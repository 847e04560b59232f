/** Lists how clients of databases and clouds, and tools of administrators, print a path. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const OPERATIONS_TOOLS: readonly Program[] = [
  {
    name: "psql and pg_dump",
    described: "https://www.postgresql.org/docs/current/app-psql.html",
    files: words`sql/schema.sql dump/2024.backup export/kunden.csv pgdata/postmaster.pid .pgpass`,
    templates: lines`
      psql:{word}:12: ERROR:  syntax error at or near "x"
      psql: error: {path}: No such file or directory
      COPY k FROM '{yaml}' WITH CSV;
      ERROR:  could not open file "{path}" for reading: missing
      pg_dump -Fc -f {shell} shop
      FATAL:  lock file "{path}" exists
      shop=> \i {word}
      WARNING: password file "{path}" has group or world access
    `,
  },
  {
    name: "SQLite and DuckDB",
    described: "https://sqlite.org/cli.html",
    files: words`lager.sqlite3 data/sales.parquet app/cache.db-journal konten.duckdb`,
    templates: lines`
      Error: unable to open database "{path}": unable to open database file
      ATTACH '{yaml}' AS alt;
      SELECT * FROM read_parquet('{yaml}') LIMIT 3;
      sqlite> .open {word}
      IO Error: Cannot open file "{path}": No such file
      seq  name  file⏎0    main  {path}
      SQLITE_CANTOPEN: bad file {word} (14)
      jdbc:sqlite:{path}
    `,
  },
  {
    name: "MySQL clients",
    described: "https://dev.mysql.com/doc/refman/8.4/en/load-data.html",
    files: words`my.cnf import/artikel.tsv run/mysqld.sock binlog/bin.000071 init.sql`,
    templates: lines`
      LOAD DATA INFILE '{single}' INTO TABLE k;
      ERROR 13 (HY000): Can't get stat of '{path}' (OS errno 2)
      mysql> source {word};
      Can't connect through socket '{path}' (2)
      mysqldump --result-file={word} shop
      secure_file_priv	{path}
      Warning: World-writable config file '{path}' is ignored
    `,
    systems: ["posix"],
  },
  {
    name: "SQL Server and Oracle tools",
    described: "https://learn.microsoft.com/en-us/sql/t-sql/statements/backup-transact-sql",
    systems: ["windows"],
    files: words`MSSQL/DATA/Lager.mdf Backup/lager_full.bak ora/init.ora scripts/rollen.sql`,
    templates: lines`
      BACKUP DATABASE k TO DISK = N'{yaml}' WITH INIT;
      Msg 3201, Level 16, State 1⏎Cannot open backup device '{path}'. Operating system error 5(Access is denied.).
      ORA-01157: cannot identify data file 4⏎ORA-01110: data file 4: '{path}'
      SP2-0310: unable to open file "{path}"
      sqlcmd -i "{path}" -b
      Could not find row in sysindexes; file {path}
      bcp k out {word} -c -T
    `,
  },
  {
    name: "AWS CLI",
    described: "https://docs.aws.amazon.com/cli/latest/userguide/cli-usage-parameters-file.html",
    files: words`.aws/config dist/site.zip policy.json keys/prod.pem upload/2024/a.csv`,
    templates: lines`
      Error parsing parameter '--policy': Unable to load paramfile file://{word}: missing
      upload: {word} to s3://k/k
      aws lambda update-function-code --zip-file fileb://{word}
      The user-provided path {word} does not exist.
      warning: Skipping file {word}. File does not exist.
      aws s3 sync {shell} s3://k
      Warning: "{path}" is too open
    `,
    systems: ["posix", "shell"],
  },
  {
    name: "gcloud and Azure CLI",
    described: "https://cloud.google.com/sdk/gcloud/reference",
    files: words`app.yaml keys/sa.json .azure/clouds.config bicep/main.bicep functions/index.js`,
    templates: lines`
      ERROR: (gcloud.app.deploy) [{path}] could not be found.
      WARNING: Your config file at [{path}] is invalid.
      descriptor:      [{word}]⏎source:          [{word}]
      az deployment group create --template-file {shell}
      [Errno 2] No such file or directory: '{path}'
      {word}(12,5) : Error BCP057: The name "x" does not exist
      Copying file://{word} [Content-Type=text/csv]...
      Created .gcloudignore file. See {path}
    `,
  },
  {
    name: "Ansible and Puppet",
    described: "https://docs.ansible.com/ansible/latest/reference_appendices/config.html",
    systems: ["posix"],
    files: words`site.yml roles/web/tasks/main.yml group_vars/all/vault.yml manifests/init.pp inventory.ini`,
    templates: lines`
      ERROR! the playbook: {word} could not be found
      The error appears to be in '{path}': line 7, column 3, but may be elsewhere
      fatal: [k]: FAILED! => {"changed": false, "msg": "Source {json} not found"}
      config file = {path}
      Error: Evaluation Error: x (file: {word}, line: 12, column: 5) on k
      [WARNING]: Unable to parse {word} as an inventory source
      included: {word} for k
      Notice: /File[{word}]/mode: changed
    `,
  },
  {
    name: "Podman and Buildah",
    described: "https://docs.podman.io/en/latest/",
    systems: ["posix"],
    files: words`Containerfile .local/share/containers/storage secrets/db.txt quadlet/k.container`,
    templates: lines`
      Error: no Containerfile or Dockerfile specified or found in context directory, {path}: missing
      podman run -v {word}:/data:Z alpine
      Error: statfs {path}: no such file or directory
      graphRoot: {path}
      ERRO[0000] cannot find mappings; using {word} instead
      WARN[0000] "{json}" is not a shared mount
      Volume=%h:{word}
      STEP 3/7: COPY {word} .
    `,
  },
  {
    name: "Helm and Skaffold",
    described: "https://helm.sh/docs/helm/helm_install/",
    files: words`charts/lager values.eu.yaml skaffold.yaml templates/_helpers.tpl .helm/repository.yaml`,
    templates: lines`
      Error: INSTALLATION FAILED: open {path}: no such file or directory
      Error: path "{path}" not found
      ==> Linting {path}
      helm upgrade k {word} -f {word}
      WARNING: The file is group-readable. This is insecure. Location: {path}
      parsing skaffold config: file not found: {path}
      Successfully packaged chart and saved it to: {path}
    `,
  },
  {
    name: "Vagrant and VirtualBox",
    described: "https://developer.hashicorp.com/vagrant/docs",
    files: words`Vagrantfile .vagrant/machines/default boxes/deb.ova vm/disk.vdi shared`,
    templates: lines`
      There is a syntax error in {path}:12
      default: /vagrant => {path}
      VBoxManage: error: Could not find file for the medium '{path}' (VERR_FILE_NOT_FOUND)
      ==> box: Adding box 'deb' from file://{url}
      4f2a91c  default  virtualbox  running  {path}
      The host path of the shared folder is missing: {path}
      Hard disk '{path}' is already in use
    `,
  },
  {
    name: "Puppeteer and browser drivers",
    described: "https://pptr.dev/troubleshooting",
    files: words`.cache/puppeteer/chrome/linux-121 downloads/report.pdf drivers/chromedriver profile/Default`,
    templates: lines`
      Error: Failed to launch the browser process! spawn {word} ENOENT
      Your cache path is incorrectly configured (which is: {word}).
      chrome --user-data-dir={word} --headless
      session not created: user data directory is already in use: {path}
      WebDriverException: Message: '{path}' executable needs to be in PATH.
      Screenshot written: {path}
      {"binary":"{json}","args":["-headless"]}
    `,
  },
];
