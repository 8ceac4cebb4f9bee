import dusk from './images/dusk.svg?url'
import hills from './images/hills.svg?url'
import paper from './images/paper.svg?url'
import study from './images/study.svg?url'

/** The addresses of the backgrounds that come with Hearth. All are drawn for it. */
export const PICTURES = { dusk, hills, study, paper } as const
