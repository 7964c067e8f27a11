#!/usr/bin/env node
// Verifies what an audit log of Portcullis gave to outsiders: docs/AUDIT.md. One file, no package, no network, no secret.
import { createPublicKey, hash, verify } from 'node:crypto';
import { openSync, readSync } from 'node:fs';
import { parseArgs } from 'node:util';

const usage = `usage: verify-audit.mjs WHAT FILE {--key VKEY | --policy FILE} ...
  export FILE [--head NOTE] [--receipt ANSWER]     entries between two heads; heads and receipts that you kept are among them
  proof FILE {--leaf HEX | --receipt ANSWER}       a .tlog-proof: the entry is in the log
  consistency FILE --head NOTE                     "old SIZE", hashes, an empty line, a checkpoint: it extends the head that you kept
  checkpoint NOTE                                  who signed a head
A policy is a C2SP tlog-policy. Exit code: 0 verified, 1 not verified, 2 usage, 3 malformed.`;
const [unproven, misused, malformed] = ['NOT VERIFIED: ', '', 'malformed: '].map((word, at) => (why) => {
  throw Object.assign(new Error(`${word}${why}`), { exit: at + 1 });
});
const bytesOf = (text) => Buffer.from(text, 'latin1'); // Texts are byte strings: bytes are signed, and names are opaque.
const isText = (text, it = bytesOf(text).toString()) => bytesOf(text).equals(Buffer.from(it)) && !/[^\P{Cc}\n]|^— .*[^\P{Z} ]/mu.test(it);
const isUrl = (text) => /^https?:\/\//.test(text) && URL.canParse(bytesOf(text).toString());
const sha256 = (...parts) => Buffer.from(hash('sha256', Buffer.concat(parts), 'hex'), 'hex');
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right);
const number = (text) => (/^(0|[1-9]\d{0,14})$/.test(text) ? Number(text) : malformed(`no number: ${text.slice(0, 60)}`));
const base64 = (text, length, bytes = Buffer.from(text, 'base64')) =>
  bytes.toString('base64') === text && bytes.length === (length ?? bytes.length) ? bytes : malformed(`no base64: ${text.slice(0, 60)}`);

function* linesOf(file, most = Infinity) {
  const [fd, chunk] = [openSync(file, 'r'), Buffer.alloc(1 << 18)];
  for (let rest = '', size = -1, all = 0; size !== 0; all += size) {
    size = readSync(fd, chunk);
    const lines = (rest + chunk.toString('latin1', 0, size)).split('\n');
    rest = lines.pop();
    yield* size === 0 ? [rest] : lines;
    if (rest.length > 1 << 22 || all + size > most) malformed(`a line has no end, or the file: ${file}`);
  }
}
const textOf = (file) => [...linesOf(file, 1 << 22)].join('\n');

/** A verifier key, `name+id+base64(type || key)`, Ed25519. Type 1 signs notes, type 4 cosigns. */
function parseKey(vkey, due, witness) {
  const [, name, id, encoded] = /^([!-*,-~\x80-\xff]+)\+([0-9a-f]{8})\+([!-~]+)$/.exec(vkey) ?? malformed(`no verifier key: ${vkey}`);
  const [type, bytes] = [base64(encoded)[0], base64(encoded)];
  if (type !== due || bytes.length !== 33) malformed(`no key for this: ${vkey}`);
  if (sha256(bytesOf(`${name}\n`), bytes).toString('hex', 0, 4) !== id) malformed(`not the id of this key: ${vkey}`);
  return { name, id, type, raw: bytes.subarray(1), witness };
}

/** Keys of a policy, and whether its quorum is met once these witnesses have cosigned. */
function readPolicy(text, cosigned) {
  const [keys, isMet, grouped, quorums] = [[], new Map([['none', true]]), new Set(['none']), []];
  const known = (name) => isMet.get(name) ?? malformed(`policy: ${name} is not defined above`);
  const define = (name, met) => (isMet.has(name) || /^(any|all)$/.test(name) ? malformed(`policy: ${name} twice`) : isMet.set(name, met));
  const member = (name) => (grouped.has(name) ? malformed(`policy: ${name} in two groups`) : grouped.add(name) && known(name));
  if (!isText(text.replaceAll('\t', ' '))) malformed('policy: no text');
  for (const line of text.split('\n')) {
    const [word = '#', name, ...rest] = line.split(/[ \t]+/).filter((part) => part !== '');
    if (word === 'log' && name && rest.length < 2 && rest.every(isUrl)) keys.push(parseKey(name, 1));
    else if (word === 'witness' && rest.length > 0 && rest.length < 3 && rest.slice(1).every(isUrl))
      keys.push(parseKey(rest[0], 4, define(name, cosigned.has(name)) && name));
    else if (word === 'group' && rest.length > 1) {
      const members = rest.slice(1).map(member);
      const least = rest[0] === 'any' ? 1 : rest[0] === 'all' ? members.length : number(rest[0]);
      define(name, least < 1 || least > members.length ? malformed(`policy: not ${least}`) : members.filter((met) => met).length >= least);
    } else if (word === 'quorum' && name && rest.length === 0) quorums.push(known(name));
    else if (!word.startsWith('#')) malformed(`policy: ${line.slice(0, 60)}`);
  }
  const raws = keys.map((key) => `${key.witness === undefined ? key.name : ''} ${key.raw.toString('hex')}`);
  if (quorums.length !== 1 || new Set(raws).size !== raws.length) malformed('policy: not one quorum, or a key twice');
  return { keys, isMet: quorums[0] };
}

/** Whether a key signed a head. */
function holds({ type, raw }, { text }, signature) {
  const when = type === 4 && signature.length > 8 ? signature.readBigUInt64BE() : 1n; // At 0 it may not have been the largest head.
  if (signature.length !== { 1: 64, 4: 72 }[type] || when >> 53n || !when) return false;
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), raw]);
  const message = type === 4 ? `cosignature/v1\ntime ${when}\n${text}` : text;
  return verify(null, bytesOf(message), createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature.subarray(-64));
}

/** A head that its log signed and the quorum cosigned. One false signature of a known key refuses the note. */
function openNote(note, policy, said, needsQuorum) {
  const form = /^(([^+ \n]+)\n(\d+)\n([^ \n]+)\n(?:[^\n]+\n)*)\n((?:\xe2\x80\x94 [^+ \n]+ [^ \n]{6}[^= \n][^ \n]*\n){1,72})$/;
  const [, text, origin, size, root, lines] = (isText(note) && form.exec(note)) || malformed('no checkpoint, or more than one');
  const head = { text, origin, log: origin.split('/').at(-1), size: number(size), root: base64(root, 32) };
  const [signers, { keys }] = [new Set(), readPolicy(policy, new Set())];
  said.push(`head of ${size} entries of ${origin}, root ${head.root.toString('hex')}`);
  for (const [, name, encoded] of lines.matchAll(/ ([^ ]+) ([^ ]+)\n/g)) {
    const [id, signature] = [base64(encoded).toString('hex', 0, 4), base64(encoded).subarray(4)];
    const key = keys.find((each) => each.name === name && each.id === id && (each.witness || name === origin));
    if (!key) continue;
    if (!holds(key, head, signature)) unproven(`the signature of ${name} on the head of ${size} entries is false`);
    signers.add(key.witness ?? '');
    const time = key.type === 4 ? `, ${new Date(Number(signature.readBigUInt64BE()) * 1000).toUTCString()}` : '';
    said.push(`  signed by ${name}, type ${key.type}${time}`);
  }
  if (!signers.has('')) unproven(`no known key of ${origin} signed the head of ${size} entries`);
  if (needsQuorum && !readPolicy(policy, signers).isMet) unproven(`no quorum cosigned the head of ${size} entries of ${origin}`);
  return head;
}

/** Computes two roots from a proof (RFC 9162 section 2.1): of the leaves up to `place`, and of all. `known`: hash of the leaf, or old root. */
function rootsOf(proof, place, size, known, isInclusion) {
  const [root, isEnd] = [known ?? proof[0], isInclusion ? size === 1 : place === size - 1];
  if (isEnd) return proof.length === (known ? 0 : 1) ? [root, root] : unproven('the proof has another length');
  const half = 2 ** ((size - 1).toString(2).length - 1);
  const [side, rest, isLeft] = [proof.at(-1) ?? unproven('the proof is too short'), proof.slice(0, -1), place < half];
  const below = isLeft ? [place, half, known] : [place - half, size - half, isInclusion ? known : undefined];
  const [before, whole] = rootsOf(rest, ...below, isInclusion);
  return isLeft ? [before, nodeHash(whole, side)] : [nodeHash(side, before), nodeHash(side, whole)];
}

/** Leaf hash of an entry, which states its own place and commits to its header, unless that has expired. */
function leafOf([, word, text, header], at, log, seen) {
  const leaf = base64(text);
  const [end, said] = [leaf[1] + 2, base64(header ?? '')];
  if (leaf[0] !== 2 || leaf.length !== end + 136 || (header && word !== 'leaf')) malformed(`entry ${at} is of no known format`);
  const says = `${leaf.toString('latin1', 2, end)} ${leaf.readBigUInt64BE(end)}`;
  if (says !== `${log} ${at}`) unproven(`entry ${at} says that it is another`);
  if (header) {
    if (!sha256(said).equals(leaf.subarray(end + 8, end + 40))) unproven(`entry ${at} has another header`);
    const { at: time } = JSON.parse(said.toString('latin1', 16)) ?? {};
    seen.time = time >= seen.time ? time : unproven(`entry ${at} says no time, or one before that of an entry before it`);
  } else seen[word === 'expired' ? word : 'hidden'] += 1;
  return sha256(Buffer.of(0), leaf);
}

/** Extends the tree from the first head, leaf by leaf; it must have the root of each head on the way, and the last needs the quorum. */
function verifyExport(file, open, kept, receipts) {
  const lines = linesOf(file);
  let ahead = lines.next();
  const take = (form, { value } = ahead) => {
    ahead = lines.next(); // Behind the end of a line there is another, if an empty one.
    return ahead.done ? malformed('it ends too early') : (form.exec(value) ?? malformed(`no line like ${form.source}`));
  };
  const part = (text = '', [line] = take(/^.*$/)) => (!line ? text : part(text[1 << 20] ? malformed('too long') : `${text}${line}\n`));
  const form = /^portcullis-audit-export@v1\nasked [!-~]+ [!-~]+\nagency [!-~]+\nentries (\d+) (\d+)\n$/;
  const [start, end] = [...(form.exec(part()) ?? malformed('no export'))].slice(1).map(number);
  const own = (start === 0 ? [end] : [start, end]).map((due) => ({ due, ...open(`${part()}\n${part()}`, due === end) }));
  const [heads, { origin, log }] = [[...own, ...kept], own[0]];
  const within = (at, to, what, isOurs) => (at >= start && at <= to && isOurs) || unproven(`${what} ${at} is none of this export`);
  for (const { size, due = size, ...head } of heads) within(size, end, 'the head of', head.origin === origin && size === due);
  for (const receipt of receipts) within(receipt.index, end - 1, 'the receipt of', receipt.log === log);
  const [tree, seen] = [[], { expired: 0, hidden: 0, time: '' }];
  for (const _ of start.toString(2).replaceAll('0', '')) tree.push(base64(take(/^subtree ([!-~]+)$/)[1], 32));
  const rootHash = () => (tree.length === 0 ? sha256() : tree.reduceRight((right, left) => nodeHash(left, right)));
  for (let at = start; ; at += 1) {
    for (const { root } of heads.filter(({ size }) => size === at))
      if (!rootHash().equals(root)) unproven(`entries before ${at} are not those under the head of ${at} entries`);
    if (at === end) break;
    let node = leafOf(take(/^(leaf|expired) ([!-~]+)(?: ([!-~]+))?$/), at, log, seen);
    if (receipts.some((own) => own.index === at && own.leafHash !== node.toString('hex'))) unproven(`entry ${at} is not the receipt's`);
    for (let rest = at; rest % 2 === 1; rest = (rest - 1) / 2) node = nodeHash(tree.pop(), node);
    tree.push(node);
  }
  if (number(take(/^end (\d+)$/)[1]) !== end - start || ahead.value !== '' || !lines.next().done) malformed('it ends elsewhere');
  const all = `all (${seen.expired} expired, ${seen.hidden} without a header)`;
  return `entries ${start} to ${end - 1}, ${all}; ${kept.length} heads and ${receipts.length} receipts of yours`;
}

/** A .tlog-proof of a leaf hash, or a consistency proof with the root of a head that was kept. */
function verifyProof(file, open, leaf, head, receipt) {
  const form = /^(?:c2sp\.org\/tlog-proof@v1\n(?:extra ([!-~]*)\n)?(index)|old) (\d+)\n((?:[!-~]+\n){0,63})\n([\s\S]+)$/;
  const [, extra, word, text, hashes, note] = form.exec(textOf(file)) ?? malformed('no proof');
  const [place, proof] = [number(text) - (word ? 0 : 1), (hashes.match(/.+/g) ?? []).map((each) => base64(each, 32))];
  const { size, root, log } = open(note, true);
  if (Boolean(leaf) !== Boolean(word) || place < 0 || place >= size) unproven(`it is no such proof in ${size} entries`);
  if (receipt && (receipt.index !== place || receipt.log !== log)) unproven(`it proves entry ${place}, not the receipt's`);
  if (extra !== undefined && !base64(extra, 32).equals(leaf)) unproven('it says that it is about another entry');
  const [before, whole] = rootsOf(proof, place, size, leaf ?? head.root, Boolean(leaf));
  if (!whole.equals(root) || !(leaf || (before.equals(head.root) && head.size === place + 1))) unproven('the proof leads to another root');
  return leaf ? `entry ${place} is that leaf` : `the first ${place + 1} entries are those of the head that you kept`;
}

const said = [];
try {
  const many = { type: 'string', multiple: true, default: [] };
  const options = { key: many, policy: many, head: many, receipt: many, leaf: many, help: { type: 'boolean', short: 'h' } };
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const [what, file] = positionals.length === 2 ? positionals : misused(usage);
  // Why so strict: a user who gives a head or a receipt takes VERIFIED to be about it.
  const given = [what, values.head.length, values.receipt.length, ...values.leaf].join(' ');
  if (!/^(export \d+ \d+|proof 0 (1|0 [0-9a-f]{64})|consistency 1 0|checkpoint 0 0)$/.test(given)) misused(usage);
  const policy = [...values.key.map((key) => `log ${key}`), ...(values.policy.length > 0 ? values.policy.map(textOf) : ['quorum none'])];
  const open = (note, needsQuorum) => openNote(note, policy.join('\n'), said, needsQuorum);
  const kept = values.head.map((name) => open(textOf(name), false));
  const receipts = values.receipt.map((name) => JSON.parse(textOf(name))).map((all) => all?.extensions?.audit ?? all ?? {});
  const isForm = (texts) => /^\["[^"]+",\d+,"[0-9a-f]{64}"\]$/.test(JSON.stringify(texts));
  if (!receipts.every(({ log, index, leafHash }) => isForm([log, index, leafHash]))) malformed('no receipt');
  const [leaf] = [...receipts.map(({ leafHash }) => leafHash), ...values.leaf].map((hex) => Buffer.from(hex, 'hex'));
  if (what === 'checkpoint') open(textOf(file), true);
  else said.push(what === 'export' ? verifyExport(file, open, kept, receipts) : verifyProof(file, open, leaf, kept[0], receipts[0]));
  console.log(['VERIFIED', ...said].join('\n').replace(/[^\n -~]/g, '?'));
} catch (error) {
  process.exitCode = error.exit ?? (error.code ? 2 : 3);
  console.error(error.exit || error.code ? error.message.replace(/[^\n -~]/g, '?') : `malformed: ${error.name} in receipt, header or head`);
}
