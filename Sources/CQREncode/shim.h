/// libqrencode for Canvas.
#ifndef GREENBOX_CQRENCODE_SHIM_H
#define GREENBOX_CQRENCODE_SHIM_H
#if !__has_include(<qrencode.h>)
#error "libqrencode's headers are missing: apt-get install libqrencode-dev"
#endif
#include <qrencode.h>

#endif
