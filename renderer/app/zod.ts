import { z } from 'zod/v4'

// Compiled schemas would need `unsafe-eval`, which the content security policy rightly refuses and reports. A schema decides
// when it is made, and which file of a build runs first is not for us to say: so whatever of the page imports `zod` imports
// this in its place (vite.renderer.config.ts).
z.config({ jitless: true })

export * from 'zod/v4'
