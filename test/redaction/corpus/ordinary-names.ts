/** Names of packages, products, licences, languages and places, one per line. */

export const NAMES: Readonly<Record<string, string>> = {
  "package name": `
    @types/node
    @typescript-eslint/parser
    @babel/preset-env
    @tanstack/react-query
    @modelcontextprotocol/sdk
    @sveltejs/kit
    class-transformer
    reflect-metadata
    socket.io
    socket.io-client
    lodash.debounce
    core-js-pure
    scikit-learn
    python-dateutil
    zope.interface
    ruamel.yaml
    backports.zoneinfo
    serde_json
    tokio-util
    Microsoft.Extensions.Logging
    Newtonsoft.Json
    spring-boot-starter-web
    activesupport
    laravel/framework
    symfony/http-kernel
    left-pad
    is-even`,
  "package and version": `
    react@latest
    typescript@next
    next@canary
    vue@^3.4.0
    @angular/core@~17.1.0
    @types/node@20
    npm@>=10
    esbuild@0.21.x
    vite@npm:rolldown-vite@latest
    pnpm@9.12.3+sha512
    requests==2.32.3
    numpy>=1.26,<3
    django~=5.0
    uvicorn[standard]==0.30.1
    serde = "1.0"
    tokio = { version = "1", features = ["full"] }
    gem "rails", "~> 7.1"
    postgres:16-alpine
    node:20-bookworm-slim
    ubuntu:24.04
    redis:7
    actions/checkout@v4
    docker/build-push-action@v6
    python:3.12-slim`,
  "product name": `
    Visual Studio Code
    Hybrid Search
    Feature Flags
    Language Server Protocol
    Model Context Protocol
    Code Search
    Dark Mode
    Command Palette
    Pull Request
    Merge Queue
    GitHub Actions
    Amazon Web Services
    Google Chrome
    Microsoft Edge
    Windows Subsystem for Linux
    Windows 11 Pro
    macOS Sequoia
    Red Hat Enterprise Linux
    Debian GNU/Linux
    Android Studio
    IntelliJ IDEA
    Sublime Text
    Docker Desktop
    Apache Kafka
    Elastic Search
    Visual Basic
    Jupyter Notebook
    Hugging Face Hub
    Vector Store
    Knowledge Graph
    Semantic Kernel
    React Native
    Ruby on Rails
    Spring Boot
    Unreal Engine
    Raspberry Pi
    Intel Core i7
    Apple Silicon
    Mozilla Firefox
    ASP.NET Core
    Node.js
    Vue.js
    Next.js
    Objective-C
    Azure DevOps`,
  licence: `
    MIT
    Apache-2.0
    MIT OR Apache-2.0
    GPL-3.0-or-later
    LGPL-2.1-only
    BSD-3-Clause
    MPL-2.0
    ISC
    CC-BY-SA-4.0
    Unlicense
    0BSD
    AGPL-3.0-only
    GPL-2.0 WITH Classpath-exception-2.0`,
  "programming language": `
    TypeScript
    C++
    C#
    F#
    Objective-C++
    Common Lisp
    Visual Basic .NET
    Jupyter Notebook, Python 3
    Standard ML
    Vim Script
    Protocol Buffer
    Rust 2021
    C++20
    ES2022
    Python 3.12
    GNU Make`,
  locale: `
    en-US
    de_AT.UTF-8
    zh-Hans-CN
    sr-Latn-RS
    pt-BR
    Europe/Berlin
    America/Argentina/Buenos_Aires
    Asia/Kolkata
    UTC+05:30
    Etc/GMT-3
    ISO-8859-1
    UTF-16LE`,
};
