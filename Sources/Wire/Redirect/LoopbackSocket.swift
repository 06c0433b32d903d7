import Glibc

/// Sockets that listen on this machine only.
enum LoopbackSocket {
  /// Why none could be had: the system's number.
  struct Refused: Error {
    let number: Int32
  }

  /// Listens on 127.0.0.1 and, where this machine has it, on ::1, both at one port.
  ///
  /// - Parameter port: The port; 0 for one that is free on both.
  /// - Returns: The sockets, which do not block, and their port.
  /// - Throws: The system's number.
  static func listen(on port: Int) throws(Refused) -> (sockets: [Int32], port: Int) {
    var refused = Refused(number: EADDRINUSE)
    // A port that is free on one may be taken on the other.
    for _ in 0..<(port == 0 ? 16 : 1) {
      let (four, chosen) = try open(AF_INET, port)
      do throws(Refused) {
        return ([four, try open(AF_INET6, chosen).socket], chosen)
      } catch {
        if [EAFNOSUPPORT, EADDRNOTAVAIL].contains(error.number) { return ([four], chosen) }
        close(four)
        refused = error
      }
    }
    throw refused
  }

  private static func open(
    _ family: Int32, _ port: Int
  ) throws(Refused) -> (socket: Int32, port: Int) {
    let kind = SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue | SOCK_CLOEXEC.rawValue
    let made = socket(family, Int32(kind), 0)
    guard made >= 0 else { throw Refused(number: errno) }
    var on: Int32 = 1
    let size = socklen_t(MemoryLayout<Int32>.size)
    // A sign-in right after another must not find its port still held by the old connections.
    setsockopt(made, SOL_SOCKET, SO_REUSEADDR, &on, size)
    if family == AF_INET6 { setsockopt(made, Int32(IPPROTO_IPV6), IPV6_V6ONLY, &on, size) }
    guard let chosen = bound(made, family, port), Glibc.listen(made, 64) == 0 else {
      let number = errno
      close(made)
      throw Refused(number: number)
    }
    return (made, chosen)
  }

  // Binds to loopback and tells the port; nil with errno set.
  private static func bound(_ socket: Int32, _ family: Int32, _ port: Int) -> Int? {
    guard let number = UInt16(exactly: port) else {
      errno = EINVAL
      return nil
    }
    if family == AF_INET6 {
      var address = sockaddr_in6()
      address.sin6_family = sa_family_t(AF_INET6)
      address.sin6_port = number.bigEndian
      address.sin6_addr = in6addr_loopback
      return bind(socket, &address) ? Int(UInt16(bigEndian: address.sin6_port)) : nil
    }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = number.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    return bind(socket, &address) ? Int(UInt16(bigEndian: address.sin_port)) : nil
  }

  private static func bind<Address>(_ socket: Int32, _ address: inout Address) -> Bool {
    var size = socklen_t(MemoryLayout<Address>.size)
    return withUnsafeMutableBytes(of: &address) { bytes in
      let pointer = bytes.assumingMemoryBound(to: sockaddr.self).baseAddress
      return Glibc.bind(socket, pointer, size) == 0 && getsockname(socket, pointer, &size) == 0
    }
  }
}
