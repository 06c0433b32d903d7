import CCurl
import Glibc

/// The certificate authorities that servers are held against: the system's, and a file of the admin's.
///
/// libcurl's own option for such a file puts it in the place of the system's, and its cache of the
/// parsed system bundle cannot be added to. So one store is made here, once for the engine, and
/// given to each connection.
final class TrustStore {
  /// The path of the extra file, when there is no certificate in it or one that does not read.
  let badFile: String?
  private let store: OpaquePointer?

  /// Reads the authorities. The system's are looked up by their hash when one is needed, where the
  /// system keeps such a folder, since to parse all of them takes longer than a whole probe.
  init(extra file: AuthorityFile?) {
    store = X509_STORE_new()
    let version = curl_version_info(CURLVERSION_TENTH)?.pointee
    let bundle = version?.cainfo.map { String(cString: $0) }
    let folder = version?.capath.map { String(cString: $0) } ?? TrustStore.folder(of: bundle)
    if let folder, TrustStore.isHashed(folder) {
      X509_STORE_load_path(store, folder)
    } else if let bundle {
      X509_STORE_load_file(store, bundle)
    } else {
      X509_STORE_set_default_paths(store)
    }
    // As libcurl has it: what is trusted here ends the chain, be it a root or not.
    X509_STORE_set_flags(store, UInt(X509_V_FLAG_TRUSTED_FIRST | X509_V_FLAG_PARTIAL_CHAIN))
    badFile = file.flatMap { [store] in TrustStore.add($0.pem, to: store) ? nil : $0.path }
    ERR_clear_error()
  }

  deinit { X509_STORE_free(store) }

  /// Has a connection's TLS trust these authorities and no others.
  func attach(to context: OpaquePointer) {
    SSL_CTX_set1_cert_store(context, store)
  }

  /// Adds every certificate of a PEM text; false where there is none, or one does not read.
  private static func add(_ pem: [UInt8], to store: OpaquePointer?) -> Bool {
    pem.withUnsafeBytes { bytes in
      guard let memory = BIO_new_mem_buf(bytes.baseAddress, Int32(clamping: bytes.count)) else {
        return false
      }
      defer { BIO_free(memory) }
      var found = 0
      ERR_clear_error()
      while let certificate = PEM_read_bio_X509_AUX(memory, nil, nil, nil) {
        defer { X509_free(certificate) }
        guard X509_STORE_add_cert(store, certificate) == 1 else { return false }
        found += 1
      }
      // What ends it where all is well: there is no further line that begins one.
      return found > 0 && ERR_GET_REASON(ERR_peek_last_error()) == PEM_R_NO_START_LINE
    }
  }

  private static func folder(of bundle: String?) -> String? {
    guard let bundle, let slash = bundle.lastIndex(of: "/") else { return nil }
    return String(bundle[..<slash])
  }

  // OpenSSL finds an authority in a folder by a name made of eight hex digits and a number.
  private static func isHashed(_ folder: String) -> Bool {
    guard let stream = opendir(folder) else { return false }
    defer { closedir(stream) }
    var found = 0
    // Read where it lies: an entry is shorter than the structure that stands for it.
    let offset = MemoryLayout<dirent>.offset(of: \dirent.d_name) ?? 0
    while let entry = readdir(stream), found < 16 {
      let name = Array(
        String(
          cString: UnsafeRawPointer(entry).advanced(by: offset).assumingMemoryBound(to: CChar.self)
        )
        .utf8)
      if name.count >= 10, name[8] == UInt8(ascii: "."), name[9] == UInt8(ascii: "0") { found += 1 }
    }
    return found == 16
  }
}
