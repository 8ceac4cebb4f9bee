// libsrtp 3's interface as far as mediasoup uses it, implemented over libsrtp 2 in srtp3_over_srtp2.c.
//
// Three things differ. A policy is opaque and filled in by calls. Protecting reads one buffer and writes another,
// whose size comes in and whose used length goes out. And two error codes are new.
// The functions have names of their own, since libsrtp 2 defines the same ones with other parameters; the macros
// at the end give mediasoup's source the names that it calls.
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <srtp2/srtp.h>

#ifdef __cplusplus
extern "C" {
#endif

// libsrtp 2 ends at 27; these are libsrtp 3's numbers.
#define srtp_err_status_buffer_small ((srtp_err_status_t)28)
#define srtp_err_status_cryptex_err ((srtp_err_status_t)29)

typedef struct srtp3_policy* srtp3_policy_t;

srtp_err_status_t srtp3_policy_create(srtp3_policy_t* policy);
void srtp3_policy_destroy(srtp3_policy_t policy);
srtp_err_status_t srtp3_policy_set_ssrc(srtp3_policy_t policy, srtp_ssrc_t ssrc);
srtp_err_status_t srtp3_policy_set_profile(srtp3_policy_t policy, srtp_profile_t profile);
srtp_err_status_t srtp3_policy_add_key(
  srtp3_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* mki,
  size_t mkiLen);
srtp_err_status_t srtp3_policy_set_allow_repeat_tx(srtp3_policy_t policy, bool allow);
srtp_err_status_t srtp3_policy_set_window_size(srtp3_policy_t policy, size_t packets);

srtp_err_status_t srtp3_create(srtp_t* session, srtp3_policy_t policy);
srtp_err_status_t srtp3_protect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t mkiIndex);
srtp_err_status_t srtp3_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t mkiIndex);
srtp_err_status_t srtp3_unprotect(srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen);
srtp_err_status_t srtp3_unprotect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen);
srtp_err_status_t srtp3_stream_remove(srtp_t session, uint32_t ssrc);

#ifdef __cplusplus
}
#endif

// The implementation itself needs libsrtp 2's meaning of these names.
#ifndef SRTP3_OVER_SRTP2_IMPLEMENTATION
#define srtp_policy_t srtp3_policy_t
#define srtp_policy_create srtp3_policy_create
#define srtp_policy_destroy srtp3_policy_destroy
#define srtp_policy_set_ssrc srtp3_policy_set_ssrc
#define srtp_policy_set_profile srtp3_policy_set_profile
#define srtp_policy_add_key srtp3_policy_add_key
#define srtp_policy_set_allow_repeat_tx srtp3_policy_set_allow_repeat_tx
#define srtp_policy_set_window_size srtp3_policy_set_window_size
#define srtp_create srtp3_create
#define srtp_protect srtp3_protect
#define srtp_unprotect srtp3_unprotect
#define srtp_protect_rtcp srtp3_protect_rtcp
#define srtp_unprotect_rtcp srtp3_unprotect_rtcp
#define srtp_stream_remove srtp3_stream_remove
#endif
