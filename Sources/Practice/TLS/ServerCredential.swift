/// What a TLS server shows and what it proves that with, both as PEM.
struct ServerCredential: Sendable {
  let certificatePEM: [UInt8]
  let keyPEM: [UInt8]
}
