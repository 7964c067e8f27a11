/*
 * What ingest costs: a synthetic delivery of maritime incidents, read from a file by `portcullis ingest` as an operator
 * would, with the memory of its process sampled; beside it a raw COPY of the very rows that it stored, into tables with
 * the same indexes and foreign keys. Usage: npm run bench:ingest -- [--megabytes 1024] [--limit 300] [--json]
 */
import { spawn } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { dataDirectory, scratch } from './data.mjs';

const { values } = parseArgs({
  options: {
    megabytes: { type: 'string', default: '1024' },
    limit: { type: 'string', default: '300' },
    json: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
});
if (values.help) {
  console.log(`Usage: npm run bench:ingest -- [options]

  --megabytes N   size of the delivery (default 1024)
  --limit N       megabytes that the process may hold; more makes the exit code 1 (default 300)
  --json          print one JSON object`);
  process.exit();
}
const megabytes = Number(values.megabytes);
const main = fileURLToPath(new URL('../dist/cli/main.js', import.meta.url));
const say = (text) => values.json || console.log(text);

mkdirSync(scratch, { recursive: true });
const file = join(scratch, `incidents-${megabytes}.csv`);
if (!existsSync(file)) await generate(file, megabytes * 1e6);
const size = statSync(file).size;
const data = `${dataDirectory()}-ingest`;
rmSync(data, { recursive: true, force: true });

say(`delivery: ${(size / 1e6).toFixed(0)} MB`);
const run = await ingest();
say(
  `ingest: ${run.result.read} records in ${run.seconds.toFixed(1)} s, ${(size / 1e6 / run.seconds).toFixed(1)} MB/s, ` +
    `${Math.round(run.result.read / run.seconds)} records/s; ${run.peak.toFixed(0)} MB at most`,
);
const again = await ingest();
say(
  `again, unchanged: ${again.seconds.toFixed(1)} s, ${Math.round(again.result.read / again.seconds)} records/s; ${again.peak.toFixed(0)} MB at most`,
);
const copied = await copy();
say(`raw COPY of the same ${copied.rows} rows (records, children, provenance): ${copied.seconds.toFixed(1)} s`);
const ratio = copied.seconds / run.seconds;
say(`ingest has ${(100 * ratio).toFixed(0)} % of the throughput of COPY`);
if (values.json) {
  const { result, seconds, peak } = run;
  console.log(
    JSON.stringify({
      bytes: size,
      records: result.read,
      seconds,
      peakMegabytes: peak,
      again: again.seconds,
      copySeconds: copied.seconds,
      ratio,
    }),
  );
}
process.exitCode = Math.max(run.peak, again.peak) > Number(values.limit) ? 1 : 0;

/** Writes invented incidents, about 600 bytes each, until the file is large enough. */
async function generate(path, bytes) {
  const words =
    'tanker anchored boarded robbers knives stores ropes alarm crew mustered fled boat coast guard informed'.split(' ');
  const lines = function* () {
    let written = 0;
    const header =
      'date,time,longitude,latitude,attack_type,location_description,nearest_country,attack_description,vessel_name,vessel_type,vessel_status\n';
    yield header;
    for (let index = 0; written < bytes; index += 1) {
      const day = new Date(Date.UTC(1993, 0, 1) + (index % 9000) * 86_400_000).toISOString().slice(0, 10);
      const text = Array.from(
        { length: 60 },
        (_, word) => words[(index * 7 + word * (1 + (index % 5))) % words.length],
      ).join(' ');
      const line = `${day},NA,${(index % 180) + (index % 97) / 100},${(index % 90) + (index % 89) / 100},Boarded,Off Nowhere ${index},SGP,"${text}, ${index}",Exemplar ${index},Tanker,Anchored\n`;
      written += line.length;
      yield line;
    }
  };
  await pipeline(lines, createWriteStream(path));
}

/** Runs the command, and samples the memory of its process (VmHWM: the most that was resident). */
async function ingest() {
  const started = performance.now();
  const child = spawn(
    process.execPath,
    [main, 'ingest', 'pirate-attacks', file, '--originator', 'EU-ANALYSIS', '--data', data, '--json'],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  let peak = 0;
  const sample = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // Not Linux, or the process has just ended.
    }
  }, 200);
  child.stdout.on('data', (chunk) => {
    text += chunk;
  });
  const code = await new Promise((resolve) => child.on('exit', resolve));
  clearInterval(sample);
  if (code !== 0) throw new Error(`ingest ended with ${code}`);
  return { result: JSON.parse(text), seconds: (performance.now() - started) / 1000, peak };
}

/** COPY of the stored rows out to files, and, timed, into empty tables that are alike, indexes and foreign keys included. */
async function copy() {
  const { readSettings } = await import('../dist/cli/config.js');
  const { openCommandContext } = await import('../dist/cli/commandContext.js');
  const { default: pino } = await import('pino');
  const { default: pg } = await import('pg');
  const { from, to } = await import('pg-copy-streams');
  const { settings } = readSettings({ data, logLevel: 'warn' }, {});
  const context = await openCommandContext(settings, pino({ level: 'warn' }, pino.destination(2)));
  const client = new pg.Client(context.databases.ownerUrl);
  await client.connect();
  try {
    let seconds = 0;
    let rows = 0;
    await client.query('create schema if not exists bench');
    for (const table of ['incident', 'incident_vessel', 'provenance']) {
      const path = join(scratch, `${table}.copy`);
      await pipeline(client.query(to(`copy incidents.${table} to stdout`)), createWriteStream(path));
      await client.query(`create table bench.${table} (like incidents.${table} including all)`);
      if (table === 'incident_vessel') {
        await client.query(
          'alter table bench.incident_vessel add foreign key (incident_id) references bench.incident (id)',
        );
      }
      const started = performance.now();
      await pipeline(createReadStream(path), client.query(from(`copy bench.${table} from stdin`)));
      seconds += (performance.now() - started) / 1000;
      rows += Number((await client.query(`select count(*) as n from bench.${table}`)).rows[0].n);
      rmSync(path);
    }
    await client.query('drop schema bench cascade');
    return { seconds, rows };
  } finally {
    await client.end();
    await context.databases.stop();
  }
}
