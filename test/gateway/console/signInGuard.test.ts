import { expect, test } from '@jest/globals';
import { assertOwnPage } from '../../../gateway/console/signInGuard.js';

/** How a page at this address is taken by a server on this port: `own`, or the header that is wrong. */
function taken(page: string, port: number, host = new URL(page).host): unknown {
  const headers = { host: [host], origin: [new URL(page).origin], 'sec-fetch-site': ['same-origin'] };
  try {
    assertOwnPage({ headers, port: () => port }, page.startsWith('https') ? 'https' : 'http');
    return 'own';
  } catch (error) {
    return (error as { readonly extensions: { readonly at: unknown } }).extensions.at;
  }
}

test.each([
  ['http://127.0.0.1:4000/', 4000],
  ['http://127.8.9.1:4000/', 4000],
  ['http://localhost:4000/', 4000],
  ['http://[::1]:4000/', 4000],
  ['https://127.0.0.1:4000/', 4000],
  ['https://localhost/', 443],
  ['http://localhost/', 80],
])('a page at %s is our own on port %i', (page, port) => {
  expect(taken(page, port)).toBe('own');
});

test('a port that browsers leave out may be written', () => {
  expect(taken('http://localhost/', 80, 'localhost:80')).toBe('own');
  expect(taken('http://localhost/', 80, 'LOCALHOST')).toBe('own');
});

test.each([
  ['http://localhost/', 443],
  ['https://localhost/', 80],
  ['http://[::2]:4000/', 4000],
  ['http://[::ffff:7f00:1]:4000/', 4000],
  ['http://0.0.0.0:4000/', 4000],
  ['http://127.0.0.1.evil.example:4000/', 4000],
  ['http://localhost.evil.example:4000/', 4000],
  ['http://localhost.:4000/', 4000],
])('a page at %s is not on port %i', (page, port) => {
  expect(taken(page, port)).toBe('host');
});

test.each(['127.0.0.1:4000/x', '127.0.0.1:4000?x', 'x@127.0.0.1:4000', '127.1:4000', '2130706433:4000', ' ', ''])(
  'the host %j is none that a browser states of our page',
  (host) => expect(taken('http://127.0.0.1:4000/', 4000, host)).toBe('host'),
);
