import COpenSSL
import Foundation

/// One accepted connection of a `ScriptedServer`, used by one thread.
final class ScriptedConnection {
  private let descriptor: Int32
  private var context: OpaquePointer?
  private var tls: OpaquePointer?
  private var pending: [UInt8] = []

  init(_ descriptor: Int32) {
    self.descriptor = descriptor
    // A test that goes wrong must not leave a thread for ever.
    var limit = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(
      descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
  }

  func secure(_ identity: BadAuthority.Identity) -> Bool {
    context = SSL_CTX_new(TLS_server_method())
    guard let context, SSL_CTX_use_certificate(context, identity.certificate) == 1,
      SSL_CTX_use_PrivateKey(context, identity.key) == 1
    else { return false }
    tls = SSL_new(context)
    SSL_set_fd(tls, descriptor)
    return SSL_accept(tls) == 1
  }

  func send(_ bytes: [UInt8]) -> Bool {
    var sent = 0
    while sent < bytes.count {
      let count = bytes[sent...].withUnsafeBytes { rest in
        tls.map { Int(SSL_write($0, rest.baseAddress, Int32(rest.count))) }
          ?? Glibc.send(descriptor, rest.baseAddress, rest.count, Int32(MSG_NOSIGNAL))
      }
      guard count > 0 else { return false }
      sent += count
    }
    return true
  }

  func readLine() -> String? {
    while true {
      if let end = pending.firstIndex(of: 10) {
        let line = pending[..<end].filter { $0 != 13 }
        pending.removeFirst(end + 1)
        return String(decoding: line, as: UTF8.self)
      }
      guard fill() else { return nil }
    }
  }

  func readRequest() -> String? {
    var lines: [String] = []
    var length = 0
    while let line = readLine() {
      if line.isEmpty {
        while pending.count < length { guard fill() else { return nil } }
        let body = String(decoding: pending.prefix(length), as: UTF8.self)
        pending.removeFirst(length)
        return (lines + ["", body]).joined(separator: "\n")
      }
      lines.append(line)
      let parts = line.split(separator: ":", maxSplits: 1)
      if parts.count == 2, parts[0].lowercased() == "content-length" {
        length = Int(parts[1].trimmingCharacters(in: .whitespaces)) ?? 0
      }
    }
    return nil
  }

  func drain() {
    while fill() {}
  }

  func reset() {
    var hard = linger(l_onoff: 1, l_linger: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &hard, socklen_t(MemoryLayout<linger>.size))
  }

  func end() {
    // With unread bytes left, close would reset the connection and what was said might be lost.
    SSL_free(tls)
    SSL_CTX_free(context)
    close(descriptor)
  }

  /// Passes bytes both ways between the client and a port of 127.0.0.1, until either ends.
  func tunnel(to request: String) {
    let target = request.split(separator: " ").dropFirst().first ?? ""
    guard let port = target.split(separator: ":").last.flatMap({ UInt16($0) }) else { return }
    let far = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(far) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = port.bigEndian
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(far, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard connected, send(Array("HTTP/1.1 200 OK\r\n\r\n".utf8)) else { return }
    var both = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: far, events: Int16(POLLIN), revents: 0),
    ]
    while poll(&both, 2, 20_000) > 0 {
      for (from, to) in [(0, far), (1, descriptor)] where both[from].revents != 0 {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        let count = read(both[from].fd, &buffer, buffer.count)
        guard count > 0, Glibc.send(to, buffer, count, Int32(MSG_NOSIGNAL)) == count
        else { return }
      }
    }
  }

  private func fill() -> Bool {
    var buffer = [UInt8](repeating: 0, count: 16_384)
    let count =
      tls.map { Int(SSL_read($0, &buffer, Int32(buffer.count))) }
      ?? read(descriptor, &buffer, buffer.count)
    guard count > 0 else { return false }
    pending += buffer.prefix(count)
    return true
  }
}
