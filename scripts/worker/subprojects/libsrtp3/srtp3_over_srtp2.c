// libsrtp 3's interface over libsrtp 2; see include/srtp.h for what differs.
#define SRTP3_OVER_SRTP2_IMPLEMENTATION
#define _DEFAULT_SOURCE // For explicit_bzero.
#include "srtp.h"
#include <limits.h>
#include <stdlib.h>
#include <string.h>

// The longest key and salt of any profile are 32 and 14 bytes. libsrtp 2's policy points at the key and
// srtp_create() copies it, so it has to live as long as the policy and no longer.
struct srtp3_policy
{
	srtp_policy_t policy;
	uint8_t keyAndSalt[64];
};

srtp_err_status_t srtp3_policy_create(srtp3_policy_t* policy)
{
	*policy = calloc(1, sizeof **policy);

	return *policy ? srtp_err_status_ok : srtp_err_status_alloc_fail;
}

void srtp3_policy_destroy(srtp3_policy_t policy)
{
	if (!policy)
	{
		return;
	}

	explicit_bzero(policy->keyAndSalt, sizeof policy->keyAndSalt);
	free(policy);
}

srtp_err_status_t srtp3_policy_set_ssrc(srtp3_policy_t policy, srtp_ssrc_t ssrc)
{
	policy->policy.ssrc = ssrc;

	return srtp_err_status_ok;
}

srtp_err_status_t srtp3_policy_set_profile(srtp3_policy_t policy, srtp_profile_t profile)
{
	const srtp_err_status_t error = srtp_crypto_policy_set_from_profile_for_rtp(&policy->policy.rtp, profile);

	if (error)
	{
		return error;
	}

	return srtp_crypto_policy_set_from_profile_for_rtcp(&policy->policy.rtcp, profile);
}

// libsrtp 2 takes the salt right behind the key. Key identifiers (MKI) are not supported; mediasoup uses none.
srtp_err_status_t srtp3_policy_add_key(
  srtp3_policy_t policy,
  const uint8_t* key,
  size_t keyLen,
  const uint8_t* salt,
  size_t saltLen,
  const uint8_t* mki,
  size_t mkiLen)
{
	(void)mki;

	if (mkiLen != 0 || keyLen > sizeof policy->keyAndSalt || saltLen > sizeof policy->keyAndSalt - keyLen)
	{
		return srtp_err_status_bad_param;
	}

	memcpy(policy->keyAndSalt, key, keyLen);
	memcpy(policy->keyAndSalt + keyLen, salt, saltLen);
	policy->policy.key = policy->keyAndSalt;

	return srtp_err_status_ok;
}

srtp_err_status_t srtp3_policy_set_allow_repeat_tx(srtp3_policy_t policy, bool allow)
{
	policy->policy.allow_repeat_tx = allow;

	return srtp_err_status_ok;
}

srtp_err_status_t srtp3_policy_set_window_size(srtp3_policy_t policy, size_t packets)
{
	policy->policy.window_size = packets;

	return srtp_err_status_ok;
}

srtp_err_status_t srtp3_create(srtp_t* session, srtp3_policy_t policy)
{
	return srtp_create(session, &policy->policy);
}

typedef srtp_err_status_t (*transform_in_place)(srtp_t session, void* packet, int* length);

// libsrtp 2 works in place and writes up to `room` bytes behind the packet, so the packet is copied first (memmove:
// the caller may hand in one buffer twice, or two that overlap) and a buffer without that room is refused.
static srtp_err_status_t transform(
  transform_in_place function,
  srtp_t session,
  const uint8_t* in,
  size_t inLen,
  uint8_t* out,
  size_t* outLen,
  size_t room)
{
	if (inLen > INT_MAX - room || inLen + room > *outLen)
	{
		return srtp_err_status_buffer_small;
	}

	if (out != in)
	{
		memmove(out, in, inLen);
	}

	int length                    = (int)inLen;
	const srtp_err_status_t error = function(session, out, &length);

	if (!error)
	{
		*outLen = (size_t)length;
	}

	return error;
}

srtp_err_status_t srtp3_protect(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t mkiIndex)
{
	(void)mkiIndex;

	return transform(srtp_protect, session, in, inLen, out, outLen, SRTP_MAX_TRAILER_LEN);
}

// A protected RTCP packet also gets a four-byte index.
srtp_err_status_t srtp3_protect_rtcp(
  srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen, size_t mkiIndex)
{
	(void)mkiIndex;

	return transform(srtp_protect_rtcp, session, in, inLen, out, outLen, SRTP_MAX_TRAILER_LEN + 4);
}

srtp_err_status_t srtp3_unprotect(srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	return transform(srtp_unprotect, session, in, inLen, out, outLen, 0);
}

srtp_err_status_t srtp3_unprotect_rtcp(srtp_t session, const uint8_t* in, size_t inLen, uint8_t* out, size_t* outLen)
{
	return transform(srtp_unprotect_rtcp, session, in, inLen, out, outLen, 0);
}

srtp_err_status_t srtp3_stream_remove(srtp_t session, uint32_t ssrc)
{
	return srtp_remove_stream(session, ssrc);
}
