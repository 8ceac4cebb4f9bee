/** Chromium's own word for it: whoever gives it has decided. */
const NO_SANDBOX = '--no-sandbox'

/**
 * Decides how `npm start` runs Hearth. Pure, so that it can be tested for systems that we are not on. Chromium's sandbox is
 * left off only where somebody says so.
 * @param {string[]} args what the person gave after `--`
 * @returns {{ kind: 'run', headless: boolean, args: string[], notice?: string } | { kind: 'refused', reason: string }}
 *   `notice` and `reason` are sentences for the person.
 */
export function launchPlan(args, { platform, env, isRoot, sandboxBlocked }) {
  const rest = args.filter((word) => word !== '--headless')
  // Without a window there is no Chromium, and the host does not know the word.
  const headless = (notice) => {
    const words = rest.filter((word) => word !== NO_SANDBOX)
    return { kind: 'run', headless: true, args: words, ...(notice && { notice }) }
  }
  if (rest.length !== args.length) return headless()
  const display = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  if (!display)
    return headless(
      'There is no display here, so Hearth hosts without a window; people join from their browsers.',
    )
  const without = rest.includes(NO_SANDBOX)
  if (platform === 'linux' && !without && (isRoot || sandboxBlocked))
    return { kind: 'refused', reason: isRoot ? AS_ROOT : BLOCKED }
  const notice =
    without && "Chromium's sandbox is off, as you asked: a fault in a page could reach your files."
  return { kind: 'run', headless: false, args: rest, ...(notice && { notice }) }
}

const OTHERWISE =
  'Host without a window: "npm start -- --headless". Or go without the sandbox at your own risk: "npm start -- --no-sandbox".'
const AS_ROOT = `Running as root, Electron has no sandbox, so Hearth was not started. Start it as an ordinary user. ${OTHERWISE}`
const BLOCKED =
  'This system keeps Electron from making its sandbox, so Hearth was not started. Let root own its helper, then start again: ' +
  'sudo chown root node_modules/electron/dist/chrome-sandbox && sudo chmod 4755 node_modules/electron/dist/chrome-sandbox. ' +
  OTHERWISE
