import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { initPolicy } from '../../../../cli/policy/init.js';
import { databaseUser } from '../../../../storage/embedded/processUser.js';
import { mountSmallDisk, type SmallDisk } from '../../../e2e/failures/smallDisk.js';
import { freePort } from '../../../support/waiting/listen.js';
import { watchedSource } from '../words.js';
import type { Issuer } from './issuer.js';

/** The files of a deployment, before anything is started. */
export interface Grounds {
  readonly folder: string;
  /** The file of settings, for what serves and for every command. */
  readonly config: string;
  readonly data: string;
  readonly backups: string;
  readonly archive: string;
  readonly inbox: string;
  readonly mapping: string;
  readonly policy: string;
  readonly url: string;
  readonly metricsUrl: string;
  /** The disk of the data directory; null where this process may not mount one. */
  readonly disk: SmallDisk | null;
}

/** Writes them into a temporary folder. */
export async function makeGrounds(issuer: Issuer, collectorUrl: string): Promise<Grounds> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-night-'));
  chmodSync(folder, 0o711);
  const at = (name: string): string => join(folder, name);
  const disk = mountSmallDisk(at('disk'), 2000);
  for (const name of ['inbox', 'backups', 'archive']) mkdirSync(at(name), { mode: 0o700 });
  mkdirSync(at('files'), { mode: 0o711 });
  const { uid, gid } = databaseUser();
  chownSync(at('archive'), uid, gid);
  const jwks = `${issuer.url}/jwks`;
  const issuers = writePolicy(at('policy'), issuer).map((agency) => ({ issuer: issuer.of(agency), jwks }));
  writeFileSync(at('issuers.json'), JSON.stringify(issuers));
  writeFileSync(at('mapping.yaml'), mapping);
  const [port, metricsPort] = [await freePort(), await freePort()];
  const [data, config] = [join(at('disk'), 'data'), at('portcullis.yaml')];
  const settings = {
    ...{ data, policyDir: at('policy'), issuers: at('issuers.json'), walArchive: at('archive') },
    ...{ port, metricsPort, workers: 2, traces: collectorUrl, auditRetention: 'LOOK=5y,REFUSAL=18m' },
    // Why so long: the machine may do other things too.
    ...{ deadlineMs: 40_000, sourceTimeoutMs: 30_000, logTimeoutMs: 20_000 },
  };
  writeFileSync(config, stringify(settings));
  return {
    ...{ folder, config, data, disk, policy: at('policy'), mapping: at('mapping.yaml') },
    ...{ backups: at('backups'), archive: at('archive'), inbox: at('inbox') },
    ...{ url: `http://127.0.0.1:${port}/graphql`, metricsUrl: `http://127.0.0.1:${metricsPort}/metrics` },
  };
}

/** How the columns of a delivery become persons: `to` names whom they are released to, `until` their end. */
const mapping = `version: 1
source: ${watchedSource}
kind: person
input: {type: csv}
key: ref
envelope:
  dataSubjectCategory: {value: SUSPECT}
  releasableTo: {column: to, split: ' '}
  expiresAt: {column: until}
fields:
  names: name
  birthDates: {column: born, date: yyyy-MM-dd}
`;

/** The product's policy, whose agencies have their tokens from the issuer; the ids of the agencies. */
function writePolicy(directory: string, issuer: Issuer): readonly string[] {
  initPolicy(directory);
  const file = join(directory, 'agencies.yaml');
  const ids: string[] = [];
  const bound = readFileSync(file, 'utf8').replace(/^ {2}- id: (\S+)$/gm, (line, id: string) => {
    ids.push(id);
    return `${line}\n    issuers: [${issuer.of(id)}]`;
  });
  writeFileSync(file, bound);
  return ids;
}
