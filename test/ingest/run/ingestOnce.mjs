// Ingests deliveries in a process of its own, so that a test can kill it: format, database URL, audit file, policy. Each
// line of standard input is a delivery (JSON: originator, list of files); where the connection is lost it begins again, until it is done.
// The built code and a policy that is parsed already, since half a hundred starts of it are the test.
import { appendFileSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { deserialize } from 'node:v8';
import { formats } from '../../../dist/ingest/formats/index.js';
import { closeFiles, openFiles } from '../../../dist/ingest/input/openFiles.js';
import { ingest } from '../../../dist/ingest/pipeline.js';
import { forEachRecordSource } from '../../../dist/schema/sources.js';
import { openDatabase } from '../../../dist/storage/pool/database.js';

const [format, url, audit, policyFile] = process.argv.slice(2);
const policy = deserialize(readFileSync(policyFile));
const open = (source) => openDatabase(url, { source, max: 3, statementTimeoutMs: 0, customPlans: true });
const databases = { ...forEachRecordSource(open), ingest: open('persons') };
const say = (line) => process.stdout.write(`${line}\n`);

async function run({ originator, files: paths }) {
  const files = await openFiles(paths);
  try {
    await ingest({
      format: formats.get(format),
      files,
      envelope: { originator },
      databases,
      linkKey: Buffer.alloc(32, 7),
      policy,
      operator: 'test',
      batchRows: 30,
      record: {
        look: async () => undefined,
        change: async (recorded, work) => {
          appendFileSync(audit, `${JSON.stringify(recorded)}\n`);
          return await work();
        },
      },
    });
    say('DONE');
  } catch (error) {
    if (error.code !== 'SOURCE_UNAVAILABLE') throw error;
    say('LOST');
    await run({ originator, files: paths });
  } finally {
    await closeFiles(files);
  }
}

say('READY');
for await (const line of createInterface({ input: process.stdin })) await run(JSON.parse(line));
await Promise.all(Object.values(databases).map((database) => database.close()));
