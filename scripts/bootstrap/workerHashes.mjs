/**
 * SHA-256 of mediasoup's official worker archives, by file name. Upstream publishes no checksum or signature, so each is
 * filled in by somebody who has compared a download from several networks: `node scripts/hashWorkers.mjs` prints the
 * lines. What is not in here is not downloaded.
 * @type {Readonly<Record<string, string>>}
 */
export const WORKER_SHA256 = {}
