import Foundation

/// A TCP port of 127.0.0.1 that nobody listens at now.
package func freePort() throws -> UInt16 {
  let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
  defer { close(socket) }
  return try bindToLoopback(socket)
}

/// Binds a TCP socket to a port of 127.0.0.1 that the kernel chooses, and returns the port.
package func bindToLoopback(_ socket: Int32) throws -> UInt16 {
  var address = sockaddr_in()
  address.sin_family = sa_family_t(AF_INET)
  address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
  var size = socklen_t(MemoryLayout<sockaddr_in>.size)
  let isBound = withUnsafeMutableBytes(of: &address) { bytes in
    bytes.withMemoryRebound(to: sockaddr.self) { pointer in
      bind(socket, pointer.baseAddress, size) == 0
        && getsockname(socket, pointer.baseAddress, &size) == 0
    }
  }
  guard isBound else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  return UInt16(bigEndian: address.sin_port)
}
