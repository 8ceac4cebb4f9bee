import { z } from 'zod'

/** The secret by which people show that a host is theirs: 32 random bytes in base64url. */
export const hostKeySchema = z.string().regex(/^[\w-]{43}$/)
