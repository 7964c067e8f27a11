import pg from 'pg';
import { badUserInput } from '../../schema/errors.js';
import type { InputFile } from './inputFile.js';
import { closeFiles, openFiles } from './openFiles.js';

/** Rows of a query, as a file of JSON lines that is hashed, resumed and quoted like any other. */
export interface SqlFile extends InputFile {
  readonly rows: number;
  /** Frees its disk space. */
  close(): Promise<void>;
}

/** How a query is read. */
export interface SqlFileOptions {
  /** Name of the file in results and provenance. */
  readonly name?: string;
  /** Rows that are fetched at once; 1,000 by default. */
  readonly batchRows?: number;
  /** Rows beyond which the query is refused: 100 million by default. */
  readonly limitRows?: number;
  /** After this the server cancels the query; 0, the default, for no limit. */
  readonly timeoutMs?: number;
}

/**
 * Reads all rows of a query into a file of JSON lines, kept in the system's temporary folder until it is closed; only a
 * batch of rows is in memory. Columns keep their names; whole numbers beyond 2^53 and decimals stay exact, as text; times
 * are ISO 8601, with a zone where the column has one; bytes are hexadecimal.
 *
 * @remarks The transaction is read-only and sees one state of the database. The order of rows is the query's: without ORDER
 *   BY two runs may read different ones, which costs a killed run its progress, but no record.
 * @throws BAD_USER_INPUT where the database cannot be reached or refuses the query; never with the connection string
 */
export async function openSqlFile(url: string, query: string, options: SqlFileOptions = {}): Promise<SqlFile> {
  const { name = 'query.jsonl', batchRows = 1000, limitRows = 100_000_000, timeoutMs = 0 } = options;
  const counter = { rows: 0 };
  const client = await connect(url);
  try {
    const lines = readLines(client, { query, batchRows, limitRows, timeoutMs, counter });
    const [file] = await openFiles(['-'], { standardInput: lines });
    if (!file) throw badUserInput('The query gave no rows to read.', 'Check the query.');
    return { ...file, name, rows: counter.rows, close: () => closeFiles([file]) };
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function connect(url: string): Promise<pg.Client> {
  try {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'portcullis ingest',
      connectionTimeoutMillis: 10_000,
    });
    // Why: a connection that the server closes between two statements must not end the process; the next statement fails.
    client.on('error', () => undefined);
    await client.connect();
    return client;
  } catch (error) {
    throw badUserInput(
      `The database of the query cannot be reached${codeOf(error)}.`,
      'Check the connection string: postgresql://user:password@host:5432/database.',
    );
  }
}

interface Reading {
  readonly query: string;
  readonly batchRows: number;
  readonly limitRows: number;
  readonly timeoutMs: number;
  readonly counter: { rows: number };
}

async function* readLines(client: pg.Client, reading: Reading): AsyncGenerator<Buffer> {
  const { query, batchRows, limitRows, timeoutMs, counter } = reading;
  try {
    await client.query('begin transaction isolation level repeatable read read only');
    await client.query(`set local statement_timeout = ${Math.max(0, Math.trunc(timeoutMs))}`);
    await client.query("set local timezone = 'UTC'");
    await client.query("set local datestyle = 'ISO'");
    await client.query("set local bytea_output = 'hex'");
    // Why extended: the simple protocol takes several statements, one of which could end the transaction.
    await client.query({
      text: `declare portcullis_rows no scroll cursor for ${query.replace(/;\s*$/, '')}`,
      queryMode: 'extended',
    } as pg.QueryConfig);
    for (;;) {
      const { rows } = await client.query({ text: `fetch forward ${batchRows} from portcullis_rows`, types: asText });
      if (rows.length === 0) break;
      counter.rows += rows.length;
      if (counter.rows > limitRows)
        throw badUserInput(`The query gives more than ${limitRows} rows.`, 'Ask for fewer.');
      yield Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    }
    await client.query('rollback');
  } catch (error) {
    if (error instanceof pg.DatabaseError)
      throw badUserInput(
        `The database refuses the query${codeOf(error)}: ${firstLine(error)}.`,
        'The query must be one SELECT; try it in psql.',
      );
    throw error;
  }
}

/** Parses JSON and booleans; everything else stays as PostgreSQL writes it. */
const asText = {
  getTypeParser: (oid: number) => {
    if (oid === pg.types.builtins.BOOL) return (text: string) => text === 't';
    if (oid === pg.types.builtins.JSON || oid === pg.types.builtins.JSONB)
      return (text: string) => JSON.parse(text) as unknown;
    if (oid === pg.types.builtins.TIMESTAMPTZ) return toIso;
    if (arrays.has(oid)) return pg.types.getTypeParser(1009 as never);
    return (text: string) => text;
  },
};

/** Arrays of text, varchar, integers and uuid. */
const arrays: ReadonlySet<number> = new Set([1009, 1015, 1005, 1007, 1016, 2951, 1002, 1014]);

/** `2026-01-31 12:00:00+00` as `2026-01-31T12:00:00Z`; infinities stay as they are. */
function toIso(text: string): string {
  return text.replace(/^(\d{4}-\d\d-\d\d) (\d\d:\d\d:\d\d(?:\.\d+)?)\+00$/, '$1T$2Z');
}

/**
 * PostgreSQL's message, which names tables and columns of the operator's query; not of class 22 (data exception), where it
 * names a value of a row.
 */
function firstLine(error: pg.DatabaseError): string {
  if (error.code?.startsWith('22')) return 'a value of a row cannot be read as the query has it';
  return error.message.split('\n', 1)[0] ?? '';
}

function codeOf(error: unknown): string {
  const code = (error as { readonly code?: unknown } | null)?.code;
  return typeof code === 'string' ? ` (${code})` : '';
}
