import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageFile } from '../../../../schema/files.js';
import { expectRun } from '../events/event.js';
import { type Asked, ask } from '../load/ask.js';
import { supervisor } from '../load/officers.js';
import type { Night } from '../night.js';

/** How many answers are compared with what the log says that they showed. */
const mostLooked = 60;

/** Every answer that somebody got has its entry, as its receipt says: by an export, which the tool of outsiders verifies. */
export async function expectLogged(night: Night): Promise<void> {
  const answered = night.asked.filter(({ receipts }) => receipts.length > 0);
  for (const log of new Set(answered.flatMap(({ receipts }) => receipts.map((receipt) => receipt.log)))) {
    const file = join(night.house.folder, 'files', `${log}.export`);
    await expectRun(night, 0, 'audit', 'export', '--log', log, '--output', file);
    await expectVerified(night, log, file);
    const entries = entriesOf(readFileSync(file, 'utf8'));
    for (const each of answered) expectEntries(night, log, each, entries);
  }
}

async function expectVerified(night: Night, log: string, file: string): Promise<void> {
  const printed = await expectRun(night, 0, 'audit', 'export', '--public-keys', '--log', log);
  const known = printed
    .trim()
    .split('\n')
    .flatMap((key) => ['--key', key]);
  const { status, stdout, stderr } = spawnSync(process.execPath, [
    packageFile('tools', 'verify-audit.mjs'),
    'export',
    file,
    ...known,
  ]);
  if (status !== 0) night.find('log', `tools/verify-audit.mjs says of ${log}: ${stdout} ${stderr}`);
}

interface Entry {
  readonly leafHash: string;
  readonly header: { readonly requestId?: string; readonly agency?: string; readonly disclosed?: number };
}

function entriesOf(text: string): readonly Entry[] {
  return text.split('\n').flatMap((line) => {
    const [word, leaf = '', header] = line.split(' ');
    if (word !== 'leaf' && word !== 'expired') return [];
    const leafHash = createHash('sha256').update(Buffer.of(0)).update(Buffer.from(leaf, 'base64')).digest('hex');
    const said = header ? JSON.parse(Buffer.from(header, 'base64').subarray(16).toString('utf8')) : {};
    return [{ leafHash, header: said }];
  });
}

function expectEntries(night: Night, log: string, asked: Asked, entries: readonly Entry[]): void {
  const own = asked.receipts
    .filter((receipt) => receipt.log === log)
    .map((receipt) => ({ receipt, entry: entries[receipt.index] }));
  for (const { receipt, entry } of own) {
    const is = `${log}/${receipt.index} of ${asked.agency}, ${asked.question} at ${new Date(asked.begun).toISOString()}`;
    if (entry?.leafHash !== receipt.leafHash) night.find('log', `${is}: the entry is not there`);
    else if (!entry.header.requestId?.startsWith(asked.requestId))
      night.find('log', `${is}: the entry is of another request`);
    else if (entry.header.agency !== asked.agency) night.find('log', `${is}: the entry names ${entry.header.agency}`);
  }
  const named = own.reduce((sum, { entry }) => sum + (entry?.header.disclosed ?? 0), 0);
  if (own.length > 0 && named < asked.persons.length) {
    night.find(
      'log',
      `${log}/${own[0]?.receipt.index}: ${asked.persons.length} persons were shown, ${named} are named`,
    );
  }
}

/** Whom an answer showed, the log names, as an auditor reads it: of some answers. */
export async function expectNamed(night: Night): Promise<void> {
  const isErased = ({ receipts }: Asked): boolean =>
    night.kept.erased.some(({ log, index }) => receipts[0]?.log === log && receipts[0].index === index);
  const shown = night.asked.filter((each) => each.persons.length > 0 && each.receipts.length === 1 && !isErased(each));
  const query = `query ($i: Int!, $l: String!) { auditEntry(index: $i, log: $l) { requestId disclosed { id } } }`;
  for (let looked = 0; looked < Math.min(mostLooked, shown.length); looked += 1) {
    const { receipts, persons, question, requestId } = night.random.pick(shown);
    const variables = { i: receipts[0]?.index, l: receipts[0]?.log };
    const { text } = await ask(night, supervisor, { name: 'entry', body: { query, variables } });
    const missing = persons.filter((id) => !text.includes(id));
    if (missing.length > 0 || !text.includes(requestId)) {
      night.find(
        'log',
        `${variables.l}/${variables.i} (${question}) does not name ${missing.join(', ')}: ${text.slice(0, 300)}`,
      );
    }
  }
}
