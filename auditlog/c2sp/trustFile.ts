import { sameBytes } from '../proofs/bytes.js';
import type { Primitives } from '../proofs/primitives.js';
import { signatureTypes } from './note.js';
import { parseVerifierKey, type VerifierKey } from './verifierKey.js';

/** A witness as a trust file names it. */
export interface TrustedWitness {
  readonly name: string;
  readonly key: VerifierKey;
  /** Submission prefix, without a trailing slash; null if none is stated. */
  readonly url: string | null;
}

/** Trusted logs and witnesses, and the quorum of witnesses that must have cosigned a head. C2SP tlog-policy. */
export interface TrustFile {
  readonly logs: readonly { readonly key: VerifierKey; readonly url: string | null }[];
  readonly witnesses: readonly TrustedWitness[];
  /** True if these witnesses, by their names in this file, are enough. */
  isQuorum(names: ReadonlySet<string>): boolean;
}

/** A witness or a group: true if cosignatures of these witnesses satisfy it. */
type Member = (names: ReadonlySet<string>) => boolean;

/**
 * Reads a trust file.
 *
 * @param place where the text comes from, for messages
 * @throws TrustFileError naming the line
 * @see C2SP tlog-policy
 */
export function parseTrustFile(text: string, place: string, primitives: Primitives): TrustFile {
  const reading = new Reading(place, primitives);
  for (const line of text.split('\n')) reading.take(line);
  return reading.end();
}

/** A trust file that is none. */
export class TrustFileError extends Error {
  /** From 1; null where a line is missing. */
  readonly line: number | null;

  constructor(message: string, line: number | null) {
    super(message);
    this.line = line;
  }
}

class Reading {
  readonly #place: string;
  readonly #primitives: Primitives;
  #line = 0;
  readonly #logs: TrustFile['logs'][number][] = [];
  readonly #witnesses: TrustedWitness[] = [];
  readonly #members = new Map<string, Member>();
  readonly #grouped = new Set<string>();
  #quorum: Member | null = null;

  constructor(place: string, primitives: Primitives) {
    this.#place = place;
    this.#primitives = primitives;
  }

  take(line: string): void {
    this.#line += 1;
    if (/[^\P{Cc}\t]/u.test(line)) throw this.#wrong('has a control character');
    const words = line.split(/[ \t]+/).filter((word) => word !== '');
    const [first, ...rest] = words;
    if (first === undefined || first.startsWith('#')) return;
    if (first === 'log' && (rest.length === 1 || rest.length === 2)) this.#takeLog(rest);
    else if (first === 'witness' && (rest.length === 2 || rest.length === 3)) this.#takeWitness(rest);
    else if (first === 'group' && rest.length >= 3) this.#takeGroup(rest);
    else if (first === 'quorum' && rest.length === 1) this.#takeQuorum(rest[0] ?? '');
    else throw this.#wrong('is no line of a log, a witness, a group or the quorum');
  }

  end(): TrustFile {
    const isQuorum = this.#quorum;
    if (!isQuorum)
      throw new TrustFileError(`${this.#place} states no quorum: its last line is quorum NAME, or quorum none.`, null);
    return { logs: this.#logs, witnesses: this.#witnesses, isQuorum };
  }

  #takeLog([text = '', url]: readonly string[]): void {
    const address = this.#url(url);
    const key = parseVerifierKey(text, this.#primitives);
    if (!key) throw this.#wrong('states no key of a log');
    if (this.#logs.some((log) => isSame(log.key, key))) throw this.#wrong('states a key for the second time');
    this.#logs.push({ key, url: address });
  }

  #takeWitness([name = '', text = '', url]: readonly string[]): void {
    const address = this.#url(url);
    const key = parseVerifierKey(text, this.#primitives, signatureTypes.cosignature);
    if (!key) throw this.#wrong('states no key of a witness');
    if (this.#witnesses.some((witness) => isSame(witness.key, key)))
      throw this.#wrong('states a key for the second time');
    this.#witnesses.push({ name, key, url: address });
    this.#define(name, (names) => names.has(name));
  }

  #takeGroup([name = '', threshold = '', ...names]: readonly string[]): void {
    const members = names.map((each) => {
      const member = this.#members.get(each);
      if (!member) throw this.#wrong(`names ${each}, which no line before it defines`);
      // A witness that counted in two groups could make a quorum of fewer than the file says.
      if (this.#grouped.has(each)) throw this.#wrong(`names ${each}, which is in a group already`);
      this.#grouped.add(each);
      return member;
    });
    // Why a Map: an object has names of its own, such as `constructor`.
    const words = new Map([
      ['any', 1],
      ['all', members.length],
    ]);
    const needed = words.get(threshold) ?? (/^[1-9][0-9]*$/.test(threshold) ? Number(threshold) : 0);
    if (needed < 1 || needed > members.length) throw this.#wrong('wants none of its members, or more than there are');
    this.#define(name, (seen) => members.filter((member) => member(seen)).length >= needed);
  }

  #takeQuorum(name: string): void {
    if (this.#quorum) throw this.#wrong('states a second quorum');
    const member = name === 'none' ? () => true : this.#members.get(name);
    if (!member) throw this.#wrong(`names ${name}, which no line before it defines`);
    this.#quorum = member;
  }

  #define(name: string, member: Member): void {
    if (['none', 'any', 'all'].includes(name)) throw this.#wrong(`calls something ${name}`);
    if (this.#members.has(name)) throw this.#wrong(`defines ${name} for the second time`);
    this.#members.set(name, member);
  }

  #url(text: string | undefined): string | null {
    if (text === undefined) return null;
    if (!/^https?:\/\//.test(text) || !URL.canParse(text)) throw this.#wrong(`states ${text}, which is no URL`);
    return text.replace(/\/+$/, '');
  }

  #wrong(what: string): Error {
    return new TrustFileError(`Line ${this.#line} of ${this.#place} ${what}.`, this.#line);
  }
}

/** True for equal bytes; keys of logs, which may share a key, must have equal names too. */
function isSame(a: VerifierKey, b: VerifierKey): boolean {
  const mayDiffer = a.type === signatureTypes.cosignature;
  return (mayDiffer || a.name === b.name) && sameBytes(a.publicKey, b.publicKey);
}
