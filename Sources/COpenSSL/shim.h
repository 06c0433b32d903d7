/// OpenSSL 3 for Vault and Practice. Each function below exists because OpenSSL's own entry is a macro
/// or variadic, which Swift does not import. Vault's have the prefix cseal_, Practice's cserve_.
#ifndef GREENBOX_COPENSSL_SHIM_H
#define GREENBOX_COPENSSL_SHIM_H
#if !__has_include(<openssl/ssl.h>)
#error "OpenSSL's headers are missing: apt-get install libssl-dev"
#endif
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/kdf.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

/// A new RSA key; the entry of OpenSSL is variadic.
static inline EVP_PKEY *cserve_rsa_key(size_t bits) { return EVP_PKEY_Q_keygen(NULL, NULL, "RSA", bits); }

/// A new key on the curve P-256; the entry of OpenSSL is variadic.
static inline EVP_PKEY *cserve_p256_key(void) { return EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256"); }

/// Refuses every protocol before TLS 1.2; a macro over SSL_CTX_ctrl.
static inline int cserve_require_tls12(SSL_CTX *context) {
  return (int)SSL_CTX_set_min_proto_version(context, TLS1_2_VERSION);
}

/// Names the server in the ClientHello; a macro over SSL_ctrl.
static inline int cserve_set_server_name(SSL *connection, const char *name) {
  return (int)SSL_set_tlsext_host_name(connection, name);
}

#endif
