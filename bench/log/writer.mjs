/*
 * One writer of the audit log, for bench/log.mjs: a process of its own, so that its CPU is the log's alone. Each message
 * `{at, seconds}` is a stretch with that many appends under way; the answer says what it took.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { product } from '../product.mjs';

const { openAuditLog } = await product('auditlog/writer/openLog.js');
const { checkpointKeys } = await product('auditlog/c2sp/checkpoint.js');
const [url, logId, records] = process.argv.slice(2);
const heads = mkdtempSync(join(tmpdir(), 'portcullis-bench-heads-'));
const pool = new pg.Pool({ connectionString: url });
const log = await openAuditLog({
  pool,
  logId,
  heads,
  keys: {
    auditSeal: Buffer.alloc(32, 1),
    blindIndex: Buffer.alloc(32, 2),
    checkpoint: checkpointKeys(Buffer.alloc(32, 3)),
  },
  opening: { policyVersion: 'bench', schemaHash: 'bench' },
  log: { info() {}, warn: console.error, error: console.error },
});
let asked = 0;

/** What the gateway says of an answer: by default of a small one (Q1 of scoreboard (a)). */
function entry() {
  asked += 1;
  const ids = Array.from({ length: Number(records) }, (_, at) => {
    return `consignment_${((asked + at) % 5000).toString(36).padStart(22, 'x')}`;
  });
  return {
    header: {
      kind: 'OUTCOME',
      at: new Date().toISOString(),
      requestId: `${process.pid}-${asked}-of-the-bench`,
      subject: 'nl-0042',
      agency: 'NL-CUSTOMS',
      agencyKind: 'CUSTOMS_MS',
      role: 'ANALYST',
      purpose: 'RISK_ANALYSIS',
      policyVersion: '3f0c2d51a7e94b86',
      schemaHash: '9a71b0c2d51a7e94',
      documentHash: null,
      operationName: 'Q1',
      code: 'OK',
      durationMs: 1.25,
    },
    body: {
      document: 'query Q1($id: ID!) { consignment(id: $id) { id mrn transportMode grossMassKg } }',
      literals: [],
      variables: { id: ids[0] },
      caseReference: null,
      justification: null,
      disclosed: [
        { type: 'Consignment', originator: 'NL-CUSTOMS', categories: ['cargo.goods', 'cargo.reference'], ids },
      ],
      withheld: [],
      sources: [{ name: 'cargo', result: 'OK', durationMs: 0.8, manifest: 'present' }],
      errorCodes: [],
    },
  };
}

async function stretch({ at, seconds }) {
  const until = performance.now() + seconds * 1000;
  const waits = [];
  const asker = async () => {
    for (let now = performance.now(); now < until; ) {
      await log.append(entry());
      const then = performance.now();
      waits.push(then - now);
      now = then;
    }
  };
  const before = process.cpuUsage();
  await Promise.all(Array.from({ length: at }, asker));
  const { user, system } = process.cpuUsage(before);
  waits.sort((a, b) => a - b);
  return { entries: waits.length, cpu: user + system, wait: waits[waits.length >> 1] * 1000 };
}

process.on('message', async (order) => {
  if (order !== 'end') return process.send(await stretch(order));
  await log.close();
  await pool.end();
  rmSync(heads, { recursive: true });
  process.disconnect();
});
process.send('ready');
