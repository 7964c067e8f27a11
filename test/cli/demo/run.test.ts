import { createServer, type Server } from 'node:http';
import { afterEach, describe, expect, it } from '@jest/globals';
import { originOf, parseCheckpoint } from '../../../auditlog/c2sp/checkpoint.js';
import { signatureTypes } from '../../../auditlog/c2sp/note.js';
import { writeProof } from '../../../auditlog/c2sp/proof.js';
import { parseTrustFile, type TrustFile } from '../../../auditlog/c2sp/trustFile.js';
import { inclusionProof, leafHash, rootHash } from '../../../auditlog/merkle.js';
import { primitives } from '../../../auditlog/primitives.js';
import { signCheckpoint } from '../../../auditlog/signing/checkpoints.js';
import { cosign } from '../../../auditlog/signing/cosign.js';
import { checkpointKeys, verifierKeyOf } from '../../../auditlog/signing/keys.js';
import { runDemo } from '../../../cli/demo/run.js';
import { story } from '../../../ingest/demo/story.js';
import { listen } from '../../support/waiting/listen.js';

/** A gateway that answers each look with what it was told, and keeps a log of its own. */
interface Stub {
  readonly url: string;
  /** Changes the stored bytes of an entry after its receipt went out. */
  tamper(index: number): void;
}

let server: Server | undefined;
afterEach(() => {
  server?.close();
});

const [logKey, witnessKey, stranger] = [1, 2, 3].map((seed) => checkpointKeys(Buffer.alloc(32, seed))) as [
  Pair,
  Pair,
  Pair,
];
type Pair = ReturnType<typeof checkpointKeys>;
/** Whom the demonstration is told to believe. */
const trustIn = (witness: Pair) =>
  parseTrustFile(
    `log ${verifierKeyOf(originOf('main'), logKey.publicKey)}
witness demonstration ${verifierKeyOf('w.example', witness.publicKey, signatureTypes.cosignature)}
quorum demonstration
`,
    'trust',
    primitives,
  );

const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');

const notAsked = { state: 'DENIED', hitState: 'NOT_ASKED', hitContact: null, hit: null };
const hit = {
  state: 'DENIED',
  hitState: 'ASKED',
  hitContact: 'police-spoc@de.example.org',
  hit: { id: 'person_reference' },
};

async function startStub(): Promise<Stub> {
  const entries: string[] = [];
  const tampered = new Set<number>();
  server = createServer(async (request, response) => {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { query, variables } = JSON.parse(text) as { query: string; variables: { text?: string } };
    const agency = String(request.headers.authorization).replace('Bearer ', '');
    const indexes = [...query.matchAll(/look(\d): auditEntry\(index: (\d+), log: "main"\)/g)].map((match) =>
      Number(match[2]),
    );
    const body = query.includes('auditProof')
      ? { data: { auditProof: { text: proofOf(0) } } }
      : indexes.length > 0
        ? { data: Object.fromEntries(indexes.map((index, at) => [`look${at}`, look(index)])) }
        : query.includes('matchPersons')
          ? { data: { matchPersons: [notAsked, notAsked, hit] } }
          : query.includes('hitRecord')
            ? { data: { hitRecord: agency === 'DE-POLICE' ? { name: story.consignorName } : null } }
            : query.includes('WhoIsDeclared')
              ? { data: declared(agency) }
              : variables.text === undefined
                ? answer(agency)
                : { data: { search: { persons: found(agency, variables.text) } } };
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify(body));
  });
  const proofOf = (index: number): string => {
    const leaves = entries.map((entry) => leafHash(Buffer.from(entry)));
    const head = { origin: originOf('main'), size: leaves.length, root: rootHash(leaves) };
    const note = signCheckpoint(head, logKey.privateKey);
    const witness = { name: 'w.example', privateKey: witnessKey.privateKey };
    const line = cosign(parseCheckpoint(note)?.text ?? '', witness, 1_700_000_000);
    return writeProof({
      index,
      leaf: leaves[index] as Uint8Array,
      hashes: inclusionProof(leaves, index),
      note: note + line,
    });
  };
  const declared = (agency: string) => {
    const persons = { state: 'OK', matches: [{ score: 0.98, person: { name: story.consignorName } }] };
    const party =
      agency === 'NL-CUSTOMS'
        ? { role: 'CONSIGNOR', name: 'Небываленко-Омега Фиктив', matches: { persons } }
        : { role: null, name: 'Н… Ф…', matches: null };
    return { container: { consignments: { edges: [{ node: { parties: [party] } }] } } };
  };
  const found = (agency: string, sought: string) => {
    if (agency === 'ES-TAX') return { state: 'DENIED', similar: null };
    const similar = sought.startsWith('Nobody') ? [] : [{ score: 0.98, person: { name: story.consignorName } }];
    return { state: 'OK', similar };
  };
  const answer = (agency: string) => {
    const index = entries.push(`{"agency":"${agency}","index":${entries.length}}`) - 1;
    const node = {
      mrn: story.mrn,
      consignor: { name: agency === 'NL-CUSTOMS' ? story.consignorAliases[1] : `${agency} F…` },
    };
    return {
      data: { container: { containerId: story.containerId, consignments: { edges: [{ node }] } } },
      extensions: {
        withheld: [],
        audit: { log: 'main', index, leafHash: hex(leafHash(Buffer.from(entries[index] ?? ''))) },
      },
    };
  };
  const look = (index: number) => {
    const leaves = entries.map((entry) => leafHash(Buffer.from(entry)));
    return {
      index,
      at: '2026-11-25T06:00:00Z',
      agency: 'X',
      role: 'ANALYST',
      purpose: 'P',
      code: 'OK',
      disclosedCount: 1,
      disclosed: null,
      withheld: [],
      leafHash: hex(leaves[index] as Uint8Array),
      leafInput: Buffer.from(tampered.has(index) ? `${entries[index]} ` : (entries[index] ?? '')).toString('base64'),
      inclusionProof: {
        treeSize: leaves.length,
        hashes: inclusionProof(leaves, index).map(hex),
        root: hex(rootHash(leaves)),
        checkpoint: 'note',
      },
    };
  };
  return {
    url: `http://127.0.0.1:${await listen(server)}/graphql`,
    tamper: (index) => tampered.add(index),
  };
}

const play = async (url: string, options: { json?: boolean; signed?: boolean; trust?: TrustFile } = {}) => {
  const lines: string[] = [];
  const report = await runDemo({
    url,
    mint: (agency) => agency,
    verifyProof: () => options.signed ?? true,
    out: (line) => lines.push(line),
    ...(options.trust ? { trust: options.trust } : {}),
    isTerminal: false,
    pauseMs: 10,
    json: options.json ?? false,
  });
  return { report, lines };
};

describe('runDemo', () => {
  it('plays three answers side by side in plain text within 120 columns, and proves them', async () => {
    const { url } = await startStub();
    const { report, lines } = await play(url);
    expect(report.ok).toBe(true);
    const text = lines.join('\n');
    expect(text).toContain(story.consignorAliases[1]);
    expect(text.match(/proof: in the tree of 3 entries, as the receipt stated, signed checkpoint/g)).toHaveLength(3);
    expect(text).toContain(`NL-CUSTOMS   ${story.consignorName}, score 0.98`);
    expect(text).toContain('DE-POLICE    nobody: everything that it may search was searched');
    expect(text).toContain('ES-TAX       DENIED: rules nobody out');
    expect(text).toContain(`CONSIGNOR    Небываленко-Омега Фиктив, may be ${story.consignorName} (0.98)`);
    expect(text).toContain('-            Н… Ф…, not searched');
    expect(text).toContain('by the number, without its country   NOT_ASKED  no hit');
    expect(text).toContain('ASKED      a hit; ask police-spoc@de.example.org about');
    expect(text).toContain(`finds ${story.consignorName} by that reference`);
    expect(text).toContain('What to try next');
    expect(text).not.toContain('\u001B');
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(120);
  });

  it('shows a receipt that a witness cosigned, and is not well where it is not the trusted one', async () => {
    const { url } = await startStub();
    const { report, lines } = await play(url, { trust: trustIn(witnessKey) });
    expect(report).toMatchObject({
      ok: true,
      receipt: { index: 0, size: 3, cosigned: [{ witness: 'demonstration' }] },
    });
    expect(lines.join('\n')).toMatch(
      /entry 0 of portcullis\.example\/main, under a head of 3 entries, cosigned by demonstration at/,
    );
  });

  it('says why a receipt proves nothing', async () => {
    const { url } = await startStub();
    const { report, lines } = await play(url, { trust: trustIn(stranger) });
    expect(report.ok).toBe(false);
    expect(lines.join('\n')).toContain('it proves nothing: no quorum cosigned its head');
  });

  it('prints one JSON object with --json', async () => {
    const { url } = await startStub();
    const { lines } = await play(url, { json: true });
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ ok: true, container: story.containerId });
  });

  it('says so where the bytes of an entry are not those of the receipt', async () => {
    const stub = await startStub();
    stub.tamper(1);
    const { report, lines } = await play(stub.url);
    expect(report.ok).toBe(false);
    expect(report.looks.map(({ proof }) => proof?.isIncluded)).toEqual([true, false, true]);
    expect(lines.join('\n')).toContain('does NOT hold');
  });

  it('says so where nobody signed the checkpoint', async () => {
    const { url } = await startStub();
    expect((await play(url, { signed: false })).report.ok).toBe(false);
  });

  it('says in one line that nothing answers', async () => {
    await expect(play('http://127.0.0.1:9/graphql')).rejects.toThrow(/^Nothing answers at /);
  });
});
