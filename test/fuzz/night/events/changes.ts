import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ask } from '../load/ask.js';
import { officers } from '../load/officers.js';
import type { Night } from '../night.js';
import { mark } from '../words.js';
import { expectRun, type NightEvent, reload } from './event.js';

/** What changes under a deployment: its disk, its version, its policy, who else asks. */
export const changes: readonly NightEvent[] = [
  { name: 'disk full', run: fillDisk },
  {
    name: 'upgrade',
    holdsServer: true,
    async run(night) {
      await expectRun(night, 0, 'upgrade', '--check', '--json');
      await night.trouble('upgrade', () => night.house.restart());
      await expectRun(night, 0, 'audit', 'verify', '--json');
    },
  },
  { name: 'policy changes', holdsServer: true, run: changePolicy },
  { name: 'hostile client', run: attack },
];

async function fillDisk(night: Night): Promise<void> {
  const { disk } = night.house;
  if (!disk) return void night.kept.skipped.push('disk full: no file system can be mounted here');
  await night.trouble('disk full', async () => {
    disk.fill();
    await sleep(8000 + night.random.below(8000));
    disk.free();
  });
}

const asksAtBorder = officers.filter(({ agency }) => agency === 'PL-BORDER');

/** A purpose is taken from an agency, and given back; a mistake in between changes nothing. */
async function changePolicy(night: Night): Promise<void> {
  const file = join(night.house.policy, 'agencies.yaml');
  const before = readFileSync(file, 'utf8');
  const [officer] = asksAtBorder;
  if (!officer) return;
  const expectCode = async (name: string, expected: 'OK' | 'PURPOSE_NOT_ALLOWED'): Promise<void> => {
    const refusedBy = expected === 'OK' ? [] : [expected, 'OK'];
    const { code } = await ask(night, officer, {
      name,
      body: { query: '{ persons(first: 1) { edges { node { id } } } }' },
      refusedBy,
    });
    if (code !== expected) night.find('policy', `${name}: ${code}, not ${expected}`);
  };
  const reloadWith = async (text: string): Promise<string> => {
    writeFileSync(file, text);
    return await reload(night, codes);
  };
  const codes = ['PURPOSE_NOT_ALLOWED', 'POLICY_CHANGED'];
  await night.trouble(
    'a purpose is taken away',
    async () => {
      await reloadWith(
        before.replace('purposes: [BORDER_CHECK, CRIMINAL_INVESTIGATION', 'purposes: [CRIMINAL_INVESTIGATION'),
      );
      await expectCode('after a purpose was taken away', 'PURPOSE_NOT_ALLOWED');
      const said = await reloadWith(`${before}\nnothing: [`);
      if (!said.includes('reload refused')) night.find('policy', 'a policy with a mistake was taken in');
      await expectCode('after a mistake in the policy', 'PURPOSE_NOT_ALLOWED');
      await reloadWith(before);
    },
    codes,
  );
  await expectCode('after the purpose was given back', 'OK');
}

/** Somebody without a token, who writes words of their own wherever there is room for some. */
async function attack(night: Night): Promise<void> {
  const word = (n: number): string => `Intruder${mark}a${n}`;
  const send = async (n: number): Promise<void> => {
    const forms: readonly RequestInit[] = [
      { headers: { authorization: `Bearer ${word(n)}` }, body: JSON.stringify({ query: `{ ${word(n)} }` }) },
      { headers: { authorization: `Basic ${word(n)}`, 'query-purpose': word(n) }, body: word(n) },
      { headers: { 'case-reference': word(n), forwarded: word(n) }, body: JSON.stringify({ documentId: word(n) }) },
      { headers: {}, body: `{"query":"${'{a'.repeat(20_000)}` },
    ];
    const form = forms[n % forms.length] as RequestInit;
    const headers = { 'content-type': 'application/json', ...form.headers };
    const response = await fetch(night.house.url, { ...form, method: 'POST', headers });
    const text = await response.text();
    if (response.status < 400 || response.status >= 500)
      night.find('strangers', `${response.status}: ${text.slice(0, 200)}`);
  };
  for (let n = 0; n < 400; n += 8) await Promise.all([0, 1, 2, 3, 4, 5, 6, 7].map((more) => send(n + more)));
}
