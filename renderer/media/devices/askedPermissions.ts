/** A question of the browser that is open. */
export interface AskedPermission {
  /** Resolves when the person has answered. */
  readonly answered: Promise<void>
}

/** The questions that a capture may still wait for. None where the browser does not tell. */
export async function askedPermissions({ audio, video }: MediaStreamConstraints): Promise<AskedPermission[]> {
  const names = [audio ? ('microphone' as const) : [], video ? ('camera' as const) : []].flat()
  const all = await Promise.all(names.map((name) => navigator.permissions.query({ name }))).catch(() => [])
  return all
    .filter(({ state }) => state === 'prompt')
    .map((status) => ({
      answered: new Promise((resolve) => {
        status.addEventListener('change', () => resolve(), { once: true })
      }),
    }))
}
