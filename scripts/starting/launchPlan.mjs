/**
 * Decides how `npm start` runs Hearth. Pure, so that it can be tested for systems that we are not on.
 * @param {string[]} args what the person gave after `--`
 * @returns {{ headless: boolean, args: string[], notice?: string, sandbox: boolean }} `notice` is a sentence for
 *   the person; `sandbox` says whether Chromium's sandbox can be used.
 */
export function launchPlan(args, { platform, env, isRoot, sandboxBlocked }) {
  const rest = args.filter((word) => word !== '--headless')
  if (rest.length !== args.length) return { headless: true, args: rest, sandbox: true }
  const display = platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY)
  if (!display) {
    const notice =
      'There is no display here, so Hearth hosts without a window; people join from their browsers.'
    return { headless: true, args: rest, sandbox: true, notice }
  }
  if (platform === 'linux' && (isRoot || sandboxBlocked)) {
    const notice = isRoot
      ? "Running as root, which Electron does only without its sandbox; start Hearth as an ordinary user for people's safety."
      : 'This system keeps Electron from making its sandbox, so Hearth runs without it. To change that, let root own ' +
        'the file chrome-sandbox in node_modules/electron/dist and give it mode 4755.'
    return { headless: false, args: rest, sandbox: false, notice }
  }
  return { headless: false, args: rest, sandbox: true }
}
