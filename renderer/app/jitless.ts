import { z } from 'zod'

// Compiled schemas would need `unsafe-eval`, which the content security policy rightly refuses. A schema decides
// when it is made, so this module must be imported before any that makes one.
z.config({ jitless: true })
