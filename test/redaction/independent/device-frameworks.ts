/** Lists the folders of projects for phones, games, native code and notebooks, in the messages of their tools. */

import { lines, words } from "./example-homes.js";
import type { Program } from "./path-template.js";

export const DEVICE_FRAMEWORKS: readonly Program[] = [
  {
    name: "Flutter",
    described: "https://docs.flutter.dev/tools/pubspec",
    files: words`
      lib/src/features/cart/presentation/cart_screen.dart pubspec.yaml ios/Runner/Info.plist
      android/app/build.gradle.kts .dart_tool/package_config.json lib/l10n/app_de.arb lib/main_dev.dart
      build/app/outputs/flutter-apk/app-release.apk test/golden/button@2x.png web/index.html
    `,
    templates: lines`
      Error: No pubspec found in "{path}".
      #2      CartState.load (file://{url}:48:12)
      Launching on Pixel 8 in debug mode: {path}
      Could not find an option named "flavor" in {word}.
      ✓ Built {path} (18.4MB)
    `,
  },
  {
    name: "Android Gradle",
    described: "https://developer.android.com/build",
    files: words`
      app/src/main/java/de/hansen/kasse/MainActivity.kt app/src/main/res/layout/activity_main.xml local.properties
      app/src/main/res/values-de-rAT/strings.xml app/build/outputs/apk/debug/app-debug.apk settings.gradle.kts
      app/build/intermediates/merged_res/debug/mergeDebugResources/drawable_bg.9.png.flat keystore/upload.jks
    `,
    templates: lines`
      e: file://{url}:12:5 Unresolved reference: total
      * Where:⏎Build file '{path}' line: 24
      ERROR: {path}:14:5-20:19: AAPT: error: resource not found.
      > Keystore file '{path}' not found for signing config 'release'.
      Installing APK to device: {word}
    `,
  },
  {
    name: "Xcode",
    described: "https://developer.apple.com/documentation/xcode/build-system",
    systems: ["posix"],
    files: lines`
      Kasse/Views/Order List/OrderRow.swift
      Kasse.xcodeproj/project.pbxproj
      Kasse.xcworkspace/contents.xcworkspacedata
      DerivedData/Kasse-bqwxzv/Build/Products/Debug-iphonesimulator/Kasse.app
      Pods/Target Support Files/Pods-Kasse/Pods-Kasse.release.xcconfig
      Kasse/Assets.xcassets/AppIcon.appiconset/icon-83.5@2x~ipad.png
      Kasse/Base.lproj/Main.storyboard
      Kasse/Preview Content/Preview Assets.xcassets
    `,
    templates: lines`
      {path}:12:9: error: cannot find 'total' in scope
      error: Build input file cannot be found: '{path}'. Did you forget to declare it?
      CompileSwift normal arm64 {shell}
      cd {shell}
      xcodebuild: error: '{path}' does not exist.
      /* com.apple.actool.errors */⏎{path}:./icon: error: has no applicable content.
    `,
  },
  {
    name: "Unity",
    described: "https://docs.unity3d.com/Manual/SpecialFolders.html",
    files: lines`
      Assets/Scripts/Player Controller.cs
      Assets/StreamingAssets/level_01.json
      Assets/_Prefabs/Enemy (1).prefab
      Library/PackageCache/com.unity.ugui@1.0.0/Runtime/UI/Core/Text.cs
      ProjectSettings/ProjectVersion.txt
      Assets/Plugins/x86_64/steam_api.dll
      Assets/Scenes/Haupt Menü.unity
      Builds/Win64/Kiosk Simulator_Data/globalgamemanagers
    `,
    templates: lines`
      DirectoryNotFoundException: Could not find a part of the path "{path}".
      UnauthorizedAccessException: Access to the path "{path}" is denied.
      at Player.Awake () [0x00012] in {path}:31
      Opening scene '{path}'
      COMMAND LINE ARGUMENTS:⏎-batchmode⏎-createproject⏎{root}⏎
    `,
  },
  {
    name: "Unreal Engine",
    described:
      "https://dev.epicgames.com/documentation/en-us/unreal-engine/unreal-engine-directory-structure",
    systems: ["windows", "windows", "posix"],
    files: words`
      Source/Kiosk/Private/KioskCharacter.cpp Kiosk.uproject Content/Maps/L_Main.umap Config/DefaultEngine.ini
      Saved/Crashes/UECC-Windows-4F2A/CrashContext.runtime-xml Intermediate/Build/Win64/x64/UHT/Kiosk.gen.cpp
    `,
    templates: lines`
      LogInit: Project file not found: {path}
      Assertion failed: Index >= 0 [File:{path}] [Line: 214]
      Running UnrealBuildTool -Project="{path}" -WaitMutex
      LogPackageName: Warning: can't find '{path}'
      LogStreaming: Error: Couldn't find file for package {word}!
    `,
    count: 24,
  },
  {
    name: "Go modules",
    described: "https://go.dev/doc/modules/layout",
    files: words`
      cmd/server/main.go internal/store/store_test.go go.mod pkg/api/v2/types.gen.go vendor/modules.txt
      internal/auth/testdata/golden/ok.json third_party/proto/order.pb.go tools/tools.go go.work
    `,
    templates: lines`
      goroutine 1 [running]:⏎main.load(0x1)⏎{path}:42 +0x1d
      open {path}: no such file or directory
      go: cannot find main module in {rootword} or any parent
      panic: stat {word}: permission denied [recovered]
      go: errors parsing {path}:⏎unknown directive
      {path}:17:2: undefined: total
    `,
  },
  {
    name: "Cargo",
    described: "https://doc.rust-lang.org/cargo/guide/project-layout.html",
    files: words`
      src/bin/worker.rs src/lib.rs crates/core/src/parse/mod.rs Cargo.toml tests/it/main.rs benches/large.rs
      target/debug/build/kasse-3f1c9a/out/bindings.rs examples/simple.rs .cargo/config.toml build.rs
    `,
    templates: lines`
      error: could not find a manifest in ${"`"}{path}${"`"} or any parent directory
      Compiling kasse v0.4.1 ({root})
      thread 'main' panicked at {path}:12:5:⏎index out of bounds
      error[E0432]: unresolved import⏎--> {path}:3:5
      warning: unused manifest key in {word}: profile
      Running unittests ({word})
    `,
  },
  {
    name: "Jupyter",
    described: "https://docs.jupyter.org/en/latest/running.html",
    files: lines`
      notebooks/01 Daten laden.ipynb
      notebooks/Untitled1-Copy2.ipynb
      .ipynb_checkpoints/Analyse (final)-checkpoint.ipynb
      data/raw/messwerte_2024-05.csv
      notebooks/EDA & Plots [v3].ipynb
      models/résultats été.pkl
      .venv/lib/python3.12/site-packages/nbformat/reader.py
    `,
    templates: lines`
      [I 2024-05-11 09:45:00.123 ServerApp] Serving notebooks from local directory: {root}
      FileNotFoundError: [Errno 2] No such file or directory: '{path}'
      [W 09:45:00 NotebookApp] Notebook {blank} is not trusted
      df = pd.read_csv(r"{blank}")
      [NbConvertApp] Converting notebook {blank} to html
      File {path}:3, in <module>
    `,
  },
];
