import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { askShort } from '../../../auditlog/cosigning/shortAnswer.js';
import { witnessClient } from '../../../auditlog/cosigning/witnessClient.js';
import { type FetchFile, monitorLog, type Sighting } from '../../../auditlog/monitoring/monitorLog.js';
import { hashOfOrigin } from '../../../auditlog/witness/keptHeads.js';
import { signRequest } from '../../../gateway/identity/messageSignature.js';
import { badUserInput } from '../../../schema/errors.js';
import { makePrivateFolder, readIfThere, writeWholeFile } from '../../../schema/wholeFile.js';
import { type Output, print } from '../../output/printLine.js';
import { readTrustFile } from '../../settings/trustFile.js';
import { readWitnessKey, type WitnessKey } from '../../witness/witnessKey.js';
import { readText } from '../readText.js';

/** Options of `portcullis audit monitor`. */
export interface MonitorOptions extends Output {
  /** Trust file: the logs, each with the URL of its files, the witnesses and their quorum. */
  readonly policy?: string | undefined;
  /** Instead one log: its key, and the URL of its files. */
  readonly key?: string | undefined;
  readonly url?: string | undefined;
  /** Folder of the heads that this monitor keeps. */
  readonly state: string;
  /** File with the token to read the files with. */
  readonly token?: string | undefined;
  /** Instead the data directory of a witness, whose key signs the requests. */
  readonly witness?: string | undefined;
}

/** Why not of a setting: it runs where no settings of the deployment are. */
const timeoutMs = 10_000;

/**
 * Looks once at each log of a trust file from outside, and keeps its head for the next time.
 *
 * @returns exit code: 0 where all is well, 1 where a log is broken, 2 where nothing is broken and too little can be seen
 * @throws PortcullisError BAD_USER_INPUT where no trust file or key is given, or a log has no URL
 */
export async function runAuditMonitor(options: MonitorOptions): Promise<number> {
  const { state } = options;
  const trust = readTrust(options);
  makePrivateFolder(state);
  const witnesses = new Map(
    trust.witnesses.flatMap(({ name, url }) =>
      url === null ? [] : [[name, witnessClient(url, { timeoutMs })] as const],
    ),
  );
  const logs = new Map(
    trust.logs.map(({ key: { name }, url }) => {
      // Why before any look: a missing URL must not lose what was found of another log.
      if (url === null) throw badUserInput(`The trust file has no URL for ${name}.`, 'Write it after the key.');
      return [name, url];
    }),
  );
  const sightings: Sighting[] = [];
  for (const [origin, url] of logs) {
    const path = join(state, hashOfOrigin(origin));
    const kept = readIfThere(path);
    const fetchFile = fetchFilesOf(url, options);
    const sighting = await monitorLog({ origin, trust, fetchFile, witnesses, kept });
    if (sighting.note !== null && sighting.note !== kept) writeWholeFile(path, sighting.note, 'replace');
    sightings.push(sighting);
  }
  print(options, { logs: sightings }, () => sightings.flatMap(describe));
  if (sightings.some(({ verdict }) => verdict === 'BROKEN')) return 1;
  return sightings.every(({ verdict }) => verdict === 'OK') && sightings.length > 0 ? 0 : 2;
}

function readTrust({ policy, key, url }: MonitorOptions): TrustFile {
  if (policy !== undefined) return readTrustFile(readText(policy), policy);
  if (key !== undefined && url !== undefined)
    return readTrustFile(`log ${key} ${url}\nquorum none\n`, '--key and --url');
  throw badUserInput('No trusted log is named.', 'Give --policy FILE, or --key and --url of one log.');
}

function fetchFilesOf(url: string, { token, witness }: Pick<MonitorOptions, 'token' | 'witness'>): FetchFile {
  const bearer: Record<string, string> =
    token === undefined ? {} : { authorization: `Bearer ${readFileSync(token, 'utf8').trim()}` };
  const signer = witness === undefined ? null : signerOf(readWitnessKey(witness));
  return async (path) => {
    const file = `${url}/${path}`;
    const headers = { ...bearer, ...signer?.(new URL(file)) };
    const { status, body } = await askShort(file, { headers }, { timeoutMs });
    if (status !== 200 && status !== 404) throw new Error(`it answers ${status}`);
    return status === 200 ? body : null;
  };
}

/** Signs a GET of a URL with the key of a witness. */
function signerOf({ verifierKey: { name, keyId }, privateKey }: WitnessKey) {
  return ({ host: authority, pathname: path }: URL): Record<string, string> => {
    const signer = { keyId: `${name}+${keyId}`, privateKey };
    return { ...signRequest({ method: 'GET', authority, path }, signer, Math.floor(Date.now() / 1000)) };
  };
}

function describe({ verdict, origin, size, faults }: Sighting): readonly string[] {
  const head = size === null ? 'no head' : `a head of ${size} entries`;
  return [`${verdict.padEnd(8)}  ${origin}: ${head}`, ...faults.map((fault) => `  ${fault}.`)];
}
