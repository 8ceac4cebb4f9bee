/**
 * What the app's page may load. Scripts and WebAssembly come from the app alone; connections may go to any host, because joining
 * a meeting on another computer is what the app is for, but never unencrypted. Inline styles stay allowed: the
 * components place popovers with them, and a style cannot run code.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data: blob:",
  "media-src 'self' blob: mediastream:",
  // 'self': the effects fetch their model and programs from the app.
  "connect-src 'self' https: wss:",
  "worker-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')
