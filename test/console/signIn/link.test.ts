import { beforeEach, describe, expect, test } from '@jest/globals';
import { decodeJwt } from 'jose';
import { openByLink } from '../../../console/signIn/link.js';
import { takeLinkCode } from '../../../console/signIn/takeLinkCode.js';
import { createSignInCodes } from '../../../gateway/console/signInCodes.js';
import { limitWrongCodes } from '../../../gateway/console/signInLimit.js';
import type { SignIn } from '../../../gateway/console/signInRoute.js';
import { PortcullisError } from '../../../schema/errors.js';
import { startHarness } from '../../gateway/support/harness.js';
import { closedAfter } from '../../support/runner/closedAfter.js';

/* Signing in by a link, from the page's side: the code beside the page, against the gateway's own route, with tokens it believes. */
let time = 0;
let isLogDown = false;
/** Bodies that left the page. */
const sent: string[] = [];
/** Loses the answers of the server, though it has them. */
let isCutOff = false;

const signIn: SignIn = {
  codes: createSignInCodes({ now: () => time }),
  wrong: limitWrongCodes(() => time),
  desk: {
    record: async () => {
      if (isLogDown) throw new PortcullisError('AUDIT_UNAVAILABLE');
    },
    mint: async (_, { agency, role }) => {
      if (isLogDown) throw new PortcullisError('AUDIT_UNAVAILABLE');
      const token = await gateway.token({ agency, role, subject: 'demo-analyst', ttlSeconds: 900 });
      return { token, expiresAt: '' };
    },
  },
};

/** As a browser's: relative to the page, with the headers that it adds. */
const pageFetch: typeof fetch = async (input, init) => {
  sent.push(String(init?.body));
  const headers = { ...(init?.headers as Record<string, string>), origin: base, 'sec-fetch-site': 'same-origin' };
  const response = await fetch(new URL(String(input), base), { ...init, headers } as RequestInit);
  if (isCutOff) throw new TypeError('Failed to fetch');
  return response;
};

const gateway = closedAfter(await startHarness({ signIn }));
const base = new URL(gateway.url).origin;
beforeEach(() => {
  time += 3_600_000;
  isLogDown = false;
  isCutOff = false;
  sent.length = 0;
});

const customs = { agency: 'NL-CUSTOMS', role: 'ANALYST' };
const border = { agency: 'PL-BORDER', role: 'ANALYST' };

/** Whom the graph takes the bearer for. */
async function agencyOf(token: string): Promise<unknown> {
  return decodeJwt(token).agency;
}

describe('a link', () => {
  test('opens to all agencies, their roles and the purposes of each', async () => {
    const door = await openByLink(signIn.codes.give(), pageFetch);
    const roles = door.agencies.find(({ id }) => id === 'NL-CUSTOMS')?.roles;
    expect(roles?.find(({ role }) => role === 'ANALYST')).toMatchObject({
      purposes: expect.arrayContaining([expect.objectContaining({ purpose: 'JOINT_OPERATION' })]),
      caseExample: expect.any(String),
    });
  });

  test('lets the story change agencies, each with its own token, purposes and case', async () => {
    const door = await openByLink(signIn.codes.give(), pageFetch);
    for (const choice of [customs, border, customs]) {
      const officer = await door.enter(choice);
      expect(officer).toMatchObject({ ...choice, subject: 'demo-analyst', purposes: expect.any(Array) });
      expect(officer.purposes.length).toBeGreaterThan(0);
      expect(await agencyOf(await officer.token({ renew: false }))).toBe(choice.agency);
    }
    expect(new Set(sent).size).toBe(4);
  });

  test('renews the token by the next code, for the same officer', async () => {
    const door = await openByLink(signIn.codes.give(), pageFetch);
    const officer = await door.enter(customs);
    const first = await officer.token({ renew: false });
    const second = await officer.token({ renew: true });
    expect(second).not.toBe(first);
    expect(await agencyOf(second)).toBe('NL-CUSTOMS');
    expect(await officer.token({ renew: false })).toBe(second);
  });

  test('keeps its codes in turn where several things are asked at once', async () => {
    const door = await openByLink(signIn.codes.give(), pageFetch);
    const officers = await Promise.all([door.enter(customs), door.enter(border), door.enter(customs)]);
    await Promise.all(officers.map(({ token }) => token({ renew: true })));
    const agencies = await Promise.all(
      officers.map(async ({ token }) => await agencyOf(await token({ renew: false }))),
    );
    expect(agencies).toEqual(['NL-CUSTOMS', 'PL-BORDER', 'NL-CUSTOMS']);
  });

  test('opens once', async () => {
    const code = signIn.codes.give();
    await openByLink(code, pageFetch);
    await expect(openByLink(code, pageFetch)).rejects.toMatchObject({ code: 'CODE_REFUSED' });
  });

  test('whose answer was lost is used, and says so when it is tried again', async () => {
    const code = signIn.codes.give();
    isCutOff = true;
    await expect(openByLink(code, pageFetch)).rejects.toMatchObject({ code: 'NOT_REACHED' });
    isCutOff = false;
    await expect(openByLink(code, pageFetch)).rejects.toMatchObject({ code: 'CODE_REFUSED' });
  });

  test('whose exchange could not be logged opens once it can', async () => {
    const door = await openByLink(signIn.codes.give(), pageFetch);
    isLogDown = true;
    await expect(door.enter(customs)).rejects.toMatchObject({ code: 'NOT_LOGGED' });
    isLogDown = false;
    expect(await door.enter(customs)).toMatchObject(customs);
  });

  test.each([
    ['that is wrong', 'CODE_REFUSED', () => openByLink('wrong', pageFetch)],
    ['that is empty', 'CODE_REFUSED', () => openByLink('', pageFetch)],
    ['to a server that does not run', 'NOT_REACHED', () => openByLink('x', () => Promise.reject(new TypeError()))],
    ['that a proxy answers with a page', 'NOT_AN_ANSWER', () => openByLink('x', async () => new Response('<html>'))],
    ['of another server', 'NOT_AN_ANSWER', () => openByLink('x', async () => Response.json({ status: 'not found' }))],
    [
      'of a page that is framed',
      'ELSEWHERE',
      () =>
        openByLink('x', (url, init) =>
          fetch(new URL(String(url), base), { ...init, headers: { 'content-type': 'application/json' } }),
        ),
    ],
  ])('%s is refused as %s', async (_, code, open) => {
    await expect(open()).rejects.toMatchObject({ name: 'SignInError', code });
  });

  test('says so where too many wrong ones were tried', async () => {
    for (let tries = 0; tries < 5; tries += 1)
      await expect(openByLink('wrong', pageFetch)).rejects.toMatchObject({ code: 'CODE_REFUSED' });
    await expect(openByLink('wrong', pageFetch)).rejects.toMatchObject({ code: 'TOO_MANY' });
    expect(await openByLink(signIn.codes.give(), pageFetch)).toMatchObject({ kind: 'link' });
  });

  test('is at its end where the server does not know the code of the page any more', async () => {
    const door = await openByLink(signIn.codes.give(), pageFetch);
    const { token } = await door.enter(customs);
    time += 24 * 3_600_000;
    await expect(token({ renew: true })).rejects.toMatchObject({ code: 'ENDED' });
    await expect(door.enter(border)).rejects.toMatchObject({ code: 'ENDED' });
  });

  test('gives nothing for a role that is not offered', async () => {
    const door = await openByLink(signIn.codes.give(), pageFetch);
    const system = { agency: 'BE-CUSTOMS', role: 'SYSTEM_CLIENT' };
    await expect(door.enter(system)).rejects.toMatchObject({ code: 'NOT_OFFERED' });
    expect(await door.enter(customs)).toMatchObject(customs);
  });
});

describe('who left', () => {
  test('has no token any more, even one that was on its way', async () => {
    const door = await openByLink(signIn.codes.give(), pageFetch);
    const officer = await door.enter(customs);
    const underWay = officer.token({ renew: true });
    await officer.leave();
    const tokens = [underWay, officer.token({ renew: false }), officer.token({ renew: true })];
    for (const each of await Promise.allSettled(tokens)) expect(each).toMatchObject({ reason: { code: 'ENDED' } });
  });
});

describe('the address', () => {
  const replaced: unknown[] = [];
  const history = { replaceState: (...given: unknown[]) => void replaced.push(given) };
  const take = (hash: string) => takeLinkCode({ hash, pathname: '/' }, history);
  beforeEach(() => void replaced.splice(0));

  test('loses the code at once', () => {
    expect(take('#/sign-in?code=abc')).toBe('abc');
    expect(replaced).toEqual([[null, '', '/#/']]);
  });

  test('of any other page is left alone', () => {
    for (const hash of ['', '#/', '#/persons/person_1', '#/search?code=abc']) expect(take(hash)).toBeUndefined();
    expect(replaced).toEqual([]);
  });
});
