import { z } from 'zod'

/**
 * How a package of the app may be called. A name and no path, on every system: packers and browsers put spaces, brackets
 * and letters of all languages into it. The packing, the feed's reader and the list of installers go by this one.
 */
export const packageNameSchema = z
  .string()
  .max(200)
  .regex(/^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N} _.+~()[\],&@#!'-]*[\p{L}\p{M}\p{N}_)\]])?$/u)
