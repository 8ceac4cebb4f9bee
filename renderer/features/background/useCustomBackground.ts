import { useEffect, useState } from 'react'
import { keepOwnPicture, readOwnPicture } from '../../media/effects/customBackground.ts'

export interface OwnPicture {
  /** An address of the kept picture for an `img`; null where there is none. */
  readonly url: string | null
  /** The last file could not be used. */
  readonly failed: boolean
  /** @returns whether it is kept and can be used now. */
  keep(file: File): Promise<boolean>
}

/** The person's own background, as this browser keeps it. */
export function useCustomBackground(): OwnPicture {
  const [url, setUrl] = useState<string | null>(null)
  const [failed, setFailed] = useState(false)

  useEffect(() => {
    let gone = false
    readOwnPicture().then(
      (kept) => {
        if (!gone && kept !== null) setUrl(URL.createObjectURL(kept))
      },
      () => undefined,
    )
    return () => {
      gone = true
    }
  }, [])

  // An address keeps its picture in memory until it is given up.
  useEffect(
    () => () => {
      if (url !== null) URL.revokeObjectURL(url)
    },
    [url],
  )

  const keep = async (file: File) => {
    try {
      setUrl(URL.createObjectURL(await keepOwnPicture(file)))
      setFailed(false)
      return true
    } catch {
      setFailed(true)
      return false
    }
  }
  return { url, failed, keep }
}
