import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { linesOf } from '../house/deliveries.js';
import { ask } from '../load/ask.js';
import { machine, supervisor } from '../load/officers.js';
import type { Night } from '../night.js';
import { originator, type Planted, watchedSource } from '../words.js';
import { expectRun, type NightEvent } from './event.js';

/** What takes something away: it must never come back, after a restore neither. */
export const taking: readonly NightEvent[] = [
  { name: 'erasure', after: 'backup', run: erase },
  { name: 'expiry and purge', after: 'backup', run: expire },
  { name: 'withdrawal', after: 'backup', run: withdraw },
  { name: 'document revoked', after: 'backup', run: revoke },
];

/** Erases what the log says of one answer that showed somebody. */
async function erase(night: Night): Promise<void> {
  const before = Date.now() - 20_000;
  const shown = night.asked.filter(
    ({ persons, receipts, ended }) => persons.length > 0 && receipts.length === 1 && ended < before,
  );
  if (shown.length === 0) return;
  const [receipt] = night.random.pick(shown).receipts;
  const { log, index } = receipt as { log: string; index: number };
  await expectRun(
    night,
    0,
    'audit',
    'expire',
    '--log',
    log,
    '--index',
    String(index),
    '--reason',
    'decision 2026-114',
    '--json',
  );
  night.kept.erased.push({ log, index });
  const query = 'query ($l: String!, $i: Int!) { auditEntry(log: $l, index: $i) { erased document } }';
  const { text } = await ask(night, supervisor, {
    name: 'erased entry',
    body: { query, variables: { l: log, i: index } },
  });
  if (!text.includes('"erased":true')) night.find('erased', `${log}/${index} after its erasure: ${text.slice(0, 300)}`);
}

/** Some persons get an end in their envelope, are gone from then on, and are purged. */
async function expire(night: Night): Promise<void> {
  const leaving = some(night, night.words.here(watchedSource), 4);
  for (const each of leaving) each.isLeaving = true;
  const name = night.deliveries.deliver(leaving, new Date().toISOString());
  if (!(await night.deliveries.confirmed(name)))
    return night.find('deliveries', `${name}, which ends records, is not confirmed`);
  for (const each of leaving) each.goneAt = Date.now();
  await expectRun(night, 0, 'purge', '--json');
  await expectRun(night, 0, 'audit', 'expire', '--json');
}

/** The source of the list that is delivered whole. */
export const listed = 'ofac-consolidated';

/** Delivers the whole list of a source, by the command. */
export async function deliverList(night: Night, persons: readonly Planted[]): Promise<void> {
  const file = join(night.house.folder, 'files', `list-${Date.now()}.jsonl`);
  writeFileSync(file, linesOf(persons));
  await expectRun(
    night,
    0,
    ...['ingest', 'portcullis-jsonl', file, '--source', listed, '--originator', originator, '--full', '--json'],
  );
  for (const each of persons) each.takenInAt ??= Date.now();
}

/** A list comes without some of its persons. */
async function withdraw(night: Night): Promise<void> {
  const all = night.words.here(listed);
  const leaving = some(night, all, 2);
  for (const each of leaving) each.isLeaving = true;
  await deliverList(
    night,
    all.filter((each) => !leaving.includes(each)),
  );
  for (const each of leaving) each.goneAt = Date.now();
}

/** A partner's document is registered, run and revoked. */
async function revoke(night: Night): Promise<void> {
  const own = ['--agency', machine.agency, '--operator', 'night shift'];
  const file = join(night.house.folder, 'files', 'vessels.graphql');
  const field = night.random.pick(['id', 'name', 'flag', 'type', 'callSign']);
  writeFileSync(
    file,
    `query Vessels { vessels(first: ${1 + night.random.below(90)}) { edges { node { id ${field} } } } }`,
  );
  const printed = await expectRun(night, 0, 'documents', '--register', file, '--purpose', machine.purpose, ...own);
  const documentId = printed.trim().split('\n').at(-1) ?? '';
  await ask(night, machine, { name: 'document', body: { documentId } });
  await expectRun(night, 0, 'documents', documentId, '--revoke', ...own);
  night.kept.revoked.push(documentId);
  const { code } = await ask(night, machine, {
    name: 'revoked document',
    body: { documentId },
    refusedBy: ['PERSISTED_DOCUMENT_NOT_FOUND'],
  });
  if (code === 'OK') night.find('revoked', `${documentId} still runs`);
}

function some<T>(night: Night, all: readonly T[], count: number): readonly T[] {
  const from = night.random.below(Math.max(1, all.length - count));
  return all.slice(from, from + count);
}
