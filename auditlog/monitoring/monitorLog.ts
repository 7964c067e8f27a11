import { isSignedBy, type ParsedCheckpoint, parseCheckpoint } from '../c2sp/checkpoint.js';
import { openCosignatures } from '../c2sp/cosignature.js';
import type { TrustFile } from '../c2sp/trustFile.js';
import { reasonOf } from '../cosigning/shortAnswer.js';
import type { WitnessClient } from '../cosigning/witnessClient.js';
import { primitives } from '../primitives.js';
import { strictBase64 } from '../proofs/bytes.js';
import { verifyConsistency } from '../proofs/verifyProof.js';

/** Fetches a file of a log; null if there is none. */
export type FetchFile = (path: string) => Promise<string | null>;

/** What a monitor looks at. */
export interface Monitored {
  readonly origin: string;
  readonly trust: TrustFile;
  readonly fetchFile: FetchFile;
  /** By their names in the trust file. */
  readonly witnesses: ReadonlyMap<string, WitnessClient>;
  /** The note that this monitor kept last; null at the first look. */
  readonly kept: string | null;
}

/** What a monitor found. BROKEN: the log contradicts itself. UNPROVEN: it shows too little to tell. */
export interface Sighting {
  readonly verdict: 'OK' | 'BROKEN' | 'UNPROVEN';
  readonly origin: string;
  /** Size of the head that was believed; null if none was. */
  readonly size: number | null;
  /** The note to keep: the new one if it is believed, else the one that was kept before. */
  readonly note: string | null;
  /** What is wrong: sentences without a full stop. */
  readonly faults: readonly string[];
}

/**
 * Checks a log from outside: its newest head must be signed and cosigned, and extend the kept head and those that witnesses show.
 * Only heads that the log's own key signed, as the trust file states it, are compared.
 */
export async function monitorLog(monitored: Monitored): Promise<Sighting> {
  const { origin, kept } = monitored;
  const broken: string[] = [];
  const missing: string[] = [];
  let head: ParsedCheckpoint | null = null;
  let note: string | null = null;
  let isContinued = false;
  try {
    note = await monitored.fetchFile('checkpoint');
    head = note === null ? null : believe(note, monitored, { broken, missing });
    if (note === null) missing.push('it shows no head');
    if (head) isContinued = await compareAll(head, monitored, { broken, missing });
  } catch (error) {
    missing.push(`it cannot be read: ${reasonOf(error)}`);
  }
  const faults = [...broken, ...missing];
  const seen = { origin, size: head?.size ?? null, faults };
  // The kept head proves a break: a log that withholds a proof once must not have it forgotten.
  if (broken.length > 0) return { ...seen, verdict: 'BROKEN', note: kept };
  return { ...seen, verdict: missing.length > 0 ? 'UNPROVEN' : 'OK', note: isContinued ? note : kept };
}

interface Found {
  readonly broken: string[];
  readonly missing: string[];
}

/** The head of a note, if the log's key signed it; a missing quorum is added to the faults. */
function believe(note: string, { origin, trust }: Monitored, { broken, missing }: Found): ParsedCheckpoint | null {
  const head = signedHead(note, origin, trust);
  if (!head) {
    // A proxy's error page is no statement of the log.
    if (parseCheckpoint(note, { withExtensions: true }))
      broken.push('its head is not signed by the key that the trust file states: was the key changed?');
    else missing.push('what it shows is no head');
    return null;
  }
  const cosignatures = openCosignatures(
    head,
    trust.witnesses.map(({ key }) => key),
    primitives,
  );
  const names = trust.witnesses.filter(({ key }) => cosignatures?.some((each) => each.key === key));
  if (!cosignatures) broken.push('a cosignature under its head is false');
  else if (!trust.isQuorum(new Set(names.map(({ name }) => name))))
    missing.push(`no quorum cosigned its head of ${head.size} entries`);
  return head;
}

function signedHead(note: string, origin: string, trust: TrustFile): ParsedCheckpoint | null {
  const head = parseCheckpoint(note, { withExtensions: true });
  const keys = trust.logs.filter(({ key }) => key.name === origin).map(({ key }) => key.publicKey);
  return head?.origin === origin && isSignedBy(head, keys, primitives) ? head : null;
}

/** Compares the head with all that others saw. True if it extends the kept one, or none was kept. */
async function compareAll(head: ParsedCheckpoint, monitored: Monitored, found: Found): Promise<boolean> {
  const { kept, origin, trust, witnesses } = monitored;
  let isContinued = kept === null;
  if (kept !== null) {
    const before = signedHead(kept, origin, trust);
    if (before) isContinued = await compare(head, { ...before, seen: 'that was kept', isKept: true }, monitored, found);
    else found.missing.push('the head that was kept is not signed by the key that the trust file states');
  }
  for (const [name, client] of witnesses) {
    const note = await client.checkpoint(origin).catch((error: unknown) => {
      found.missing.push(`the witness ${name} cannot be asked: ${reasonOf(error)}`);
      return null;
    });
    // A witness that shows none is no fault here: the quorum tells whether it cosigns.
    const seen = note === null ? null : signedHead(note, origin, trust);
    if (seen) await compare(head, { ...seen, seen: `that the witness ${name} saw`, isKept: false }, monitored, found);
  }
  return isContinued;
}

/** Compares the head with another that the log signed: the smaller must be a prefix of the larger. True if the head extends it. */
async function compare(
  head: ParsedCheckpoint,
  other: Pick<ParsedCheckpoint, 'size' | 'root'> & { readonly seen: string; readonly isKept: boolean },
  { fetchFile }: Monitored,
  { broken, missing }: Found,
): Promise<boolean> {
  const [small, large] = other.size <= head.size ? [other, head] : [head, other];
  // A witness may be some seconds ahead of the files; a kept head was in the files.
  const isBack = other.isKept && other.size > head.size;
  if (other.size === 0) return true;
  const proof = small.size === large.size ? [] : await fetchProof(small.size, large.size, fetchFile);
  if (proof === null) {
    (isBack ? broken : missing).push(
      isBack
        ? `it shows ${head.size} entries, and ${other.size} were signed before`
        : `it gives no proof between ${small.size} and ${large.size} entries`,
    );
    return false;
  }
  const [first, second] = [small.size, large.size];
  if (!verifyConsistency({ first, second, firstRoot: small.root, secondRoot: large.root, proof }, primitives)) {
    broken.push(`its head of ${head.size} entries and the one of ${other.size} ${other.seen} are not of one log`);
    return false;
  }
  // Not OK: an older head shows nothing of the entries after it.
  if (isBack) missing.push(`it shows ${head.size} entries, and ${other.size} were signed before, which extend them`);
  return !isBack;
}

/** The hashes of a consistency proof; null if the log gives none. The empty tree proves nothing of later entries. */
async function fetchProof(first: number, second: number, fetchFile: FetchFile): Promise<readonly Uint8Array[] | null> {
  const text = first === 0 ? null : await fetchFile(`consistency/${first}/${second}`);
  if (text === null) return null;
  const hashes = text.split('\n').slice(0, -1).map(strictBase64);
  const proof = hashes.flatMap((hash) => (hash?.length === 32 ? [hash] : []));
  return proof.length === hashes.length ? proof : null;
}
