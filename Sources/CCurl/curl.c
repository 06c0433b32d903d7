#include "CCurl.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdio.h>
#include <string.h>

/* Where libcurl's functions are, once it is open. */
static struct {
  CURLcode (*global_init)(long flags);
  CURL *(*easy_init)(void);
  void (*easy_cleanup)(CURL *easy);
  CURLcode (*easy_send)(CURL *easy, const void *bytes, size_t count, size_t *sent);
  CURLcode (*easy_recv)(CURL *easy, void *bytes, size_t count, size_t *got);
  const char *(*easy_strerror)(CURLcode code);
  CURLM *(*multi_init)(void);
  CURLMcode (*multi_cleanup)(CURLM *multi);
  CURLMcode (*multi_add_handle)(CURLM *multi, CURL *easy);
  CURLMcode (*multi_remove_handle)(CURLM *multi, CURL *easy);
  CURLMcode (*multi_perform)(CURLM *multi, int *running);
  CURLMcode (*multi_poll)(CURLM *multi, struct curl_waitfd fds[], unsigned int count, int wait, int *ready);
  CURLMcode (*multi_wakeup)(CURLM *multi);
  CURLMsg *(*multi_info_read)(CURLM *multi, int *left);
  CURLSH *(*share_init)(void);
  CURLSHcode (*share_cleanup)(CURLSH *share);
  struct curl_slist *(*slist_append)(struct curl_slist *list, const char *text);
  void (*slist_free_all)(struct curl_slist *list);
  CURLU *(*url)(void);
  void (*url_cleanup)(CURLU *url);
  CURLUcode (*url_get)(CURLU *url, CURLUPart part, char **text, unsigned int flags);
  CURLUcode (*url_set)(CURLU *url, CURLUPart part, const char *text, unsigned int flags);
  void (*free)(void *bytes);
  curl_version_info_data *(*version_info)(CURLversion age);
  CURLcode (*easy_setopt)(CURL *, CURLoption, ...);
  CURLcode (*easy_getinfo)(CURL *, CURLINFO, ...);
  CURLMcode (*multi_setopt)(CURLM *, CURLMoption, ...);
  CURLSHcode (*share_setopt)(CURLSH *, CURLSHoption, ...);
} curl;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static char why[256];

static void keep_reason(const char *words) {
  snprintf(why, sizeof why, "%s", words ? words : "libcurl.so.4 cannot be opened");
}

static void *find(void *library, const char *name) {
  void *found = library ? dlsym(library, name) : NULL;
  if (library && !found && !why[0]) keep_reason(dlerror());
  return found;
}

static void open_library(void) {
  void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
  if (!library) keep_reason(dlerror());
  /* POSIX has a pointer from dlsym stand for a function, ISO C does not: hence the copy. */
#define FIND(name)                                        \
  do {                                                    \
    void *found = find(library, "curl_" #name);           \
    memcpy(&curl.name, &found, sizeof found);             \
  } while (0)
  FIND(global_init);
  FIND(easy_init);
  FIND(easy_cleanup);
  FIND(easy_send);
  FIND(easy_recv);
  FIND(easy_strerror);
  FIND(multi_init);
  FIND(multi_cleanup);
  FIND(multi_add_handle);
  FIND(multi_remove_handle);
  FIND(multi_perform);
  FIND(multi_poll);
  FIND(multi_wakeup);
  FIND(multi_info_read);
  FIND(share_init);
  FIND(share_cleanup);
  FIND(slist_append);
  FIND(slist_free_all);
  FIND(url);
  FIND(url_cleanup);
  FIND(url_get);
  FIND(url_set);
  FIND(free);
  FIND(version_info);
  FIND(easy_setopt);
  FIND(easy_getinfo);
  FIND(multi_setopt);
  FIND(share_setopt);
#undef FIND
  if (why[0]) memset(&curl, 0, sizeof curl);
}

const char *ccurl_missing(void) {
  pthread_once(&once, open_library);
  return why[0] ? why : NULL;
}

static int is_there(void) { return ccurl_missing() == NULL; }

/* ---- libcurl's functions, by their own names ---- */

CURLcode curl_global_init(long flags) {
  return is_there() ? curl.global_init(flags) : CURLE_FAILED_INIT;
}
CURL *curl_easy_init(void) {
  return is_there() ? curl.easy_init() : NULL;
}
void curl_easy_cleanup(CURL *easy) {
  if (is_there()) curl.easy_cleanup(easy);
}
CURLcode curl_easy_send(CURL *easy, const void *bytes, size_t count, size_t *sent) {
  return is_there() ? curl.easy_send(easy, bytes, count, sent) : CURLE_FAILED_INIT;
}
CURLcode curl_easy_recv(CURL *easy, void *bytes, size_t count, size_t *got) {
  return is_there() ? curl.easy_recv(easy, bytes, count, got) : CURLE_FAILED_INIT;
}
const char *curl_easy_strerror(CURLcode code) {
  return is_there() ? curl.easy_strerror(code) : "libcurl is missing";
}
CURLM *curl_multi_init(void) {
  return is_there() ? curl.multi_init() : NULL;
}
CURLMcode curl_multi_cleanup(CURLM *multi) {
  return is_there() ? curl.multi_cleanup(multi) : CURLM_BAD_HANDLE;
}
CURLMcode curl_multi_add_handle(CURLM *multi, CURL *easy) {
  return is_there() ? curl.multi_add_handle(multi, easy) : CURLM_BAD_HANDLE;
}
CURLMcode curl_multi_remove_handle(CURLM *multi, CURL *easy) {
  return is_there() ? curl.multi_remove_handle(multi, easy) : CURLM_BAD_HANDLE;
}
CURLMcode curl_multi_perform(CURLM *multi, int *running) {
  return is_there() ? curl.multi_perform(multi, running) : CURLM_BAD_HANDLE;
}
CURLMcode curl_multi_poll(CURLM *multi, struct curl_waitfd fds[], unsigned int count, int wait,
                                int *ready) {
  return is_there() ? curl.multi_poll(multi, fds, count, wait, ready) : CURLM_BAD_HANDLE;
}
CURLMcode curl_multi_wakeup(CURLM *multi) {
  return is_there() ? curl.multi_wakeup(multi) : CURLM_BAD_HANDLE;
}
CURLMsg *curl_multi_info_read(CURLM *multi, int *left) {
  return is_there() ? curl.multi_info_read(multi, left) : NULL;
}
CURLSH *curl_share_init(void) {
  return is_there() ? curl.share_init() : NULL;
}
CURLSHcode curl_share_cleanup(CURLSH *share) {
  return is_there() ? curl.share_cleanup(share) : CURLSHE_INVALID;
}
struct curl_slist *curl_slist_append(struct curl_slist *list, const char *text) {
  return is_there() ? curl.slist_append(list, text) : NULL;
}
void curl_slist_free_all(struct curl_slist *list) {
  if (is_there()) curl.slist_free_all(list);
}
CURLU *curl_url(void) {
  return is_there() ? curl.url() : NULL;
}
void curl_url_cleanup(CURLU *url) {
  if (is_there()) curl.url_cleanup(url);
}
CURLUcode curl_url_get(CURLU *url, CURLUPart part, char **text, unsigned int flags) {
  return is_there() ? curl.url_get(url, part, text, flags) : CURLUE_BAD_HANDLE;
}
CURLUcode curl_url_set(CURLU *url, CURLUPart part, const char *text, unsigned int flags) {
  return is_there() ? curl.url_set(url, part, text, flags) : CURLUE_BAD_HANDLE;
}
void curl_free(void *bytes) {
  if (is_there()) curl.free(bytes);
}
curl_version_info_data *curl_version_info(CURLversion age) {
  return is_there() ? curl.version_info(age) : NULL;
}

/* ---- one shim a kind of argument ---- */

CURLcode ccurl_set_long(CURL *easy, CURLoption option, long value) {
  return is_there() ? curl.easy_setopt(easy, option, value) : CURLE_FAILED_INIT;
}
CURLcode ccurl_set_string(CURL *easy, CURLoption option, const char *value) {
  return is_there() ? curl.easy_setopt(easy, option, value) : CURLE_FAILED_INIT;
}
CURLcode ccurl_set_pointer(CURL *easy, CURLoption option, void *value) {
  return is_there() ? curl.easy_setopt(easy, option, value) : CURLE_FAILED_INIT;
}
CURLcode ccurl_set_list(CURL *easy, CURLoption option, struct curl_slist *value) {
  return is_there() ? curl.easy_setopt(easy, option, value) : CURLE_FAILED_INIT;
}
CURLcode ccurl_set_sink(CURL *easy, CURLoption option, curl_write_callback sink) {
  return is_there() ? curl.easy_setopt(easy, option, sink) : CURLE_FAILED_INIT;
}
CURLcode ccurl_set_before_request(CURL *easy, curl_prereq_callback callback) {
  return is_there() ? curl.easy_setopt(easy, CURLOPT_PREREQFUNCTION, callback) : CURLE_FAILED_INIT;
}
CURLcode ccurl_set_tls_context(CURL *easy, curl_ssl_ctx_callback callback) {
  return is_there() ? curl.easy_setopt(easy, CURLOPT_SSL_CTX_FUNCTION, callback) : CURLE_FAILED_INIT;
}
CURLcode ccurl_set_open_socket(CURL *easy, curl_opensocket_callback callback) {
  return is_there() ? curl.easy_setopt(easy, CURLOPT_OPENSOCKETFUNCTION, callback) : CURLE_FAILED_INIT;
}
CURLcode ccurl_get_long(CURL *easy, CURLINFO info, long *value) {
  return is_there() ? curl.easy_getinfo(easy, info, value) : CURLE_FAILED_INIT;
}
CURLcode ccurl_get_offset(CURL *easy, CURLINFO info, curl_off_t *value) {
  return is_there() ? curl.easy_getinfo(easy, info, value) : CURLE_FAILED_INIT;
}
CURLcode ccurl_get_string(CURL *easy, CURLINFO info, const char **value) {
  return is_there() ? curl.easy_getinfo(easy, info, value) : CURLE_FAILED_INIT;
}
CURLcode ccurl_get_socket(CURL *easy, CURLINFO info, curl_socket_t *value) {
  return is_there() ? curl.easy_getinfo(easy, info, value) : CURLE_FAILED_INIT;
}
CURLMcode ccurl_multi_set_long(CURLM *multi, CURLMoption option, long value) {
  return is_there() ? curl.multi_setopt(multi, option, value) : CURLM_BAD_HANDLE;
}
CURLSHcode ccurl_share_data(CURLSH *share, curl_lock_data data) {
  return is_there() ? curl.share_setopt(share, CURLSHOPT_SHARE, data) : CURLSHE_INVALID;
}
CURLcode ccurl_message_result(const CURLMsg *message) { return message->data.result; }
