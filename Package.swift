// swift-tools-version: 6.2
import PackageDescription

/// Every room is compiled alike: the Swift 6 language mode, no warning let through, and import
/// lists that are the true list of what a file depends on.
let house: [SwiftSetting] = [
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "greenbox",
  products: [.executable(name: "greenbox", targets: ["greenbox"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/LebJe/TOMLKit", exact: "0.6.0"),
  ],
  targets: [
    // C libraries: a module map and typed shims each, no logic.
    .systemLibrary(name: "COpenSSL", pkgConfig: "openssl", providers: [.apt(["libssl-dev"])]),
    .systemLibrary(name: "CSQLite", providers: [.apt(["libsqlite3-dev"])]),
    .systemLibrary(name: "CQREncode", providers: [.apt(["libqrencode-dev"])]),
    // Linked with OpenSSL alone: libcurl itself is opened when a network is first needed.
    .target(name: "CCurl", linkerSettings: [.linkedLibrary("ssl"), .linkedLibrary("crypto")]),
    .target(
      name: "CNcurses", linkerSettings: [.linkedLibrary("ncursesw"), .linkedLibrary("tinfo")]),

    // The rooms. Arrows point down only; ArrowsTests holds every import line against them.
    .target(name: "Core", swiftSettings: house + [.strictMemorySafety()]),
    .target(
      name: "Diagnosis", dependencies: ["Core"], swiftSettings: house + [.strictMemorySafety()]),
    .target(
      name: "Operations", dependencies: ["Diagnosis", "Core"],
      swiftSettings: house + [.strictMemorySafety()]),
    .target(
      name: "Presentation", dependencies: ["Operations", "Diagnosis", "Core", "Canvas"],
      swiftSettings: house + [.strictMemorySafety()]),
    .target(name: "Canvas", dependencies: ["CQREncode"], swiftSettings: house),
    .target(
      name: "Screens", dependencies: ["Presentation", "Operations", "Diagnosis", "Core", "Canvas"],
      swiftSettings: house + [.strictMemorySafety()]),
    .target(name: "Terminal", dependencies: ["CNcurses", "Canvas"], swiftSettings: house),
    // `Theme/Texts` is a link to `themes/`: the program has those files wherever it is run from.
    .target(
      name: "Config", dependencies: ["Core", "Canvas", "TOMLKit"],
      resources: [.embedInCode("Theme/Texts")], swiftSettings: house),
    .target(name: "Wire", dependencies: ["CCurl", "Core"], swiftSettings: house),
    // Its calls run on their caller's executor: nothing may hop to the default pool.
    .target(
      name: "Vault", dependencies: ["CSQLite", "COpenSSL", "Core"],
      swiftSettings: house + [.enableUpcomingFeature("NonisolatedNonsendingByDefault")]),
    .target(name: "Practice", dependencies: ["COpenSSL"], swiftSettings: house),
    .executableTarget(
      name: "greenbox",
      dependencies: [
        "Screens", "Presentation", "Operations", "Diagnosis", "Terminal", "Config", "Wire", "Vault",
        "Practice", "Core", "Canvas",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: house),

    // Tests: one target a room, and one for the house itself.
    .target(
      name: "TestKit", dependencies: ["COpenSSL"], path: "Tests/TestKit", swiftSettings: house),
    // Values and scripted worlds that the tests of several rooms share.
    .target(
      name: "Fixtures", dependencies: ["Operations", "Diagnosis", "Core"], path: "Tests/Fixtures",
      swiftSettings: house),
    .testTarget(
      name: "CoreTests", dependencies: ["Core", "Fixtures", "TestKit"], swiftSettings: house),
    .testTarget(
      name: "DiagnosisTests", dependencies: ["Diagnosis", "Core", "Fixtures", "TestKit"],
      swiftSettings: house),
    .testTarget(
      name: "OperationsTests",
      dependencies: ["Operations", "Diagnosis", "Core", "Fixtures", "TestKit"],
      swiftSettings: house),
    .testTarget(
      name: "PresentationTests",
      dependencies: ["Presentation", "Operations", "Diagnosis", "Core", "Fixtures", "TestKit"],
      swiftSettings: house),
    .testTarget(
      name: "CanvasTests", dependencies: ["Canvas", "TestKit"], exclude: ["__Snapshots__"],
      swiftSettings: house),
    .testTarget(
      name: "ScreensTests",
      dependencies: [
        "Screens", "Presentation", "Operations", "Diagnosis", "Canvas", "Core", "TestKit",
      ],
      exclude: ["__Snapshots__"],
      swiftSettings: house),
    .testTarget(
      name: "ConfigTests", dependencies: ["Config", "Core", "Canvas"], swiftSettings: house),
    .testTarget(
      name: "WireTests", dependencies: ["Wire", "CCurl", "Core", "Practice", "TestKit"],
      swiftSettings: house),
    .testTarget(
      name: "VaultTests", dependencies: ["Vault", "Core", "TestKit"], exclude: ["Golden"],
      swiftSettings: house),
    .testTarget(
      name: "PracticeTests", dependencies: ["Practice", "TestKit"], swiftSettings: house),
    .testTarget(
      name: "TerminalTests", dependencies: ["Terminal", "Canvas", "TestKit"], swiftSettings: house),
    .testTarget(
      name: "HouseTests", dependencies: ["TestKit"], swiftSettings: house),
    .testTarget(
      name: "ProgramTests",
      dependencies: [
        "greenbox", "Screens", "Presentation", "Operations", "Diagnosis", "Core", "Wire", "Vault",
        "Practice", "TestKit",
      ],
      swiftSettings: house),
  ],
  swiftLanguageModes: [.v6]
)
