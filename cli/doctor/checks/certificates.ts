import { createPrivateKey, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Check } from '../check.js';
import { type Finding, failed, fault, fine, warning } from '../finding.js';

/** Days before the end of a certificate from which it is named. */
const noticeDays = 30;

/** Certificates of the listener and of the authority of its clients, and the key that must fit. */
export const certificates: Check = {
  name: 'certificates',
  look: ({ settings: { tlsCert, tlsKey, clientCa }, now }) => {
    const named = [tlsCert, clientCa].filter((path) => path !== undefined);
    return [...named.flatMap((path) => datesOf(path, now)), ...pairOf(tlsCert, tlsKey)];
  },
};

function datesOf(path: string, now: number): readonly Finding[] {
  try {
    const pems = readFileSync(path, 'utf8').match(/-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g);
    if (!pems) return [fault(path, 'It holds no certificate.', 'Put a PEM file in its place, then kill -HUP.')];
    const all = pems.map((pem) => new X509Certificate(pem));
    const from = Math.max(...all.map(({ validFrom }) => Date.parse(validFrom)));
    const to = Math.min(...all.map(({ validTo }) => Date.parse(validTo)));
    return [dated(path, { from, to, now })];
  } catch (error) {
    return [failed(path, error, 'Put a PEM file in its place, readable by the user that serves.')];
  }
}

function dated(path: string, { from, to, now }: Readonly<Record<'from' | 'to' | 'now', number>>): Finding {
  const days = Math.floor((to - now) / 86_400_000);
  const day = new Date(to).toISOString().slice(0, 10);
  const renew = 'Renew it, put it in its place, then kill -HUP.';
  if (now < from)
    return fault(path, `It is valid from ${new Date(from).toISOString()} on.`, 'Check the clock, or the file.');
  if (to <= now) return fault(path, `It ended on ${day}.`, renew);
  return days < noticeDays
    ? warning(path, `It ends on ${day}, in ${days} days.`, renew)
    : fine(path, `It ends on ${day}.`);
}

function pairOf(certificate: string | undefined, key: string | undefined): readonly Finding[] {
  if (certificate === undefined || key === undefined) return [];
  try {
    const isPair = new X509Certificate(readFileSync(certificate)).checkPrivateKey(createPrivateKey(readFileSync(key)));
    return isPair ? [] : [fault(key, `It is not the key of ${certificate}.`, 'Put both in their place together.')];
  } catch {
    return [
      fault(key, 'It cannot be read, or is no key.', 'Put a PEM file in its place, readable by the user that serves.'),
    ];
  }
}
