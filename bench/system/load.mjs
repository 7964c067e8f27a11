/*
 * Makes the rows of the whole-system scoreboard and says where the sources' databases are.
 * Usage: node system/load.mjs DATA ROWS OUT.json. Rows that are there in that number are left alone.
 */
import { randomBytes } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import pg from 'pg';
import pino from 'pino';
import { product } from '../product.mjs';
import { systemSources } from './operation.mjs';

const [data, rowsText, out] = process.argv.slice(2);
const rows = Number(rowsText);
const { readSettings } = await product('cli/config.js');
const { openCommandContext } = await product('cli/commandContext.js');
const { settings } = readSettings({ data, logLevel: 'warn' }, {});
const { databases } = await openCommandContext(settings, pino({ level: 'warn' }, pino.destination(2)));
const client = new pg.Client({ connectionString: databases.ownerUrl });
await client.connect();
let inOneDatabase;
try {
  const { rows: counts } = await client.query('select count(*)::int as n from incidents.incident');
  if (counts[0].n !== rows) {
    await client.query('begin');
    await client.query(readFileSync(new URL('rows.sql', import.meta.url), 'utf8').replaceAll('ROWS', String(rows)));
    await client.query('commit');
    for (const schema of ['cargo', 'persons', 'seizures', 'incidents']) await analyse(schema);
    // Why: what is written later is PostgreSQL's CPU too, and would be somebody's who is measured.
    await client.query('checkpoint');
  }
  inOneDatabase = await openOneDatabase();
} finally {
  await client.end();
}
const urls = Object.fromEntries(systemSources.map((name) => [name, databases.url(name)]));
urls.inOneDatabase = inOneDatabase;
writeFileSync(out, JSON.stringify(urls), { mode: 0o600 });
await databases.release();
console.log('ready');

async function analyse(schema) {
  const { rows: tables } = await client.query('select tablename from pg_tables where schemaname = $1', [schema]);
  for (const { tablename } of tables) await client.query(`vacuum analyze ${schema}.${tablename}`);
}

/** The same rows for somebody who need not federate, and the URL of one who may read nothing but as a viewer. */
async function openOneDatabase() {
  const { rows: found } = await client.query("select count(*)::int as n from pg_roles where rolname = 'bench_web'");
  if (found[0].n === 0) {
    await client.query('create role bench_viewer nologin');
    await client.query('create role bench_web login noinherit in role bench_viewer');
  }
  const password = randomBytes(24).toString('hex');
  await client.query(`alter role bench_web password '${password}'`);
  const { rows: stands } = await client.query("select to_regclass('bench_peer.consignment') is not null as yes");
  const held = stands[0].yes
    ? (await client.query('select count(*)::int as n from bench_peer.consignment')).rows[0].n
    : 0;
  if (held !== rows) {
    await client.query('begin');
    await client.query(readFileSync(new URL('postgraphile.sql', import.meta.url), 'utf8'));
    await client.query('commit');
    await analyse('bench_peer');
    await client.query('checkpoint');
  }
  return databases.ownerUrl.replace(/\/\/[^@]*@/, `//bench_web:${password}@`);
}
