import { extname } from 'node:path/posix';
import { styleHashes } from './styleHashes.js';

/** Headers of every answer of the console. */
export const fixedHeaders = {
  'x-content-type-options': 'nosniff',
  // Another site may not load it: from the size of a file it would learn which version runs here.
  'cross-origin-resource-policy': 'same-origin',
} as const;

/**
 * Headers of the page at `/`.
 *
 * @param issuer where it signs in; absent: it calls this server alone
 */
export function pageHeaders(issuer: string | undefined): Readonly<Record<string, string>> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': contentSecurityPolicy(issuer),
    'cross-origin-opener-policy': 'same-origin',
    'referrer-policy': 'no-referrer',
    'permissions-policy': permissionsPolicy,
    ...fixedHeaders,
  };
}

/**
 * Headers of a file below `/assets/`. One with a hash in its name never changes; another may.
 *
 * @throws Error where the ending of the name is not known
 */
export function assetHeaders(name: string): Readonly<Record<string, string>> {
  const type = types[extname(name)];
  if (type === undefined) throw new Error(`assets/${name}: no media type is known for its ending`);
  const cacheControl = hashedName.test(name) ? 'public, max-age=31536000, immutable' : 'no-store';
  return { 'content-type': type, 'cache-control': cacheControl, ...fixedHeaders };
}

/** As the build writes names: eight characters of a hash before the ending. */
const hashedName = /-[\w-]{8}\.[a-z0-9]+$/;

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.png': 'image/png',
  '.svg': 'image/svg+xml; charset=utf-8',
  '.txt': 'text/plain; charset=utf-8',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

function contentSecurityPolicy(issuer: string | undefined): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    ["style-src 'self'", ...styleHashes].join(' '),
    "img-src 'self' blob: data:",
    "font-src 'self'",
    issuer === undefined ? "connect-src 'self'" : `connect-src 'self' ${new URL(issuer).origin}`,
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ].join('; ');
}

/** What the console has no use for. It writes to the clipboard, and never reads it. */
const permissionsPolicy = [
  ...['accelerometer', 'autoplay', 'camera', 'clipboard-read', 'display-capture', 'geolocation'],
  ...['gyroscope', 'hid', 'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment'],
  ...['publickey-credentials-get', 'screen-wake-lock', 'serial', 'usb', 'xr-spatial-tracking'],
]
  .map((feature) => `${feature}=()`)
  .join(', ');
