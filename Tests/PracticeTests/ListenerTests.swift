import Foundation
import Testing

@testable import Practice

@Suite struct ListenerTests {
  /// The addresses this process listens on, from the kernel's own table.
  private func listening() throws -> [String] {
    let inodes = Set(
      try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap {
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/fd/\($0)")
      }.filter { $0.hasPrefix("socket:") }.map { $0.dropFirst(8).dropLast() })
    return try ["/proc/self/net/tcp", "/proc/self/net/tcp6"].flatMap { path in
      guard FileManager.default.fileExists(atPath: path) else { return [] as [String] }
      return try String(contentsOfFile: path, encoding: .utf8).split(separator: "\n").dropFirst()
        .compactMap { line in
          let columns = line.split(separator: " ")
          guard columns[3] == "0A", inodes.contains(columns[9]) else { return nil }
          return String(columns[1])
        }
    }
  }

  @Test func `Both servers listen on 127.0.0.1 and on nothing else`() throws {
    let tenant = try RunningTenant()
    let identityPort = try #require(
      UInt16(tenant.tenant.identityURL.split(separator: ":").last ?? ""))
    let addresses = try listening()
    for port in [identityPort, tenant.tenant.popPort] {
      let digits = String(port, radix: 16, uppercase: true)
      let column = String(repeating: "0", count: 4 - digits.count) + digits
      #expect(addresses.filter { $0.hasSuffix(":" + column) } == ["0100007F:" + column])
    }
  }

  @Test func `A given port is used, and a taken one is an error`() throws {
    let tenant = try RunningTenant()
    let port = tenant.tenant.popPort
    #expect(throws: PracticeError.socket(call: "bind", errno: EADDRINUSE)) {
      try RunningTenant { $0.popPort = port }
    }
    tenant.tenant.stop()
  }

  @Test func `Stopping ends connections that stall`() throws {
    let tenant = try RunningTenant("stall-greeting")
    let session = try tenant.pop()
    tenant.tenant.stop()
    #expect(session.isOver)
    #expect(throws: (any Error).self) { try session.bytes() }
  }

  @Test func `Connections beyond the limit wait until one ends`() throws {
    let listener = try Listener(port: 0, limit: 1, timeout: 15_000)
    defer { listener.stop() }
    try listener.start { socket in
      _ = socket.send([1])
      socket.stall()
    }
    func connect(_ timeout: Int32) throws -> StreamSocket {
      try StreamSocket(connectingTo: listener.port, stop: StopSignal(), timeout: timeout)
    }
    var first: StreamSocket? = try connect(15_000)
    #expect(first?.receive() == .bytes([1]))
    let second = try connect(300)
    #expect(second.receive() == .timedOut)
    first = nil
    #expect(second.receive() == .bytes([1]))
  }
}
