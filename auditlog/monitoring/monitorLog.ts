import { isSignedBy, type ParsedCheckpoint, parseCheckpoint } from '../c2sp/checkpoint.js';
import { openCosignatures } from '../c2sp/cosignature.js';
import { strictBase64 } from '../c2sp/note.js';
import type { TrustFile } from '../c2sp/trustFile.js';
import { reasonOf } from '../cosigning/shortAnswer.js';
import type { WitnessClient } from '../cosigning/witnessClient.js';
import { verifyConsistency } from '../verifyProof.js';

/** The files of one log, as a monitor fetches them: null where there is none. */
export type FetchFile = (path: string) => Promise<string | null>;

/** What a monitor looks at. */
export interface Monitored {
  readonly origin: string;
  readonly trust: TrustFile;
  readonly fetchFile: FetchFile;
  /** The ways to the witnesses, by their names in the trust file. */
  readonly witnesses: ReadonlyMap<string, WitnessClient>;
  /** The note that this monitor kept last; null at the first look. */
  readonly kept: string | null;
}

/** What a monitor found: BROKEN is a log of two stories, UNPROVEN one of which not enough can be seen. */
export interface Sighting {
  readonly verdict: 'OK' | 'BROKEN' | 'UNPROVEN';
  readonly origin: string;
  /** Size of the head that was seen; null where none was believed. */
  readonly size: number | null;
  /** The note to keep; the one that was kept before where the new one is not believed. */
  readonly note: string | null;
  /** What is wrong, in words without an end. */
  readonly faults: readonly string[];
}

/**
 * Looks at a log from outside: that its newest head is signed and cosigned, extends the one that was kept, and that of each
 * witness which shows one. Believes nobody: what is compared is signed by the log's own key, which the trust file states.
 */
export async function monitorLog(monitored: Monitored): Promise<Sighting> {
  const { origin, kept } = monitored;
  const broken: string[] = [];
  const missing: string[] = [];
  let head: ParsedCheckpoint | null = null;
  let note: string | null = null;
  let goesOn = false;
  try {
    note = await monitored.fetchFile('checkpoint');
    head = note === null ? null : believe(note, monitored, { broken, missing });
    if (note === null) missing.push('it shows no head');
    if (head) goesOn = await compareAll(head, monitored, { broken, missing });
  } catch (error) {
    missing.push(`it cannot be read: ${reasonOf(error)}`);
  }
  const verdict = broken.length > 0 ? 'BROKEN' : missing.length > 0 ? 'UNPROVEN' : 'OK';
  // Why only then: what was kept is the proof of a break, and a log that withholds a proof for once must not have it forgotten.
  const keeps = goesOn && verdict !== 'BROKEN' ? note : kept;
  return { verdict, origin, size: head?.size ?? null, note: keeps, faults: [...broken, ...missing] };
}

interface Found {
  readonly broken: string[];
  readonly missing: string[];
}

/** The head of a note, where the log's key signed it; without a quorum that is said. */
function believe(note: string, { origin, trust }: Monitored, { broken, missing }: Found): ParsedCheckpoint | null {
  const head = signedHead(note, origin, trust);
  // Why apart: the page of a proxy is no word of the log.
  if (!head && !parseCheckpoint(note, { withExtensions: true })) {
    missing.push('what it shows is no head');
    return null;
  }
  if (!head) {
    broken.push('its head is not signed by the key that the trust file states: was the key changed?');
    return null;
  }
  const cosignatures = openCosignatures(
    head,
    trust.witnesses.map(({ key }) => key),
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
  return head?.origin === origin && isSignedBy(head, keys) ? head : null;
}

/** Compares the head with all that others saw; true where it extends the one that was kept, or none was. */
async function compareAll(head: ParsedCheckpoint, monitored: Monitored, found: Found): Promise<boolean> {
  const { kept, origin, trust, witnesses } = monitored;
  let goesOn = kept === null;
  if (kept !== null) {
    const before = signedHead(kept, origin, trust);
    if (before) goesOn = await compare(head, { ...before, seen: 'that was kept', isKept: true }, monitored, found);
    else found.missing.push('the head that was kept is not signed by the key that the trust file states');
  }
  for (const [name, client] of witnesses) {
    const note = await client.checkpoint(origin).catch((error: unknown) => {
      found.missing.push(`the witness ${name} cannot be asked: ${reasonOf(error)}`);
      return null;
    });
    // Why nothing of one that shows none: whether it cosigns, the quorum tells.
    const seen = note === null ? null : signedHead(note, origin, trust);
    if (seen) await compare(head, { ...seen, seen: `that the witness ${name} saw`, isKept: false }, monitored, found);
  }
  return goesOn;
}

/** Compares the head with another that the log signed: the smaller must be the beginning of the larger. True where it extends it. */
async function compare(
  head: ParsedCheckpoint,
  other: Pick<ParsedCheckpoint, 'size' | 'root'> & { readonly seen: string; readonly isKept: boolean },
  { fetchFile }: Monitored,
  { broken, missing }: Found,
): Promise<boolean> {
  const [small, large] = other.size <= head.size ? [other, head] : [head, other];
  // A witness may be some seconds ahead of the files; what was kept was in them.
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
  if (!verifyConsistency({ first, second, firstRoot: small.root, secondRoot: large.root, proof })) {
    broken.push(`its head of ${head.size} entries and the one of ${other.size} ${other.seen} are not of one log`);
    return false;
  }
  // Why not all is well: of what stands behind an older head nothing can be seen.
  if (isBack) missing.push(`it shows ${head.size} entries, and ${other.size} were signed before, which extend them`);
  return !isBack;
}

/** The hashes of such a proof; null where none is given, or something else. No entries prove nothing of those behind them. */
async function fetchProof(first: number, second: number, fetchFile: FetchFile): Promise<readonly Buffer[] | null> {
  const text = first === 0 ? null : await fetchFile(`consistency/${first}/${second}`);
  const hashes = text?.split('\n').slice(0, -1).map(strictBase64) ?? [null];
  const proof = hashes.filter((hash) => hash?.length === 32).filter((hash) => hash !== null);
  return proof.length === hashes.length ? proof : null;
}
