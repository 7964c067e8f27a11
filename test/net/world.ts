import pg from 'pg';
import type { NewEntry } from '../../auditlog/types.js';
import { loadDemo } from '../../ingest/demo/load.js';
import { loadPolicy } from '../../policy/loading/load.js';
import type { SourceName } from '../../schema/sources.js';
import { recordSourceNames } from '../../schema/sources.js';
import { compileStatement } from '../../storage/pool/database.js';
import type { SourceDatabase } from '../../storage/types.js';
import { linkKey } from '../ingest/support/samples.js';
import { noting, openTestDeployment, type TestDeployment } from '../support/deployment.js';
import { deliver, deliveriesOf } from './deliveries.js';
import { settleIds } from './settle.js';

/** Counts for originators that records of theirs were tried. */
const ofTried = /count\(distinct \(r\.asked, r\.id\)\)/;

/** A statement that a source sent, and how many rows came. */
export interface SentStatement {
  readonly source: SourceName;
  readonly text: string;
  readonly rows: number;
}

/** The deployment that the net asks, with what it sends and writes while it answers. */
export interface World {
  readonly deployment: TestDeployment;
  readonly client: pg.Client;
  /** What has come since it was asked last. */
  takeStatements(): readonly SentStatement[];
  takeEntries(): readonly NewEntry[];
  close(): Promise<void>;
}

/** Formats whose deliveries stand beside the demonstration: kinds, sources and versions that it lacks. */
const beside = ['portcullis-jsonl', 'un-consolidated', 'ftm', 'pirate-attacks', 'cbp-seizures', 'unlocode'] as const;

/** Opens the deployment over the demonstration and some deliveries; ids and statistics are the same in every run. */
export async function openWorld(onDemo: (client: pg.Client) => Promise<void>): Promise<World> {
  const statements: SentStatement[] = [];
  const entries: NewEntry[] = [];
  const takeTurn = oneAfterTheOther();
  const deployment = await openTestDeployment({
    linkKey,
    // A busy machine must not change an answer.
    settings: { deadlineMs: 120_000, sourceTimeoutMs: 60_000 },
    watch: (source, database) => watched(source, database, takeTurn, (statement) => void statements.push(statement)),
    watchLog: noting(entries),
  });
  const client = new pg.Client({ connectionString: deployment.adminUrl });
  await client.connect();
  await loadDemo({ databases: deployment.databases, linkKey, policy: loadPolicy() });
  await onDemo(client);
  for (const format of beside) {
    for (const files of deliveriesOf(format)) await deliver(format, files, deployment.databases);
  }
  await settleIds(client);
  await settlePages(client);
  return {
    deployment,
    client,
    takeStatements: () => statements.splice(0),
    takeEntries: () => entries.splice(0),
    close: async () => {
      await client.end();
      await deployment.close();
    },
  };
}

/** Writes each table anew in the order of its keys, and counts it: plans go by pages and statistics. */
async function settlePages(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ table: string; key: string }>(
    `select x.indrelid::regclass::text as table, c.relname as key from pg_index x join pg_class c on c.oid = x.indexrelid
     join pg_namespace n on n.oid = c.relnamespace
     where x.indisprimary and n.nspname = any($1) order by 1`,
    [recordSourceNames],
  );
  for (const { table, key } of rows) {
    await client.query(`alter table ${table} set (autovacuum_enabled = off)`);
    await client.query(`cluster ${table} using ${key}`);
    await client.query(`analyze ${table}`);
  }
}

type TakeTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Runs what it is given in the order in which it was asked to. Loaders gather what is asked for while others wait: answers
 * that come in any order make another number of statements of the same question.
 */
function oneAfterTheOther(): TakeTurn {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const mine = last.then(work);
    last = mine.catch(() => undefined);
    return mine;
  };
}

function watched(
  source: SourceName,
  database: SourceDatabase,
  takeTurn: TakeTurn,
  tell: (statement: SentStatement) => void,
): SourceDatabase {
  return {
    timeoutMs: database.timeoutMs,
    get statements() {
      return database.statements;
    },
    close: () => database.close(),
    rows: async <Row>(...[statement, options]: Parameters<SourceDatabase['rows']>) => {
      const rows = await takeTurn(() => database.rows<Row>(statement as never, options));
      const text = compileStatement(statement).sql;
      // Why left out: nobody waits for the count of what was tried, so that it may come with the next question.
      if (!ofTried.test(text)) tell({ source, text, rows: rows.length });
      return rows;
    },
  };
}
