/// libcurl for Wire, opened with dlopen(3) at its first use: it brings some thirty libraries along, and
/// a verb that needs no network should not wait for them.
///
/// libcurl's own functions are called by their own names; curl.c passes them on. Each shim below
/// exists because libcurl's own entry is variadic, which Swift cannot call, or a macro with a cast,
/// which Swift does not import. One shim a kind of argument: passing an int where libcurl reads a long
/// then cannot be written.
///
/// The OpenSSL that libcurl itself uses comes along for three things libcurl has no option for: to
/// add an authority to the system's, to learn why a certificate was refused, and what TLS agreed on.
#ifndef GREENBOX_CCURL_H
#define GREENBOX_CCURL_H
#if !__has_include(<curl/curl.h>)
#error "libcurl's headers are missing: apt-get install libcurl4-openssl-dev"
#endif
#if !__has_include(<openssl/ssl.h>)
#error "OpenSSL's headers are missing: apt-get install libssl-dev"
#endif
/* Plain functions, no checking macros over them: Swift sees the functions. */
#define CURL_DISABLE_TYPECHECK 1
#include <curl/curl.h>
#include <openssl/crypto.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>
#include <openssl/x509_vfy.h>

/// Why libcurl cannot be used, in the dynamic linker's words; NULL when it can. While it cannot,
/// every function fails, none crashes. Any thread may ask.
const char *ccurl_missing(void);

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value);
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value);
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value);
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value);
CURLcode ccurl_set_sink(CURL *easy, CURLoption option, curl_write_callback sink);
CURLcode ccurl_set_before_request(CURL *easy, curl_prereq_callback callback);
CURLcode ccurl_set_tls_context(CURL *easy, curl_ssl_ctx_callback callback);
CURLcode ccurl_set_open_socket(CURL *easy, curl_opensocket_callback callback);
CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value);
CURLcode ccurl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value);
CURLcode ccurl_get_string(CURL *easy, CURLINFO info, const char **value);
CURLcode ccurl_get_socket(CURL *easy, CURLINFO info, curl_socket_t *value);
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value);
CURLSHcode ccurl_share_data(CURLSH *share, curl_lock_data data);
CURLcode ccurl_message_result(const CURLMsg *message);

/// Names in RFC 2253 order with non-ASCII letters left readable.
static const unsigned long ccurl_name_flags = XN_FLAG_RFC2253 & ~ASN1_STRFLGS_ESC_MSB;

#endif
