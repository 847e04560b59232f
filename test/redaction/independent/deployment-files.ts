/** Secrets in files that deploy software: containers, clusters, infrastructure and pipelines. */

import { createSource, key, value } from "./secret-texts.js";
import type { Source } from "./source.js";
import * as as from "./spellings.js";

const CONTAINERS: readonly Source[] = [
  createSource("Docker Compose", "https://docs.docker.com/reference/compose-file/services/#environment", [
    as.both(
      as.yamlPlain,
      as.compose,
    )`services:\n  db:\n    image: postgres:16\n    environment:\n      POSTGRES_USER: app\n      POSTGRES_PASSWORD: ${value}\n    ports:\n      - "5432:5432"`,
    as.both(
      as.yamlPlain,
      as.compose,
    )`    environment:\n      - MYSQL_ROOT_PASSWORD=${value}\n      - MYSQL_DATABASE=shop\n    restart: always`,
    as.both(
      as.doubleQuoted,
      as.compose,
    )`    environment:\n      RABBITMQ_DEFAULT_PASS: "${value}"\n      RABBITMQ_DEFAULT_USER: guest`,
    as.both(
      as.bare,
      as.compose,
    )`    command: redis-server --requirepass ${value} --appendonly yes\n    volumes:`,
    as.both(as.yamlSingle, as.compose)`      - 'MINIO_ROOT_PASSWORD=${value}'\n      - MINIO_ROOT_USER=minio`,
  ]),
  createSource("Dockerfile", "https://docs.docker.com/reference/dockerfile/#env", [
    as.bare`FROM node:22\nENV DB_PASSWORD=${value}\nRUN npm ci\nEXPOSE 3000`,
    as.shellDouble`ENV API_SECRET="${value}" NODE_ENV=production`,
    as.bare`ARG TOKEN=${key}\nRUN curl -H "Authorization: token $TOKEN" -O https://example.org/a.tgz`,
    as.shellSingle`RUN useradd -m dev && echo 'dev:${value}' | chpasswd`,
    as.bare`ENV SECRET_KEY ${key}\nCMD ["python", "app.py"]`,
  ]),
  createSource("Kubernetes manifest", "https://kubernetes.io/docs/concepts/configuration/secret/", [
    as.base64`apiVersion: v1\nkind: Secret\nmetadata:\n  name: db\ntype: Opaque\ndata:\n  username: YXBw\n  password: ${value}`,
    as.doubleQuoted`kind: Secret\nstringData:\n  username: app\n  password: "${value}"\n---\nkind: Service`,
    as.yamlPlain`stringData:\n  db-password: ${value}\n  db-user: app`,
    as.doubleQuoted`        env:\n        - name: DB_PASSWORD\n          value: "${value}"\n        - name: DB_HOST\n          value: db`,
    as.base64`apiVersion: v1\ndata:\n  api-key: ${key}\nkind: Secret`,
    as.yamlPlain`users:\n- name: ci\n  user:\n    token: ${key}\n- name: dev`,
  ]),
  createSource("Helm values", "https://helm.sh/docs/chart_template_guide/values_files/", [
    as.yamlPlain`postgresql:\n  auth:\n    username: app\n    password: ${value}\n    database: shop\n  persistence:\n    size: 8Gi`,
    as.doubleQuoted`grafana:\n  adminUser: admin\n  adminPassword: "${value}"  # change me later`,
    as.yamlSingle`redis:\n  auth:\n    enabled: true\n    password: '${value}'\n  replica:\n    replicaCount: 2`,
    as.yamlPlain`auth:\n  rootPassword: ${value}\n  replicationPassword: null`,
    as.yamlPlain`config:\n  cookieSecret: ${key}\n  clientID: oauth2-proxy`,
    as.doubleQuoted`secrets: {session: "${key}", ttl: 3600}`,
  ]),
];

const INFRASTRUCTURE: readonly Source[] = [
  createSource("Terraform", "https://developer.hashicorp.com/terraform/language/expressions/strings", [
    as.hcl`resource "aws_db_instance" "shop" {\n  engine   = "postgres"\n  username = "app"\n  password = "${value}"\n  port     = 5432\n}`,
    as.hcl`region      = "eu-central-1"\ndb_password = "${value}" # tfvars of production\ndb_size     = 20`,
    as.hcl`variable "admin_password" {\n  type    = string\n  default = "${value}"\n}`,
    as.json`      "attributes": {\n        "id": "shop",\n        "master_password": "${value}",\n        "port": 5432\n      }`,
    as.bare`terraform apply -auto-approve -var db_password=${value} -var region=eu-west-1`,
    as.bare`export TF_VAR_client_secret=${key}\nterraform plan`,
  ]),
  createSource("Ansible", "https://docs.ansible.com/ansible/latest/playbook_guide/playbooks_variables.html", [
    as.yamlPlain`---\nmysql_root_password: ${value}\nmysql_port: 3306`,
    as.doubleQuoted`all:\n  vars:\n    ansible_user: deploy\n    ansible_become_pass: "${value}"\n    ansible_port: 22`,
    as.bare`[web]\nweb1 ansible_host=10.0.0.8 ansible_user=deploy ansible_ssh_pass=${value} ansible_port=2222`,
    as.yamlSingle`- name: create user\n  mysql_user:\n    name: app\n    password: '${value}'\n    priv: 'shop.*:ALL'`,
    as.bare`ansible-playbook site.yml -i hosts --extra-vars "vault_pass=${value} env=prod"`,
    as.json`changed: [web1] => {"changed": true, "invocation": {"module_args": {"login_password": "${value}", "name": "app"}}}`,
  ]),
  createSource(
    "systemd unit",
    "https://www.freedesktop.org/software/systemd/man/latest/systemd.exec.html#Environment=",
    [
      as.systemd`[Service]\nUser=app\nEnvironment="DB_PASSWORD=${value}" "DB_HOST=db01"\nExecStart=/usr/bin/app`,
      as.systemd`[Service]\nEnvironment="APP_SECRET=${key}"\nRestart=on-failure`,
      as.both(
        as.bare,
        as.percent,
      )`ExecStart=/opt/agent/run --server mon01 --password ${value} --verbose\nRestart=always`,
      as.both(as.bare, as.percent)`Environment=RESTIC_PASSWORD=${value}\nNice=10`,
    ],
  ),
  createSource("cloud-init", "https://cloudinit.readthedocs.io/en/latest/reference/examples.html", [
    as.yamlPlain`#cloud-config\nhostname: web1\npassword: ${value}\nchpasswd: { expire: False }\nssh_pwauth: True`,
    as.yamlPlain`chpasswd:\n  users:\n    - name: ubuntu\n      password: ${value}\n      type: text`,
    as.word("\\")`chpasswd:\n  list: |\n    root:${value}\n  expire: false`,
    as.doubleQuoted`users:\n  - name: deploy\n    plain_text_passwd: "${value}"\n    lock_passwd: false`,
  ]),
  createSource(
    "CloudFormation",
    "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-rds-dbinstance.html",
    [
      as.json`"Type": "AWS::RDS::DBInstance",\n"Properties": {\n  "MasterUsername": "app",\n  "MasterUserPassword": "${value}",\n  "AllocatedStorage": "20"\n}`,
      as.yamlPlain`Resources:\n  Db:\n    Type: AWS::RDS::DBInstance\n    Properties:\n      MasterUserPassword: ${value}\n      Port: 3306`,
      as.json`[{"ParameterKey": "DBPassword", "ParameterValue": "${value}"}, {"ParameterKey": "Env", "ParameterValue": "prod"}]`,
      as.bare`aws cloudformation deploy --stack-name shop --parameter-overrides DBPassword=${value} Env=prod`,
    ],
  ),
  createSource("Puppet and Chef", "https://www.puppet.com/docs/puppet/latest/lang_data_string.html", [
    as.singleQuoted`user { 'deploy':\n  ensure   => present,\n  password => '${value}',\n  shell    => '/bin/bash',\n}`,
    as.yamlSingle`profile::db::root_password: '${value}'\nprofile::db::port: 3306`,
    as.singleQuoted`default['postgresql']['password']['postgres'] = '${value}'\ndefault['postgresql']['port'] = 5432`,
    as.singleQuoted`  config.vm.provision 'shell', env: { 'DB_PASS' => '${value}' }, path: 'setup.sh'`,
  ]),
];

const PIPELINES: readonly Source[] = [
  createSource(
    "GitHub Actions workflow",
    "https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax",
    [
      as.yamlPlain`    services:\n      postgres:\n        image: postgres:16\n        env:\n          POSTGRES_PASSWORD: ${value}\n        ports: ['5432:5432']`,
      as.yamlPlain`jobs:\n  test:\n    env:\n      API_TOKEN: ${key}\n      CI: true`,
      as.yamlSingle`      - uses: docker/login-action@v3\n        with:\n          username: robot\n          password: '${value}'\n          registry: ghcr.io`,
      as.bare`      - run: npm publish --otp=0 --//registry/:_authToken=${key}\n      - run: npm audit`,
    ],
  ),
  createSource("GitLab CI", "https://docs.gitlab.com/ci/variables/", [
    as.doubleQuoted`variables:\n  DEPLOY_USER: robot\n  DEPLOY_PASSWORD: "${value}"\n  GIT_DEPTH: "1"`,
    as.yamlPlain`variables:\n  MYSQL_ROOT_PASSWORD: ${value}\n\ntest:\n  script: npm test`,
    as.bare`  script:\n    - docker login -u robot -p ${value} $CI_REGISTRY\n    - docker push app`,
    as.yamlPlain`  variables:\n    SONAR_TOKEN:\n      value: ${key}\n      expand: false`,
  ]),
  createSource("Jenkins", "https://www.jenkins.io/doc/book/pipeline/syntax/#environment", [
    as.singleQuoted`  environment {\n    NEXUS_USER = 'deploy'\n    NEXUS_PASSWORD = '${value}'\n  }\n  stages {`,
    as.singleQuoted`sh "mvn deploy"\ndef password = '${value}'\necho 'done'`,
    as.xmlText`<com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>\n  <id>nexus</id>\n  <username>deploy</username>\n  <password>${value}</password>\n</com.cloudbees.plugins.credentials.impl.UsernamePasswordCredentialsImpl>`,
    as.raw`Please use the following password to proceed to installation:\n\n${key}\n\nThis may also be found at: /var/jenkins_home/secrets/initialAdminPassword`,
  ]),
];

export const DEPLOYMENT_SOURCES: readonly Source[] = [...CONTAINERS, ...INFRASTRUCTURE, ...PIPELINES];
