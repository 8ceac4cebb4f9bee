/**
 * What the page may do: its own files, its own host's socket, nothing else.
 *
 * @param origin of the page; empty where it is unknown.
 */
export function securityHeaders(origin: string): Readonly<Record<string, string>> {
  // Older Safari does not count wss: as 'self'.
  const socket = origin === '' ? '' : ` ${origin.replace(/^http/, 'ws')}`
  return {
    'Content-Security-Policy': [
      "default-src 'none'",
      // Background and noise effects run WebAssembly of our own; this does not allow eval().
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self' 'unsafe-inline'",
      "font-src 'self'",
      "img-src 'self' data: blob:",
      "media-src 'self' blob: mediastream:",
      `connect-src 'self'${socket}`,
      "worker-src 'self' blob:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join('; '),
    'X-Content-Type-Options': 'nosniff',
    'Referrer-Policy': 'no-referrer',
    'Permissions-Policy':
      'camera=(self), microphone=(self), display-capture=(self), speaker-selection=(self)',
    'Cross-Origin-Opener-Policy': 'same-origin',
  }
}
