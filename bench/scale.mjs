/*
 * A million records of each kind: what counts and facets take of consignments, seizures and incidents; and among as many persons what the
 * statement of candidates and the whole answer take, and what is found of names that are written otherwise.
 * Usage: npm run bench:scale -- [--only counts] [--rows 1000000] [--questions 400] [--json]
 */
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import pino from 'pino';
import { dataDirectory } from './data.mjs';
import { changes } from './matching/changes.mjs';
import { openAsking } from './scale/ask.mjs';
import { measureCounts } from './scale/counts.mjs';
import { measureExports } from './scale/exports.mjs';
import { fillRecords } from './scale/fill.mjs';
import { loadPersons } from './scale/load.mjs';

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'counts,names' },
    envelopes: { type: 'string', default: '300' },
    questions: { type: 'string', default: '400' },
    seed: { type: 'string', default: '1' },
    json: { type: 'boolean', default: false },
    missed: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`Usage: npm run bench:scale -- [options]

  --rows N        records of each kind, invented and brought in straight into the tables; kept for the next run (default 1000000)
  --only PART     counts, names among persons, or exports (default the first two)
  --envelopes N   distinct ones of each source (default 300)
  --questions N   persons asked for, as written and in each way of writing otherwise (default 400)
  --seed N        of who is asked for, and of the changes (default 1)
  --missed        print names that the candidates do not have
  --json          print one JSON object`);
  process.exit();
}
const { readSettings } = await import('../dist/cli/config.js');
const { openCommandContext } = await import('../dist/cli/commandContext.js');
const { matcherVersion } = await import('../dist/matching/index.js');
const rows = Number(values.rows);
const say = (text) => values.json || console.error(text);
const measured = { rows };
if (values.only.includes('counts')) {
  const envelopes = Number(values.envelopes);
  await withDatabase(dataDirectory(`counts-${rows}-${envelopes}`), async (url) => {
    await fillRecords(url, { rows, envelopes }, say);
    Object.assign(measured, await measureCounts(url, say));
  });
}
if (values.only.includes('exports')) {
  const envelopes = Number(values.envelopes);
  const data = dataDirectory(`counts-${rows}-${envelopes}`);
  await withDatabase(data, (url) => fillRecords(url, { rows, envelopes }, say));
  Object.assign(measured, await measureExports(data, say));
}
if (values.only.includes('names')) {
  const data = dataDirectory(`names-${rows}`);
  const filled = join(data, `filled-${matcherVersion}`);
  if (!existsSync(filled)) rmSync(data, { recursive: true, force: true });
  await withDatabase(data, async (url) => {
    if (!existsSync(filled)) {
      await loadPersons(url, rows, say);
      writeFileSync(filled, '');
    }
    Object.assign(measured, await measure(url));
  });
}
if (values.json) console.log(JSON.stringify(measured));
else for (const [name, value] of Object.entries(measured)) console.log(`${name}: ${JSON.stringify(value)}`);

/** A PostgreSQL of its own in a directory, for as long as the work takes. */
async function withDatabase(data, work) {
  const { settings } = readSettings({ data, logLevel: 'warn' }, {});
  const context = await openCommandContext(settings, pino({ level: 'warn' }, pino.destination(2)), { mayCreate: true });
  try {
    await work(context.databases.ownerUrl);
  } finally {
    await context.databases.stop();
  }
}

/** Every way of asking, for persons that the asker may see. */
async function measure(url) {
  const persons = await sample(url);
  const asking = openAsking(url);
  await asking.warm();
  const { swapped, letterDropped, partDropped, turned } = changes(Number(values.seed));
  const ways = { asWritten: (name) => name, swapped, letterDropped, partDropped, turned };
  for (const { name } of persons.slice(0, 50)) await asking.ask(name);
  const found = {};
  for (const [way, change] of Object.entries(ways)) {
    const answers = [];
    for (const { id, name } of persons) {
      const asked = change(name);
      if (asked === undefined) continue;
      const answer = await asking.ask(asked);
      // Why by name: of the usual ones hundreds are borne by several.
      const isCandidate = answer.candidates.names.has(name);
      if (!isCandidate && values.missed) say(`${way}: ${name} / ${asked}`);
      answers.push({ ...answer, isCandidate, isFound: answer.found.includes(id) });
    }
    found[way] = {
      asked: answers.length,
      candidates: share(answers, ({ isCandidate }) => isCandidate),
      inFirstFive: share(answers, ({ isFound }) => isFound),
      timeouts: answers.filter(({ state }) => state === 'TIMEOUT').length,
      candidatesMs: quantiles(answers.map(({ candidates }) => candidates.ms)),
      wholeMs: quantiles(answers.map(({ ms }) => ms)),
    };
  }
  await asking.close();
  return found;
}

/** Persons at random, of those that are lent to the asker. */
async function sample(url) {
  const client = new pg.Client(url);
  await client.connect();
  const { rows: found } = await client.query(
    `select id, name from persons.person where originator <> 'EU-ANALYSIS' and classification < 4
     order by md5(id || $1) limit $2`,
    [values.seed, Number(values.questions)],
  );
  await client.end();
  return found;
}

function share(answers, is) {
  return Math.round((1e4 * answers.filter(is).length) / answers.length) / 1e4;
}

function quantiles(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part) => Math.round(10 * sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), most: at(1) };
}
