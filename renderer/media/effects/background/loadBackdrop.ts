import type { Background } from '../effectsState.ts'
import { readOwnPicture } from '../customBackground.ts'
import { PICTURES } from '../backgroundImages.ts'
import type { Backdrop } from './FrameCompositor.ts'

/** Pictures are drawn at this width; a camera has rarely more. */
const WIDTH = 1280
const HEIGHT = 720

/** @throws Error where there is no such picture, or it is none. */
export async function loadBackdrop(background: Background): Promise<Backdrop> {
  switch (background) {
    // What is asked for while it goes off.
    case 'none':
    case 'blur':
      return { kind: 'blur', radius: 0.012 }
    case 'strongBlur':
      return { kind: 'blur', radius: 0.045 }
    case 'own': {
      const picture = await readOwnPicture()
      if (picture === null) throw new Error('There is no own picture.')
      return { kind: 'picture', picture: await createImageBitmap(picture) }
    }
    case 'dusk':
    case 'hills':
    case 'study':
    case 'paper':
      return { kind: 'picture', picture: await drawn(PICTURES[background]) }
    default:
      return background satisfies never
  }
}

/** Workers cannot read SVG, so it is made a bitmap here. */
async function drawn(url: string): Promise<ImageBitmap> {
  const image = new Image(WIDTH, HEIGHT)
  image.src = url
  await image.decode()
  const canvas = new OffscreenCanvas(WIDTH, HEIGHT)
  canvas.getContext('2d')?.drawImage(image, 0, 0, WIDTH, HEIGHT)
  return canvas.transferToImageBitmap()
}
