/** Names of files and media, and relative paths, one per line. */

export const FILES: Readonly<Record<string, string>> = {
  "MIME type": `
    application/json
    application/json; charset=utf-8
    text/html
    text/event-stream
    image/svg+xml
    application/vnd.api+json
    application/vnd.openxmlformats-officedocument.wordprocessingml.document
    multipart/form-data; boundary=something
    application/x-www-form-urlencoded
    application/octet-stream
    audio/mpeg
    video/mp4; codecs="avc1.42E01E"
    font/woff2
    text/markdown;variant=GFM
    */*;q=0.8`,
  "file name": `
    README.md
    package.json
    tsconfig.build.json
    index.test.ts
    main.rs
    setup.py
    Cargo.toml
    docker-compose.override.yml
    .eslintrc.cjs
    .gitignore
    vite.config.mts
    jquery.min.js
    app.module.scss
    report-2025-11.csv
    backup.tar.gz
    libssl.so.3
    kernel32.dll
    Program.cs
    styles.css.map
    schema.prisma
    photo (1).png
    Main.java
    index.d.ts
    CMakeLists.txt
    model-00001-of-00004.safetensors
    llama-3.2-1b.Q4_K_M.gguf
    отчёт.md
    設計.md
    install.sh
    archive.zip
    Gemfile.lock`,
  "relative path": `
    src/index.ts
    ./a/b.rs
    ../shared/util.js
    test/fixtures/sample.json
    packages/core/src/lib/parse.ts
    app/models/user.rb
    docs/guide/getting-started.md
    cmd/server/main.go
    ./node_modules/.bin/tsc
    src\\components\\Button.tsx
    ..\\..\\build\\out.dll
    dist/esm/index.mjs
    src/**/*.{ts,tsx}
    **/node_modules/**
    tests/unit/test_parser.py
    lib/foo.ex:42
    src/main.rs:12:5
    include/boost/asio.hpp
    .github/workflows/ci.yml
    crates/engine/src/lib.rs
    assets/images/logo@2x.png
    a/src/index.ts
    b/src/index.ts
    public/index.html#top
    config/locales/de.yml`,
};
