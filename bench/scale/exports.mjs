import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportFormats } from '../../dist/gateway/export/formats/index.js';
import { mintLocalToken, openLocalKey } from '../../dist/gateway/identity/localIssuer.js';
import { loadPolicy } from '../../dist/policy/loading/load.js';

const query = `{ seizures(first: 100) { edges { node { caseReference seizedAt items(first: 2) { edges { node { drug quantity } } }
  persons(first: 3) { edges { node { role statedName person { name } } } } } } } }`;

/**
 * All seizures of a filled data directory, taken along from a gateway in each format: rows, bytes and seconds, and the resident memory of
 * the gateway's process before and at most meanwhile, in MB. Linux alone tells that.
 */
export async function measureExports(data, say) {
  const main = new URL('../../dist/cli/main.js', import.meta.url).pathname;
  const environment = { ...process.env, PORTCULLIS_OBJECTS_PER_MINUTE: '0', PORTCULLIS_LOG_LEVEL: 'error' };
  const gateway = spawn(process.execPath, [main, 'start', '--data', data, '--port', '0', '--no-demo'], {
    ...{ env: environment, stdio: ['ignore', 'pipe', 'inherit'] },
  });
  const ended = new Promise((resolve) => gateway.once('close', resolve));
  try {
    const url = await readyAt(gateway);
    const found = {};
    for (const [name, { mediaType }] of Object.entries(exportFormats)) {
      found[name] = await take(url, { data, mediaType, pid: gateway.pid });
      say(`${name}: ${JSON.stringify(found[name])}`);
    }
    return found;
  } finally {
    gateway.kill('SIGTERM');
    await ended;
  }
}

async function readyAt({ stdout }) {
  let said = '';
  for await (const piece of stdout) {
    said += piece;
    const [, url] = said.match(/ready at (http\S+)/) ?? [];
    if (url) return url;
  }
  throw new Error('the gateway did not start');
}

async function take(url, { data, mediaType, pid }) {
  const { clearance, caseReference } = loadPolicy().agencies['DE-POLICE'];
  const claims = { agency: 'DE-POLICE', role: 'INVESTIGATOR', subject: 'bench', clearance, ttlSeconds: 3600 };
  const headers = {
    ...{ 'content-type': 'application/json', accept: mediaType, 'query-purpose': 'CRIMINAL_INVESTIGATION' },
    ...{ 'case-reference': caseReference.example },
    authorization: `Bearer ${await mintLocalToken(claims, await openLocalKey(join(data, 'keys')))}`,
  };
  writeFileSync(`/proc/${pid}/clear_refs`, '5');
  const before = memoryOf(pid, 'VmRSS');
  const begun = performance.now();
  const endpoint = url.replace('/graphql', '/export');
  const response = await fetch(endpoint, { method: 'POST', headers, body: JSON.stringify({ query }) });
  if (response.status !== 200) throw new Error(await response.text());
  let bytes = 0;
  for await (const piece of response.body) bytes += piece.length;
  const seconds = Math.round((performance.now() - begun) / 100) / 10;
  const most = memoryOf(pid, 'VmHWM');
  const receipt = await fetch(`${endpoint}/${response.headers.get('export-id')}/receipt`, { headers });
  const { status, rows } = await receipt.json();
  if (status !== 'WHOLE') throw new Error(`the export is ${status}`);
  return { rows, megabytes: Math.round(bytes / 1e6), seconds, memory: { before, most } };
}

function memoryOf(pid, name) {
  const [, kilobytes] = readFileSync(`/proc/${pid}/status`, 'utf8').match(new RegExp(`${name}:\\s+(\\d+)`));
  return Math.round(kilobytes / 1e3);
}
