#!/usr/bin/env node
// Verifies that no entry of a month, or between two heads, named an entity: docs/AUDIT.md. Runs verify-audit.mjs, in the same folder,
// to verify that the log states the index; no package, no network, no secret. Formats: RFC 9381 (RSA-FDH-VRF-SHA256), RFC 9162.
import { spawnSync } from 'node:child_process';
import { constants, createPublicKey, hash, publicDecrypt } from 'node:crypto';
import { mkdtempSync, openSync, readSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const usage = `usage: verify-absence.mjs FILE {--key VKEY | --policy FILE} ...
The keys are those of the log that states the index. Exit code: 0 verified, 1 not verified, 2 usage, 3 malformed.`;
const refuse = (exit, word) => (why) => {
  throw Object.assign(new Error(`${word}${why}`), { exit });
};
const [unproven, misused, malformed] = [refuse(1, 'NOT VERIFIED: '), refuse(2, ''), refuse(3, 'malformed: ')];

const sha256 = (...parts) => Buffer.from(hash('sha256', Buffer.concat(parts), 'hex'), 'hex');
const isMonth = (period) => /^\d{4}-(0[1-9]|1[0-2])$/.test(period);
const u32 = (number) => Buffer.from(number.toString(16).padStart(8, '0'), 'hex');
const base64 = (text, length, bytes = Buffer.from(text, 'base64')) =>
  bytes.toString('base64') === text && bytes.length === (length ?? bytes.length) ? bytes : malformed(`no base64: ${text.slice(0, 60)}`);

/** The text of a file of less than 1 MB; no proof is longer. */
function textOf(file) {
  const [fd, bytes] = [openSync(file, 'r'), Buffer.alloc(1 << 20)];
  let end = 0;
  for (let size = -1; size !== 0; end += size) size = readSync(fd, bytes, end, bytes.length - end);
  return end < bytes.length ? bytes.toString('utf8', 0, end) : malformed('no proof of absence: it is too long');
}

/** The pseudonym of a text, if the proof is valid for it: RFC 9381 section 4.3. */
function pseudonymOf(alpha, proof, spki) {
  const publicKey = createPublicKey({ key: spki, format: 'der', type: 'spki' });
  const { kty, n = '', e } = publicKey.export({ format: 'jwk' });
  const modulus = Buffer.from(n, 'base64url');
  if (kty !== 'RSA' || e !== 'AQAB' || modulus.length < 256) malformed('the key of pseudonyms is no RSA key of 2048 bits or more');
  const seed = Buffer.concat([Buffer.of(1, 1), u32(modulus.length), modulus, alpha]);
  const mask = Buffer.concat(Array.from({ length: Math.ceil(modulus.length / 32) }, (_, count) => sha256(seed, u32(count))));
  const isBelow = proof.length === modulus.length && Buffer.compare(proof, modulus) < 0;
  const found = isBelow ? publicDecrypt({ key: publicKey, padding: constants.RSA_NO_PADDING }, proof) : null;
  const encoded = Buffer.concat([Buffer.of(0), mask.subarray(0, modulus.length - 1)]);
  return found?.equals(encoded) ? sha256(Buffer.of(1, 2), proof) : unproven('the pseudonym is not that of the entity');
}

/** Computes a root from an inclusion proof: RFC 9162 section 2.1.3. */
function rootOf(proof, place, size, leaf) {
  if (size <= 1) return proof.length === 0 && size === 1 ? leaf : unproven('a neighbour has a proof of another length');
  let half = 1;
  while (half * 2 < size) half *= 2;
  const [side, rest] = [proof.at(-1) ?? unproven('a neighbour has a proof that is too short'), proof.slice(0, -1)];
  if (place < half) return sha256(Buffer.of(1), rootOf(rest, place, half, leaf), side);
  return sha256(Buffer.of(1), side, rootOf(rest, place - half, size - half, leaf));
}

/** The index as the entry states it, in its header, to which its leaf commits. */
function readStated(leaf, header, log, period) {
  const end = 2 + leaf[1];
  if (leaf[0] !== 2 || leaf.length !== end + 136) malformed('the leaf is of no known format');
  if (!sha256(header).equals(leaf.subarray(end + 8, end + 40))) unproven('the leaf has another header');
  const { kind, operationName, requestId, documentHash } = JSON.parse(header.subarray(16).toString()) ?? {};
  const form = /^index\/([a-z0-9.-]+)\/(\d{1,15}-\d{1,15})\/(\d{1,15})-(\d{1,15})\/(\d{1,15})\/(\d{1,15})\/([0-9a-f]{64})(?:\.\d+)?$/;
  const [, ofLog, ofPeriod, start, stop, count, erased, key] = form.exec(requestId) ?? unproven('the entry states no index');
  if (kind !== 'ADMIN' || operationName !== 'auditIndex') unproven('the entry states no index');
  if (ofLog !== log || ofPeriod !== period) unproven(`the entry states the index of ${ofPeriod} of ${ofLog}`);
  if (Number(start) > Number(stop) || (!isMonth(period) && period !== `${start}-${stop}`)) unproven('the entry states no index');
  const stand = { by: leaf.toString('latin1', 2, end), at: leaf.readBigUInt64BE(end) };
  const root = Buffer.from(String(documentHash), 'hex');
  return { start: Number(start), stop: Number(stop), count: Number(count), erased, key, root, stand };
}

/** Checks that the pseudonym falls between two adjacent entries of the index, or beyond its first or last one. */
function checkNeighbours(neighbours, pseudonym, { count, root }) {
  const places = neighbours.map(({ place }) => place);
  const isNext = places.length === 2 && places[1] === places[0] + 1;
  const isEnd = places.length === 1 && (places[0] === 0 || places[0] === count - 1);
  const isEmpty = places.length === 0 && count === 0 && root.equals(sha256());
  if (!isNext && !isEnd && !isEmpty) unproven('the neighbours do not stand next to one another');
  const isFirst = isEnd && Buffer.compare(neighbours[0].own, pseudonym) >= 0;
  const [low, high] = isFirst ? [undefined, neighbours[0]] : neighbours;
  if (isEnd && (low ? low.place !== count - 1 : high.place !== 0)) unproven('the neighbour does not stand at the end');
  if ((low && Buffer.compare(low.own, pseudonym) >= 0) || (high && Buffer.compare(pseudonym, high.own) >= 0))
    unproven('the pseudonym does not lie between the neighbours');
  for (const { place, own, hashes } of neighbours) {
    const isIn = place < count && rootOf(hashes, place, count, sha256(Buffer.of(0), own)).equals(root);
    if (!isIn) unproven(`neighbour ${place} is not in the index`);
  }
}

/** Has verify-audit.mjs verify that the log holds the entry at the place that the entry states. Returns whose log it is. */
function verifyEntry(proof, leaf, { by, at }, args) {
  const folder = mkdtempSync(join(tmpdir(), 'verify-absence-'));
  try {
    writeFileSync(join(folder, 'proof'), proof);
    const tool = join(import.meta.dirname, 'verify-audit.mjs');
    const given = [tool, 'proof', join(folder, 'proof'), '--leaf', sha256(Buffer.of(0), leaf).toString('hex'), ...args];
    const { status, stdout, stderr } = spawnSync(process.execPath, given, { encoding: 'utf8' });
    if (status !== 0) refuse(status ?? 1, '')(stderr.trimEnd());
    const form = /^head of \d+ entries of (\S+)\/([^\s/]+), root [\s\S]*^entry (\d+) is that leaf$/m;
    const [, deployment, log, place] = form.exec(stdout) ?? unproven('the log that states the index has no name');
    if (log !== by || BigInt(place) !== at) unproven('the entry that states the index says that it is another');
    return { deployment, said: stdout.replace(/^VERIFIED\n/, '').trimEnd() };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

try {
  const [file, ...args] = process.argv.slice(2);
  if (file === undefined || args.length < 2) misused(usage);
  const form =
    /^portcullis-audit-absence@v1\nlog (\S+)\n(month|entries) (\S+)\nentity ([!-~]+(?: [!-~]+)*)\nkey (\S+)\nproof (\S+)\n((?:neighbour [^\n]+\n){0,2})leaf (\S+)\nheader (\S+)\n\n([\s\S]+)$/;
  const [, log, unit, period, entity, key, proof, lines, leafText, header, tlogProof] =
    form.exec(textOf(file)) ?? malformed('no proof of absence');
  const [leaf, spki] = [base64(leafText), base64(key)];
  const stated = readStated(leaf, base64(header), log, period);
  if (isMonth(period) !== (unit === 'month')) unproven(`${period} is not what its line says`);
  if (sha256(spki).toString('hex') !== stated.key) unproven('the index was made with another key of pseudonyms');
  const pseudonym = pseudonymOf(Buffer.from(`portcullis/audit/absence\0${log}\0${period}\0${entity}`), base64(proof), spki);
  const neighbours = lines
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const [, place, own, ...hashes] = line.split(' ');
      return {
        place: /^(0|[1-9]\d{0,14})$/.test(place) ? Number(place) : malformed('no place'),
        own: base64(own, 32),
        hashes: hashes.map((each) => base64(each, 32)),
      };
    });
  checkNeighbours(neighbours, pseudonym, stated);
  const { deployment, said } = verifyEntry(tlogProof, leaf, stated.stand, args);
  const when = unit === 'month' ? period : `between heads of ${stated.start} and ${stated.stop} entries`;
  const verdict = `no entry from ${stated.start} to ${stated.stop - 1} of ${deployment}/${log}, ${when}, names ${entity}`;
  console.log(`VERIFIED: ${verdict}`.replace(/[^ -~]/g, '?'));
  console.log(`  in the index are ${stated.count} subjects; ${stated.erased} of those entries were erased before it was made\n${said}`);
} catch (error) {
  process.exitCode = error.exit ?? (error.syscall ? 2 : 3);
  console.error(error.exit || error.syscall ? error.message.replace(/[^\n -~]/g, '?') : `malformed: ${error.name}`);
}
