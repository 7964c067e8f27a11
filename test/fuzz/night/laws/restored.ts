import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { runCommand } from '../../../support/command.js';
import { createService } from '../house/service.js';
import { ask } from '../load/ask.js';
import { machine, supervisor } from '../load/officers.js';
import type { Night } from '../night.js';
import { expectThere } from './records.js';

/** How many entries from before the backup are looked for. */
const mostLooked = 40;

/** By the archive or without, and when what is restored had ended, ms. */
interface HowRestored {
  readonly withArchive: boolean;
  readonly stoppedAt: number;
}

/**
 * The first backup is restored elsewhere, by keys and heads of today: what was there is there, and what was taken away since is not.
 * With the archive, all that ever was.
 */
export async function expectRestored(night: Night, { withArchive, stoppedAt }: HowRestored): Promise<void> {
  const { backup } = night.kept;
  if (!backup) return;
  const law = withArchive ? 'restored by the archive' : 'restored';
  const { folder } = night.house;
  const data = join(folder, 'disk', withArchive ? 'by-archive' : 'by-backup');
  for (const name of ['keys', 'heads']) cpSync(join(night.house.data, name), join(data, name), { recursive: true });
  const config = join(folder, 'restored.yaml');
  const { traces: _, metricsPort: __, walArchive, ...settings } = parse(readFileSync(night.house.config, 'utf8'));
  writeFileSync(config, stringify({ ...settings, data }));
  const run = (...args: readonly string[]) => runCommand([...args, '--config', config]).said();
  const archive = withArchive ? ['--wal-archive', walArchive] : [];
  const { code, out, err } = await run('restore', backup.path, '--json', ...archive);
  if (code !== 0) return night.find(law, `ended with ${code}: ${out} ${err}`);
  const end = JSON.parse(out) as Restored;
  const lost = end.left.map(({ log, committed, found }) => [log, (committed?.size ?? 0) - found.size] as const);
  night.say(`${law}: ${JSON.stringify(end.redone)}, entries lost: ${JSON.stringify(lost)}, goes on as ${end.logId}`);
  if (withArchive && lost.some(([, count]) => count > 0)) night.find(law, `entries are lost: ${JSON.stringify(lost)}`);
  const serving = ['--config', config, '--log-id', end.logId];
  const server = createService(['serve', ...serving], /ready at/, () => false);
  await server.start();
  const asOf = withArchive ? stoppedAt : backup.begunAt;
  try {
    await expectThere(
      night,
      night.words.here().filter(({ takenInAt = 0 }) => takenInAt < asOf),
      law,
    );
    await expectTakenAway(night, law);
    await expectEntriesBefore(night, asOf, law);
  } finally {
    await server.stop();
  }
  const verify = await run('audit', 'verify', '--log', end.logId, '--log-id', end.logId, '--json');
  if (verify.code !== 0)
    night.find(law, `audit verify of ${end.logId} ended with ${verify.code}: ${verify.out.slice(0, 1500)}`);
}

/** What `restore --json` says. */
interface Restored {
  /** The log that goes on. */
  readonly logId: string;
  readonly left: readonly {
    readonly log: string;
    readonly committed: { readonly size: number } | null;
    readonly found: { readonly size: number };
  }[];
  readonly redone: Readonly<Record<string, number>>;
}

async function expectTakenAway(night: Night, law: string): Promise<void> {
  for (const documentId of night.kept.revoked) {
    const refusedBy = ['PERSISTED_DOCUMENT_NOT_FOUND'];
    const { code } = await ask(night, machine, { name: 'revoked document, restored', body: { documentId }, refusedBy });
    if (!refusedBy.includes(code)) night.find(law, `${documentId}, which was revoked, ends with ${code}`);
  }
  const query = 'query ($l: String!, $i: Int!) { auditEntry(log: $l, index: $i) { erased document disclosed { id } } }';
  for (const { log, index } of night.kept.erased) {
    const body = { query, variables: { l: log, i: index } };
    const { text } = await ask(night, supervisor, { name: 'erased entry, restored', body });
    // Null: it was answered after the backup, and is lost with all that was.
    if (/"erased":true|"auditEntry":null/.test(text)) continue;
    night.find(law, `${log}/${index}, which was erased: ${text.slice(0, 300)}`);
  }
}

async function expectEntriesBefore(night: Night, asOf: number, law: string): Promise<void> {
  const before = night.asked.filter(({ receipts, ended }) => receipts.length === 1 && ended < asOf);
  const query = 'query ($l: String!, $i: Int!) { auditEntry(log: $l, index: $i) { leafHash } }';
  for (let looked = 0; looked < Math.min(mostLooked, before.length); looked += 1) {
    const [receipt] = night.random.pick(before).receipts;
    const variables = { l: receipt?.log, i: receipt?.index };
    const { text } = await ask(night, supervisor, { name: 'entry, restored', body: { query, variables } });
    if (text.includes(`"leafHash":"${receipt?.leafHash}"`)) continue;
    night.find(law, `${variables.l}/${variables.i} is not there: ${text.slice(0, 300)}`);
  }
}
