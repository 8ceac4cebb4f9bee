import dusk from './pictures/dusk.svg?url'
import hills from './pictures/hills.svg?url'
import paper from './pictures/paper.svg?url'
import study from './pictures/study.svg?url'

/** The addresses of the backgrounds that come with Hearth. All are drawn for it. */
export const PICTURES = { dusk, hills, study, paper } as const
